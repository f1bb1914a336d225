package dev.steadystate.placement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.DeploymentAlarms;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.DeploymentStatus;
import dev.steadystate.core.model.EarlySuccessCriteria;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.spi.Candidates;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DaemonSlot;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.News;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.StopReason;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.ZoneBalancer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A service on Fargate in miniature, with a tick every ten seconds that does nothing but rebalance
 * and watch the steady state. Tasks are RUNNING 20 s after launch, healthy 40 s later, and leave
 * within 30 s.
 */
final class FakeService implements ServiceView {
  final List<String> events = new ArrayList<>();
  final TreeSet<String> fullZones = new TreeSet<>();
  final TreeSet<String> withoutPlace = new TreeSet<>();
  ImmutableList<String> zones = ImmutableList.of("a", "b", "c");
  int desiredCount;
  int maximumPercent = 200;
  long capacityChanges;
  String primaryId = "ecs-svc/1";
  boolean rebalances = true;

  private final ZoneBalancer balancer = new EcsPlacementEngine().zoneBalancer();
  private final List<Task> tasks = new ArrayList<>();
  private long now;
  private int launched;
  private boolean acted;
  private boolean wasSteady = true;
  private @Nullable Object memory;

  FakeService(int desiredCount) {
    this.desiredCount = desiredCount;
  }

  FakeService with(String zone, int count) {
    for (int i = 0; i < count; i++) {
      tasks.add(new Task(++launched, zone, -1000));
    }
    return this;
  }

  FakeService maximumPercent(int percent) {
    maximumPercent = percent;
    return this;
  }

  FakeService over(String... names) {
    zones = ImmutableList.copyOf(names);
    return this;
  }

  /** Takes every tick from the next one to this one. */
  FakeService runTo(long second) {
    while (now + 10 <= second) {
      tick(now + 10);
    }
    return this;
  }

  void startAt(long second) {
    now = second;
  }

  Task task(int launchNumber) {
    return tasks.stream().filter(task -> task.number == launchNumber).findFirst().orElseThrow();
  }

  List<String> counts() {
    return zones.stream().map(zone -> zone + liveInZone(zone)).toList();
  }

  boolean isRebalancing() {
    return memory != null;
  }

  private void tick(long second) {
    now = second;
    acted = false;
    apply(balancer.interrupt(this));
    apply(balancer.rebalance(this));
    boolean steady =
        !acted && live() == desiredCount && healthy() == desiredCount && primaryId.endsWith("/1");
    if (steady && !wasSteady) {
      event("has reached a steady state.");
    }
    wasSteady = steady;
  }

  private void apply(Plan plan) {
    for (Plan.Action action : plan.actions()) {
      if (action instanceof Plan.Emit emit) {
        event(emit.message().text("web"));
      } else if (action instanceof Plan.RememberRebalancing remember) {
        memory = remember.memory();
      } else if (action instanceof Plan.LaunchInZone launch) {
        launch(launch);
      } else if (action instanceof Plan.StopSome stop) {
        stop(stop);
      } else if (action instanceof Plan.WakeAt wake) {
        check(wake.at() > now());
      } else {
        throw new AssertionError(action);
      }
    }
  }

  private void launch(Plan.LaunchInZone launch) {
    if (fullZones.contains(launch.zone())) {
      event(EventKind.UNPLACED_IN_ZONE + " " + launch.zone());
      withoutPlace.add(launch.zone());
      return;
    }
    withoutPlace.remove(launch.zone());
    for (int i = 0; i < launch.count(); i++) {
      tasks.add(new Task(++launched, launch.zone(), now));
      acted = true;
    }
    event("started " + launch.count() + " in " + launch.zone());
  }

  private void stop(Plan.StopSome stop) {
    check(stop.reason() == StopReason.REBALANCING);
    Candidates among = stop.among().get(0);
    List<Task> newestFirst =
        tasks.stream()
            .filter(task -> task.zone.equals(among.zone()) && task.condition() == Condition.HEALTHY)
            .filter(task -> !task.isProtected())
            .sorted(Comparator.<Task>comparingInt(task -> task.number).reversed())
            .limit(stop.count())
            .toList();
    check(newestFirst.size() == stop.count());
    for (Task task : newestFirst) {
      task.toldToStopAt = now;
      acted = true;
      capacityChanges++;
      event("stopped " + task);
    }
  }

  private static void check(boolean condition) {
    if (!condition) {
      throw new AssertionError();
    }
  }

  private void event(String text) {
    events.add(now + " " + text.replace("(service web) ", ""));
  }

  @Override
  public long now() {
    return now * 1000;
  }

  @Override
  public String name() {
    return "web";
  }

  @Override
  public ServiceStatus status() {
    return ServiceStatus.ACTIVE;
  }

  @Override
  public SchedulingStrategy schedulingStrategy() {
    return SchedulingStrategy.REPLICA;
  }

  @Override
  public int desiredCount() {
    return desiredCount;
  }

  @Override
  public DeploymentConfiguration configuration() {
    return new DeploymentConfiguration(
        100,
        maximumPercent,
        CircuitBreaker.off(),
        DeploymentAlarms.none(),
        EarlySuccessCriteria.off(),
        "ROLLING",
        0,
        Document.empty());
  }

  @Override
  public Parameters parameters() {
    return new Parameters(
        10_000,
        1_000,
        new Parameters.Stages(0, 0, 0, 0, 0),
        40_000,
        true,
        new Parameters.Throttle(2, 10_000, 2000, 1_620_000),
        false,
        0,
        0,
        true,
        true,
        false,
        false,
        false,
        true,
        500);
  }

  @Override
  public List<? extends DeploymentView> deployments() {
    return ImmutableList.of(primary());
  }

  @Override
  public DeploymentView primary() {
    return new Primary();
  }

  @Override
  public Optional<? extends DeploymentView> rollbackCandidate() {
    return Optional.empty();
  }

  @Override
  public ImmutableList<News> news() {
    return ImmutableList.of();
  }

  @Override
  public ImmutableList<? extends TaskView> draining() {
    return views(live(task -> task.draining));
  }

  @Override
  public ImmutableList<? extends TaskView> protectedTasks() {
    return views(live(Task::isProtected));
  }

  private static ImmutableList<TaskView> views(ImmutableList<Task> tasks) {
    return tasks.stream()
        .map(task -> new FakeTask(task.number, 0, -1, task.zone, Wants.NOTHING))
        .collect(ImmutableList.toImmutableList());
  }

  private ImmutableList<Task> live(Predicate<Task> which) {
    return tasks.stream()
        .filter(task -> task.condition().isLive() && which.test(task))
        .collect(ImmutableList.toImmutableList());
  }

  @Override
  public int liveInZone(String zone) {
    return live(task -> task.zone.equals(zone)).size();
  }

  @Override
  public int launched() {
    return launched;
  }

  @Override
  public long capacityChanges() {
    return capacityChanges;
  }

  @Override
  public int leavingForReplacement() {
    return 0;
  }

  @Override
  public Optional<AlarmState> alarm(String name) {
    return Optional.empty();
  }

  @Override
  public long alarmBakeTime() {
    return 0;
  }

  @Override
  public boolean actedInThisPass() {
    return acted;
  }

  @Override
  public boolean wasSteady() {
    return wasSteady;
  }

  @Override
  public ImmutableList<DaemonSlot> daemonSlots() {
    return ImmutableList.of();
  }

  @Override
  public ImmutableList<? extends TaskView> replacements() {
    return ImmutableList.of();
  }

  @Override
  public ImmutableList<? extends TaskView> misplaced() {
    return ImmutableList.of();
  }

  @Override
  public boolean hasReplicaTasks(int instance) {
    return false;
  }

  @Override
  public boolean rollbackRequested() {
    return false;
  }

  @Override
  public boolean foundNoPlaceIn(String zone) {
    return withoutPlace.contains(zone);
  }

  @Override
  public @Nullable Object rebalancingMemory() {
    return memory;
  }

  @Override
  public ImmutableList<String> zones() {
    return ImmutableSortedSet.copyOf(zones).asList();
  }

  @Override
  public boolean rebalancesZones() {
    return rebalances;
  }

  /** A task, all of whose times are in seconds. */
  final class Task {
    final int number;
    final String zone;
    final long launchedAt;
    long toldToStopAt = Long.MAX_VALUE;
    long protectedUntil = Long.MIN_VALUE;
    boolean unhealthy;
    boolean draining;

    Task(int number, String zone, long launchedAt) {
      this.number = number;
      this.zone = zone;
      this.launchedAt = launchedAt;
    }

    Condition condition() {
      if (now >= toldToStopAt) {
        return now >= toldToStopAt + 30 ? Condition.GONE : Condition.LEAVING;
      }
      if (unhealthy) {
        return Condition.UNHEALTHY;
      }
      if (now < launchedAt + 20) {
        return Condition.STARTING;
      }
      return now < launchedAt + 60 ? Condition.SETTLING : Condition.HEALTHY;
    }

    boolean isProtected() {
      return now < protectedUntil;
    }

    @Override
    public String toString() {
      return "task " + number + " in " + zone;
    }
  }

  private final class Primary implements DeploymentView {
    @Override
    public int ordinal() {
      return 1;
    }

    @Override
    public String id() {
      return primaryId;
    }

    @Override
    public DeploymentStatus status() {
      return DeploymentStatus.PRIMARY;
    }

    @Override
    public RolloutState rolloutState() {
      return RolloutState.COMPLETED;
    }

    @Override
    public boolean hasCompleted() {
      return rolloutState() == RolloutState.COMPLETED;
    }

    @Override
    public long startedAt() {
      return 0;
    }

    @Override
    public int desiredCountAtStart() {
      return desiredCount();
    }

    @Override
    public int runningWhenOvertaken() {
      return 0;
    }

    @Override
    public int count(Condition condition) {
      return (int) tasks.stream().filter(task -> task.condition() == condition).count();
    }

    @Override
    public Iterable<? extends TaskView> tasks(Condition condition) {
      throw new AssertionError("the balancer need not look at every task");
    }

    @Override
    public int running() {
      return live();
    }

    @Override
    public int notStopped() {
      return live();
    }

    @Override
    public int desiredCount() {
      return desiredCount;
    }

    @Override
    public int failedTasks() {
      return 0;
    }

    @Override
    public int refusedLaunches() {
      return 0;
    }

    @Override
    public boolean startedInAlarm() {
      return false;
    }

    @Override
    public long launchesFrom() {
      return 0;
    }

    @Override
    public boolean hasRun() {
      return true;
    }

    @Override
    public @Nullable Object memory() {
      return null;
    }
  }
}
