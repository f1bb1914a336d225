package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.FateSource;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.journal.Journal;
import dev.steadystate.core.journal.Subject;
import dev.steadystate.core.model.Arns;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.random.Keys;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.DeploymentController;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.PlacementEngine;
import dev.steadystate.core.spi.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The whole state of one simulation, and the few things that everybody does with it. */
public final class World {
  final Settings settings;
  final Parameters parameters;
  final Arns arns;
  final PlacementEngine placement;
  final ImmutableSortedMap<String, DeploymentController> controllers;
  final FateSource fates;
  final Subject self;

  long now;
  final Agenda agenda;
  final Journal journal;
  final TaskTable tasks;
  final List<Cluster> clusters = new ArrayList<>();
  final List<ServiceState> services = new ArrayList<>();

  /** Revisions of each family, in order of number. */
  final TreeMap<String, List<RevisionState>> families = new TreeMap<>();

  final Alarms alarms;
  final TreeMap<String, String> subnetZones = new TreeMap<>();

  /** Deregistration delays in milliseconds of the target groups that are simulated. */
  final TreeMap<String, Long> targetGroups = new TreeMap<>();

  final TreeMap<String, Integer> launchesOfFamily = new TreeMap<>();
  final TreeMap<String, Integer> incarnations = new TreeMap<>();
  final List<ScheduledCall.Answer> answers = new ArrayList<>();
  final Kept kept;

  long serials;
  long passes;
  long lastTickAt = Long.MIN_VALUE;
  long pausedUntil = Long.MIN_VALUE;

  /** The service whose pass is under way, if one is. */
  @Nullable ServiceState tickUnderWay;

  /** Whether a call that was made by hand is at work, which may bring one more tick (SS-2). */
  boolean callByHand;

  /** The journal entry of the call at work, the cause of what it does at once. */
  long callEntry;

  /** The tick that was looked for last, so that nobody divides to find it again. */
  private long tickFound = Long.MIN_VALUE;

  /** Services whose pass waits for the next tick because this instant's had run. */
  final List<Integer> missedTick = new ArrayList<>();

  final Daemons daemons;
  final TaskLife life;

  World(
      Settings settings,
      PlacementEngine placement,
      ImmutableSortedMap<String, DeploymentController> controllers) {
    this.settings = settings;
    this.parameters = settings.parameters();
    this.arns = Arns.of(settings.region(), settings.account());
    this.placement = placement;
    this.controllers = controllers;
    this.fates = settings.fates();
    this.self =
        new ServiceName("", "", "simulation", "simulation", Keys.of(settings.seed(), "ids"));
    this.now = settings.start();
    this.agenda = new Agenda();
    this.journal = Journal.create(settings.journalMode(), settings.journalBound(), settings.seed());
    this.tasks = new TaskTable();
    this.subnetZones.putAll(settings.subnetZones());
    this.kept = new Kept();
    this.alarms = new Alarms(this);
    this.daemons = new Daemons(this);
    this.life = new TaskLife(this);
    if (settings.defaultCluster()) {
      Cluster common =
          new Cluster(Cluster.DEFAULT, 0, clusterKey(Cluster.DEFAULT), Document.empty());
      common.isImplicit = true;
      clusters.add(common);
    }
  }

  /** Copies a world at an instant between ticks. */
  private World(World from) {
    this.settings = from.settings;
    this.parameters = from.parameters;
    this.arns = from.arns;
    this.placement = from.placement;
    this.controllers = from.controllers;
    this.fates = from.fates;
    this.self = from.self;
    this.now = from.now;
    this.agenda = from.agenda.copy();
    this.journal = from.journal.fork();
    this.tasks = from.tasks.fork();
    this.kept = from.kept.copy();
    for (Cluster cluster : from.clusters) {
      clusters.add(cluster.copy());
    }
    for (ServiceState service : from.services) {
      services.add(new ServiceState(this, service));
    }
    from.families.forEach((family, revisions) -> families.put(family, copyOf(revisions)));
    subnetZones.putAll(from.subnetZones);
    targetGroups.putAll(from.targetGroups);
    launchesOfFamily.putAll(from.launchesOfFamily);
    incarnations.putAll(from.incarnations);
    answers.addAll(from.answers);
    this.serials = from.serials;
    this.passes = from.passes;
    this.lastTickAt = from.lastTickAt;
    this.pausedUntil = from.pausedUntil;
    missedTick.addAll(from.missedTick);
    this.alarms = new Alarms(this, from.alarms);
    this.daemons = new Daemons(this);
    this.life = new TaskLife(this);
  }

  /** Returns what AWS leaves open, as it was chosen for this simulation. */
  public Parameters parameters() {
    return parameters;
  }

  /** Returns whom entries are about that are about nothing in particular. */
  public Subject self() {
    return self;
  }

  World fork() {
    return new World(this);
  }

  private static List<RevisionState> copyOf(List<RevisionState> revisions) {
    List<RevisionState> copy = new ArrayList<>(revisions.size());
    for (RevisionState revision : revisions) {
      copy.add(revision.copy());
    }
    return copy;
  }

  // Ids and chance: by what a thing is, never by when it was drawn.

  long key(String purpose) {
    return Keys.with(self.key(), purpose);
  }

  long clusterKey(String name) {
    return Keys.with(key("cluster"), name);
  }

  /** Returns the stream of chance that belongs to a thing alone. */
  Stream chance(long key, String purpose) {
    return Stream.of(Keys.with(key, purpose));
  }

  // Time.

  /**
   * Asks for a pass of the service at the first tick at or after this instant (SS-1, SS-2). A tick
   * that has run is over, except for a call made by hand, which brings one more.
   */
  void wake(ServiceState service, long at) {
    long from = Math.max(at, now);
    long interval = parameters.reconcileInterval();
    long tick = tickFrom(from);
    if (interval > 0 && tick == lastTickAt) {
      if (callByHand) {
        reopenTick();
      } else if (tickUnderWay != null && comesAfter(service, tickUnderWay)) {
        // Its turn in this very tick is still to come.
        tick = now;
      } else {
        missedTick.add(service.index);
        tick += interval;
      }
    }
    if (tick == service.repeatAt) {
      service.repeatNeedsPass = true;
    }
    if (service.wakes.add(tick)) {
      agenda.addPass(tick, service.index);
    }
  }

  /** Asks for the tick at which a steady service says so again, if nothing happens until then. */
  void wakeToRepeat(ServiceState service, long at) {
    long tick = tickFrom(at);
    service.repeatAt = tick;
    service.repeatNeedsPass = !service.wakes.add(tick);
    if (!service.repeatNeedsPass) {
      agenda.addPass(tick, service.index);
    }
  }

  /** Returns the first tick from this instant on: mostly the one that was found last. */
  private long tickFrom(long at) {
    long interval = parameters.reconcileInterval();
    if (at > tickFound || at <= tickFound - interval) {
      tickFound = Throttle.gridCeiling(at, settings.start(), interval);
    }
    return tickFound;
  }

  /** Brings the tick after this one; without a grid it comes at this very instant (SS-12). */
  void wakeNext(ServiceState service) {
    wake(service, parameters.reconcileInterval() == 0 ? now : now + 1);
  }

  /** Returns whether a service has its pass after another: daemons first, by creation (SS-3). */
  static boolean comesAfter(ServiceState service, ServiceState other) {
    return service.daemon == other.daemon ? service.index > other.index : other.daemon;
  }

  /** One more tick at this instant also sees what happened after the tick that has run. */
  private void reopenTick() {
    for (int service : missedTick) {
      ServiceState missed = services.get(service);
      if (missed.wakes.add(now)) {
        agenda.addPass(now, service);
      }
    }
    missedTick.clear();
  }

  /** Something happened to the service: the next tick looks at it. */
  void touch(ServiceState service, long cause) {
    service.cause = cause;
    wake(service, now);
  }

  /**
   * A call or a fault changed what the service wants or stands on: it is not at rest until seen.
   */
  void touchByCall(ServiceState service, long cause) {
    service.unseen = true;
    touch(service, cause);
  }

  void event(long at, EventType type, int row, Task task, int container, int token) {
    agenda.addEvent(at, firstWord(type, row, token), secondWord(task, container));
  }

  /** Lets something happen to a task now, or when its agent is back if that has to report it. */
  void eventByHand(EventType type, int row, Task task, int detail) {
    life.happen(firstWord(type, row, 0), secondWord(task, detail));
  }

  private static long firstWord(EventType type, int row, int token) {
    return ((long) type.ordinal() << 56) | ((long) (token & 0xFFFFFF) << 32) | row;
  }

  private static long secondWord(Task task, int detail) {
    return (task.serial << 32) | (detail & 0xFFFFFFFFL);
  }

  // The journal.

  long write(EntryKind kind, Subject subject, Object what, @Nullable Object why, long cause) {
    return journal.write(now, kind, subject, what, why, cause);
  }

  /** Writes that a call is made: the cause of all that it brings about at once. */
  long called(String action, Subject subject) {
    callEntry = write(EntryKind.CALL, subject, action, null, 0);
    return callEntry;
  }

  /** Writes that something goes wrong: the cause of all that it brings about at once. */
  void fault(String what, Subject subject) {
    callEntry = write(EntryKind.FAULT, subject, what, null, 0);
  }

  /** Emits a service event unless its cause was named lately (EG-8). Returns its entry or 0. */
  long emit(ServiceState service, EventMessage message, long cause) {
    return emit(service, message, null, cause);
  }

  /** Emits a service event that carries a reason of our own; an empty one counts as none. */
  long emit(ServiceState service, EventMessage message, @Nullable Why why, long cause) {
    if (!service.events.admits(message, now)) {
      return 0;
    }
    if (EventWindow.isSuppressible(message.kind())) {
      // What lasts is said again, so that a pass must come then (EG-8).
      wake(service, now + EventWindow.REPEAT);
    }
    long at = service.events.nextTime(now);
    long key = Keys.with(service.name.key(), service.events.emitted());
    service.events.add(at, key, message);
    return journal.write(
        at,
        EntryKind.SERVICE_EVENT,
        service.name,
        message,
        why == null || why.text().isEmpty() ? null : why,
        cause);
  }

  // Lookups.

  ServiceState serviceOf(Task task) {
    return services.get(task.service);
  }

  Instance instanceOf(Task task) {
    return clusters.get(task.cluster).instances.get(task.instance);
  }

  Optional<Cluster> findCluster(String name) {
    for (Cluster cluster : clusters) {
      if (cluster.name.equals(name)) {
        return Optional.of(cluster);
      }
    }
    return Optional.empty();
  }

  /** Returns the service of this name in the cluster, the latest if the name was used again. */
  Optional<ServiceState> findService(Cluster cluster, String name) {
    return Optional.ofNullable(cluster.services.get(name)).map(services::get);
  }

  // Zones.

  /** Returns the zone of a subnet; one we were not told of gets a, b, c in turn (PL-85). */
  String zoneOfSubnet(String subnet) {
    String told = settings.subnetZones().get(subnet);
    if (told != null) {
      return told;
    }
    String known = subnetZones.get(subnet);
    if (known == null) {
      int turn = subnetZones.size() - settings.subnetZones().size();
      known = settings.region() + (char) ('a' + turn % 3);
      subnetZones.put(subnet, known);
    }
    return known;
  }

  /** Returns the zones to which these subnets restrict a task; empty means no restriction. */
  ImmutableSortedSet<String> zonesOfSubnets(ImmutableList<String> subnets, LaunchType launchType) {
    if (subnets.isEmpty() && launchType != LaunchType.FARGATE) {
      return ImmutableSortedSet.of();
    }
    ImmutableSortedSet.Builder<String> zones = ImmutableSortedSet.naturalOrder();
    for (String subnet : subnets) {
      String zone = zoneOfSubnet(subnet);
      if (launchType == LaunchType.FARGATE || settings.subnetZones().containsKey(subnet)) {
        zones.add(zone);
      }
    }
    ImmutableSortedSet<String> known = zones.build();
    return known.isEmpty() && launchType == LaunchType.FARGATE
        ? ImmutableSortedSet.of(settings.region() + "a")
        : known;
  }

  /** Returns the configured zones of a service by name (PL-85). */
  ImmutableList<String> zonesOf(ServiceState service) {
    DeploymentState deployment = service.primary;
    ImmutableSortedSet<String> bySubnets =
        zonesOfSubnets(deployment.settings.subnets(), deployment.settings.launchType());
    if (!bySubnets.isEmpty()) {
      return bySubnets.asList();
    }
    return clusters
        .get(service.cluster)
        .placer(placement)
        .zones(launchFor(deployment, Task.NONE))
        .asList();
  }

  boolean isEligibleForRebalancing(ServiceState service) {
    return service.schedulingStrategy() == SchedulingStrategy.REPLICA
        && service.primary.settings.launchType() != LaunchType.EXTERNAL
        && service.configuration.maximumPercent() > 100
        && service.primary.policy.allowsZoneRebalancing();
  }

  /** Returns what placement is asked for a task of this deployment, with this launch number. */
  Launch launchFor(DeploymentState deployment, int launchNumber) {
    deployment.askedLaunch = launchNumber;
    Launch asked = deployment.launch;
    if (asked == null) {
      ServiceState service = deployment.service;
      long key = service.name.key();
      asked =
          new Launch(
              service.group,
              deployment.policy,
              deployment.revision.needs,
              deployment.revision.definition.requiredAttributes(),
              zonesOfSubnets(deployment.settings.subnets(), deployment.settings.launchType()),
              () -> chance(Keys.with(key, deployment.askedLaunch), "placement"));
      deployment.launch = asked;
    }
    return asked;
  }
}
