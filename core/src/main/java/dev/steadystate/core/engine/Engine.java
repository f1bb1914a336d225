package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.journal.Journal;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.spi.DeploymentController;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.PlacementEngine;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.view.ServiceCounts;
import dev.steadystate.core.view.ServiceExplanation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves a world through virtual time. At one instant first what falls due for tasks happens, then
 * calls, then passes of the scheduler (SS-2); what these bring about at once comes after them.
 */
public final class Engine {
  /** Answers the calls that were scheduled ahead. */
  @FunctionalInterface
  public interface Door {
    /** Makes the call or the fault; refuses with an EcsException. */
    Optional<Supplier<Document>> open(ScheduledCall call);
  }

  private static final Comparator<ServiceState> IN_TURN =
      (a, b) -> a == b ? 0 : World.comesAfter(a, b) ? 1 : -1;

  /** Rounds within one instant, before it is called endless (SS-12). */
  private static final int MOST_ROUNDS = 10_000;

  final World world;
  private final Pass pass;
  private final Commands commands;
  private @Nullable Door door;
  private @Nullable LongConsumer instantObserver;

  /** The service whose next pass somebody waits for. */
  private @Nullable ServiceState awaited;

  public Engine(
      Settings settings,
      PlacementEngine placement,
      ImmutableSortedMap<String, DeploymentController> controllers) {
    this(new World(settings, placement, controllers));
  }

  private Engine(World world) {
    this.world = world;
    this.pass = new Pass(world);
    this.commands = new Commands(world);
  }

  /** Returns an independent engine with the same past; its door is still to be hung. */
  public Engine fork() {
    return new Engine(world.fork());
  }

  public void hang(Door newDoor) {
    this.door = newDoor;
  }

  /** Hands the end of each instant at which something happened to this observer as well. */
  public void observeInstants(LongConsumer observer) {
    LongConsumer before = instantObserver;
    instantObserver = before == null ? observer : before.andThen(observer);
  }

  public World world() {
    return world;
  }

  public Commands commands() {
    return commands;
  }

  public long seed() {
    return world.settings.seed();
  }

  public Parameters parameters() {
    return world.parameters;
  }

  /** Returns what came of calls that were scheduled ahead. */
  public List<ScheduledCall.Answer> answers() {
    return world.answers;
  }

  /** Returns the numbers of all services as they are, in order of creation. */
  public List<? extends ServiceCounts> counts() {
    return Collections.unmodifiableList(world.services);
  }

  /** Returns the numbers of one service as they are. */
  public Optional<ServiceCounts> counts(String cluster, String service) {
    return world
        .findCluster(cluster)
        .flatMap(in -> world.findService(in, service))
        .map(found -> found);
  }

  /** Returns when a service tries to launch again, if it waits. */
  public Optional<Long> nextLaunchAttempt(String cluster, String service) {
    return world
        .findCluster(cluster)
        .flatMap(in -> world.findService(in, service))
        .flatMap(ServiceState::nextLaunchAttempt);
  }

  /** Returns the state of an alarm, absent when there is none of that name. */
  public Optional<AlarmState> alarm(String name) {
    return world.alarms.state(name);
  }

  /** Returns the names of all alarms that were made known, in alphabetical order. */
  public ImmutableList<String> alarmNames() {
    return world.alarms.names();
  }

  /** Returns a service as deciders see it. */
  public Optional<ServiceView> serviceView(String cluster, String service) {
    return world
        .findCluster(cluster)
        .flatMap(in -> world.findService(in, service))
        .map(found -> found);
  }

  /** Returns the task of this row as deciders see it. */
  public TaskView taskView(int row) {
    return new TaskRef(world, row);
  }

  /** Returns the deregistration delay of a target group in milliseconds, if it is known. */
  public Optional<Long> targetGroup(String arn) {
    return Optional.ofNullable(world.targetGroups.get(arn));
  }

  /** Returns the container instances of a cluster as placement sees them. */
  public Optional<InstancesView> instancesView(String cluster) {
    return world.findCluster(cluster).map(found -> found);
  }

  public Journal journal() {
    return world.journal;
  }

  /** Returns whether every service is in steady state or gone. */
  public boolean isSteady() {
    for (ServiceState service : world.services) {
      if (service.status == ServiceStatus.DRAINING
          || (service.status == ServiceStatus.ACTIVE && !isSteady(service))) {
        return false;
      }
    }
    return true;
  }

  /** What no pass has seen yet, a call or a crash, makes steadiness a thing of the past. */
  static boolean isSteady(ServiceState service) {
    return service.steady
        && !service.steadyAgain
        && !service.unseen
        && Pass.hasWhatItWants(service);
  }

  /** Returns the services that are not in steady state, for a message. */
  public List<ServiceState> unsteady() {
    List<ServiceState> unsteady = new ArrayList<>();
    for (ServiceState service : world.services) {
      if (service.status == ServiceStatus.ACTIVE && !isSteady(service)) {
        unsteady.add(service);
      }
    }
    return unsteady;
  }

  /** Returns the rows of live tasks in the order of their creation, all clusters together. */
  public List<Integer> liveRows() {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < world.tasks.rows(); row++) {
      Task task = world.tasks.at(row);
      if (task != null && task.isLive()) {
        rows.add(row);
      }
    }
    rows.sort((a, b) -> Long.compare(world.tasks.get(a).serial, world.tasks.get(b).serial));
    return rows;
  }

  /** Counts everything again and returns what does not agree, or the empty text. */
  public String selfCheck() {
    return new Accounts(world).disagreement();
  }

  public long now() {
    return world.now;
  }

  public long start() {
    return world.settings.start();
  }

  public void schedule(ScheduledCall call) {
    if (call.at() < world.now) {
      throw new IllegalArgumentException(
          "a call can be scheduled from now on, but was for an instant in the past");
    }
    world.agenda.addCall(call);
  }

  /** Returns the instant of the next thing that is due, or {@link Agenda#NOTHING_DUE}. */
  public long nextAt() {
    return world.agenda.nextAt();
  }

  /**
   * Lets everything happen up to and including this instant.
   *
   * @param until looked at after each instant; the run ends when it holds
   * @return whether it held before the time was over
   */
  public boolean run(long limit, BooleanSupplier until) {
    while (true) {
      long next = world.agenda.nextAt();
      if (next > limit) {
        world.now = Math.max(world.now, limit);
        return false;
      }
      runInstant(next);
      if (until.getAsBoolean()) {
        return true;
      }
    }
  }

  /** Runs to the next pass over this service and returns what was written in it, in order. */
  public ImmutableList<JournalEntry> nextPass(String cluster, String service, long atMost) {
    ServiceState watched =
        world.findCluster(cluster).flatMap(in -> world.findService(in, service)).orElseThrow();
    ImmutableList.Builder<JournalEntry> written = ImmutableList.builder();
    awaited = watched;
    world.journal.observe(
        entry -> {
          if (awaited == watched && world.tickUnderWay == watched) {
            written.add(entry);
          }
        });
    run(world.now + atMost, () -> awaited == null);
    awaited = null;
    return written.build();
  }

  /** Runs until something happens to a service that is no repeat, and returns what. */
  public Optional<JournalEntry> nextAbout(String cluster, String service, long atMost) {
    List<JournalEntry> found = new ArrayList<>(1);
    world.journal.observe(
        entry -> {
          if (found.isEmpty()
              && entry.subject().service().equals(service)
              && entry.subject().cluster().equals(cluster)
              && !entry.isSteadyEvent()) {
            found.add(entry);
          }
        });
    run(world.now + atMost, () -> !found.isEmpty());
    return found.stream().findFirst();
  }

  /** Explains a service of this engine, given what happens to it next. */
  public ServiceExplanation explain(ServiceView service, Optional<JournalEntry> next) {
    return new Explaining(world, new Snapshots(world)).explain((ServiceState) service, next);
  }

  private void runInstant(long at) {
    if (at != world.now) {
      world.missedTick.clear();
    }
    world.now = at;
    Agenda.Bucket bucket = world.agenda.peek();
    changes(bucket);
    calls(bucket);
    ticks(bucket);
    world.agenda.finish(bucket);
    if (instantObserver != null) {
      instantObserver.accept(at);
    }
  }

  /** Lets changes of this instant happen, also those that they bring about at once. */
  private void changes(Agenda.Bucket bucket) {
    while (bucket.taken < bucket.used) {
      int i = bucket.taken;
      bucket.taken += 2;
      world.agenda.taken(1);
      if (EventType.isOfAlarm(bucket.words[i])) {
        world.alarms.evaluate((int) bucket.words[i]);
      } else {
        world.life.happen(bucket.words[i], bucket.words[i + 1]);
      }
    }
  }

  private void calls(Agenda.Bucket bucket) {
    while (bucket.hasCalls()) {
      ScheduledCall call = bucket.takeCall();
      world.agenda.taken(1);
      answer(call);
      changes(bucket);
    }
  }

  private void answer(ScheduledCall call) {
    if (door == null) {
      throw new IllegalStateException("nobody answers calls");
    }
    Optional<Supplier<Document>> output = Optional.empty();
    Optional<EcsException> error = Optional.empty();
    try {
      output = door.open(call);
    } catch (EcsException refused) {
      error = Optional.of(refused);
    }
    world.answers.add(
        new ScheduledCall.Answer(call.at(), call.action(), call.isFault(), output, error));
  }

  private void ticks(Agenda.Bucket bucket) {
    boolean onGrid = world.parameters.reconcileInterval() > 0;
    int rounds = 0;
    while (bucket.passCount > 0) {
      if (world.now < world.pausedUntil) {
        putOff(bucket);
        break;
      }
      if (++rounds > MOST_ROUNDS) {
        throw new IllegalStateException(
            "the scheduler finds no rest at this instant: " + dueServices(bucket));
      }
      world.lastTickAt = world.now;
      passes(bucket, onGrid);
      changes(bucket);
      if (onGrid && bucket.passCount > 0) {
        throw new IllegalStateException("a tick cannot come twice at one instant");
      }
    }
    changes(bucket);
  }

  /** One pass for each service that is due; one that comes later may become due on the way. */
  private void passes(Agenda.Bucket bucket, boolean onGrid) {
    List<ServiceState> due = dueServices(bucket);
    for (int next = 0; next < due.size(); next++) {
      ServiceState service = due.get(next);
      world.tickUnderWay = service;
      pass.run(service);
      if (service == awaited) {
        awaited = null;
      }
      if (onGrid) {
        if (world.settings.everyTick()) {
          world.wake(service, world.now + 1);
        }
        if (bucket.passCount > 0) {
          addLater(due, next + 1, dueServices(bucket));
        }
      }
    }
    world.tickUnderWay = null;
  }

  /** Adds services that became due on the way; one whose turn is still to come has it once. */
  private static void addLater(List<ServiceState> due, int from, List<ServiceState> later) {
    for (ServiceState service : later) {
      if (!due.subList(from, due.size()).contains(service)) {
        due.add(service);
      }
    }
    due.subList(from, due.size()).sort(IN_TURN);
  }

  private void putOff(Agenda.Bucket bucket) {
    List<ServiceState> due = dueServices(bucket);
    for (ServiceState service : due) {
      world.wake(service, world.pausedUntil);
    }
  }

  /** Takes the services whose pass is due: daemons first, then by creation (SS-3). */
  private List<ServiceState> dueServices(Agenda.Bucket bucket) {
    List<ServiceState> due = new ArrayList<>(bucket.passCount);
    for (int i = 0; i < bucket.passCount; i++) {
      ServiceState service = world.services.get(bucket.passes[i]);
      if (service.wakes.take(world.now)) {
        due.add(service);
      }
    }
    world.agenda.taken(bucket.passCount);
    bucket.passCount = 0;
    if (due.size() > 1) {
      due.sort(IN_TURN);
    }
    return due;
  }

  /** Makes a call by hand, now: at an instant whose tick has run it brings one more tick (SS-2). */
  public <T> T byHand(java.util.function.Supplier<T> call) {
    world.callByHand = true;
    try {
      T result = call.get();
      settleNow();
      return result;
    } finally {
      world.callByHand = false;
      world.callEntry = 0;
    }
  }

  /** Lets happen at once what a call made by hand set off at this very instant. */
  private void settleNow() {
    if (world.agenda.nextAt() == world.now) {
      changes(world.agenda.peek());
    }
  }
}
