package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.fate.Fate;
import dev.steadystate.core.fate.TaskFacts;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.journal.TaskIds;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.Refusal;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.Why;

/** Starts tasks of services: rate, throttle, placement, one by one, and the events that tell. */
final class Launcher {
  private final World world;

  Launcher(World world) {
    this.world = world;
  }

  /** Starts tasks wherever placement says; the first of them replace the unhealthy ones given. */
  void launch(DeploymentState deployment, int count, ImmutableList<TaskView> replaces, Why why) {
    int allowed = allowedNow(deployment, count);
    if (allowed == 0) {
      return;
    }
    ServiceState service = deployment.service;
    LaunchedTasks started = new LaunchedTasks(deployment.key);
    int placed = 0;
    while (placed < allowed) {
      int row = placeOne(deployment, Task.NONE, why);
      if (row == Task.NONE) {
        break;
      }
      started.add(world.tasks.get(row).name.launchNumber());
      if (placed < replaces.size()) {
        pair(service, row, replaces.get(placed).handle());
      }
      placed++;
    }
    EventKind kind = replaces.isEmpty() ? EventKind.STARTED : EventKind.STARTED_REPLACEMENTS;
    tellStarted(service, kind, placed, "", started);
    if (placed < allowed) {
      refused(deployment, allowed - placed, refusal(deployment));
    } else if (allowed < count) {
      limited(service);
    }
  }

  /** Starts one task on each of these instances. */
  void launchOn(DeploymentState deployment, ImmutableList<Integer> instances, Why why) {
    int allowed = allowedNow(deployment, instances.size());
    if (allowed == 0) {
      return;
    }
    ServiceState service = deployment.service;
    Placer placer = world.clusters.get(service.cluster).placer(world.placement);
    LaunchedTasks started = new LaunchedTasks(deployment.key);
    int placed = 0;
    Refusal firstRefusal = null;
    for (int instance : instances.subList(0, allowed)) {
      Launch launch = world.launchFor(deployment, service.launches + 1);
      if (placer.fits(launch, instance)) {
        started.add(world.tasks.get(placeOne(deployment, instance, why)).name.launchNumber());
        placed++;
      } else if (firstRefusal == null) {
        firstRefusal = placer.refusal(launch, instance);
      }
    }
    tellStarted(service, EventKind.STARTED, placed, "", started);
    if (firstRefusal != null) {
      refused(deployment, allowed - placed, firstRefusal);
    }
    if (allowed < instances.size()) {
      limited(service);
    }
  }

  /**
   * Starts tasks in one zone to rebalance; a refusal feeds neither throttle nor breaker (SS-90).
   */
  void launchInZone(DeploymentState deployment, int count, String zone, Why why) {
    int allowed = allowedNow(deployment, count);
    ServiceState service = deployment.service;
    LaunchedTasks started = new LaunchedTasks(deployment.key);
    int placed = 0;
    while (placed < allowed) {
      int row = placeInZone(deployment, zone, why);
      if (row == Task.NONE) {
        break;
      }
      started.add(world.tasks.get(row).name.launchNumber());
      placed++;
    }
    tellStarted(service, EventKind.STARTED_TO_REBALANCE, placed, zone, started);
    service.launchedIn(zone, placed < allowed);
    if (placed < allowed) {
      EventKind kind =
          isOnFargate(deployment) ? EventKind.UNPLACED_IN_FARGATE_ZONE : EventKind.UNPLACED_IN_ZONE;
      world.emit(service, EventMessage.of(kind, zone), service.cause);
    } else if (0 < allowed && allowed < count) {
      limited(service);
    }
  }

  /** Returns how many of them throttle and launch rate let through now (SS-88, SS-140). */
  private int allowedNow(DeploymentState deployment, int wanted) {
    ServiceState service = deployment.service;
    if (!deployment.throttle.allows(world.now)) {
      world.wake(service, deployment.throttle.launchesFrom());
      return 0;
    }
    if (!world.parameters.enforceQuotas()) {
      return wanted;
    }
    int room = service.launchRate.room(world.now, world.parameters.launchesPerMinute());
    if (room <= 0) {
      limited(service);
    }
    return Math.min(Math.max(0, room), wanted);
  }

  /** Tells that the launch rate lets no more through now: after what it let through (EV-20). */
  private void limited(ServiceState service) {
    world.emit(service, EventMessage.of(EventKind.LAUNCHES_LIMITED), service.cause);
    world.wake(service, service.launchRate.nextRoomAt(world.now));
  }

  private void tellStarted(
      ServiceState service, EventKind kind, int placed, String zone, TaskIds started) {
    if (placed == 0) {
      return;
    }
    service.acted = true;
    service.events.launched();
    if (world.parameters.enforceQuotas()) {
      service.launchRate.add(world.now, placed);
    }
    ImmutableList<String> texts = zone.isEmpty() ? ImmutableList.of() : ImmutableList.of(zone);
    world.emit(service, new EventMessage(kind, placed, texts, started), service.cause);
  }

  private Refusal refusal(DeploymentState deployment) {
    return world
        .clusters
        .get(deployment.service.cluster)
        .placer(world.placement)
        .refusal(world.launchFor(deployment, deployment.service.launches + 1));
  }

  private void refused(DeploymentState deployment, int count, Refusal refusal) {
    ServiceState service = deployment.service;
    deployment.refusedLaunches += count;
    String sentence = sentence(service, refusal);
    String earlier = service.firstRefusal;
    String first = earlier == null ? sentence : earlier;
    service.firstRefusal = first;
    world.write(
        EntryKind.LAUNCH_REFUSED,
        deployment,
        count + (count == 1 ? " task" : " tasks") + " found no place",
        sentence,
        service.cause);
    if (earlier == null) {
      // One such event a pass: for the first task that found no place.
      world.emit(service, EventMessage.of(EventKind.UNPLACED, sentence), service.cause);
    }
    if (service.configuration.circuitBreaker().enable()
        && deployment.rolloutState == dev.steadystate.core.model.RolloutState.IN_PROGRESS) {
      world.emit(
          service,
          EventMessage.of(EventKind.COULD_NOT_LAUNCH, count, deployment.id(), first),
          service.cause);
    }
    boolean engaged =
        deployment.throttle.roundFailed(
            deployment.throttle.roundOf(world.passes),
            world.now,
            nextAttempt(),
            world.parameters.throttle());
    if (engaged) {
      throttled(deployment);
    }
    world.wake(service, Math.max(deployment.throttle.launchesFrom(), world.now + 1));
    // A counted failure may trip the breaker at the very next tick.
    world.wake(service, nextAttempt());
  }

  /**
   * Returns the tick after this one, to which a placement failure puts the next attempt (SS-83).
   */
  private long nextAttempt() {
    long interval = world.parameters.reconcileInterval();
    return world.now + (interval == 0 ? world.parameters.retryInterval() : interval);
  }

  /** Tells that the throttle engaged (EV-25). */
  void throttled(DeploymentState deployment) {
    ServiceState service = deployment.service;
    world.write(
        EntryKind.LAUNCHES_DELAYED,
        deployment,
        Why.of(
            "no launch for {0} s", (deployment.throttle.launchesFrom() - world.now + 999) / 1000),
        Why.of("{0} rounds of launches in a row failed", deployment.throttle.failedRounds),
        service.cause);
    world.emit(service, EventMessage.of(EventKind.THROTTLED), service.cause);
    world.wake(service, deployment.throttle.launchesFrom());
  }

  /** Puts a refusal into the sentence of EV-10 to EV-18. */
  private String sentence(ServiceState service, Refusal refusal) {
    if (refusal.check() == Refusal.Check.NO_INSTANCES) {
      return "Reason: No Container Instances were found in your cluster.";
    }
    String closest =
        "The closest matching (container-instance "
            + world.clusters.get(service.cluster).id(refusal.instance())
            + ") ";
    return closest
        + switch (refusal.check()) {
          case CPU -> "has insufficient CPU units available.";
          case MEMORY -> "has insufficient memory available.";
          case PORT -> "is already using a port required by your task.";
          case ATTRIBUTE -> "is missing an attribute required by your task.";
          case AGENT -> "doesn't have the agent connected.";
          case NO_INSTANCES,
              DISTINCT_INSTANCE,
              MEMBER_OF,
              LOCATION,
              CONSTRAINT,
              TOO_MANY_PORTS,
              INTERFACES,
              GPU ->
              "encountered error \"" + refusal.check().failureReason() + "\".";
        };
  }

  private static boolean isOnFargate(DeploymentState deployment) {
    return deployment.settings.launchType() == LaunchType.FARGATE;
  }

  private int placeOne(DeploymentState deployment, int onlyOn, Why why) {
    ServiceState service = deployment.service;
    Cluster cluster = world.clusters.get(service.cluster);
    Placer placer = cluster.placer(world.placement);
    Launch launch = world.launchFor(deployment, service.launches + 1);
    if (isOnFargate(deployment)) {
      return begin(deployment, Task.NONE, placer.placeOnFargate(launch), why);
    }
    int instance = onlyOn == Task.NONE ? placer.place(launch) : onlyOn;
    return instance == Placer.NOWHERE
        ? Task.NONE
        : begin(deployment, instance, cluster.zone(instance), why);
  }

  private int placeInZone(DeploymentState deployment, String zone, Why why) {
    if (isOnFargate(deployment)) {
      return begin(deployment, Task.NONE, zone, why);
    }
    Cluster cluster = world.clusters.get(deployment.service.cluster);
    Launch anywhere = world.launchFor(deployment, deployment.service.launches + 1);
    Launch there =
        new Launch(
            anywhere.group(),
            anywhere.policy(),
            anywhere.needs(),
            anywhere.requiredAttributes(),
            ImmutableSortedSet.of(zone),
            anywhere.chance());
    int instance = cluster.placer(world.placement).place(there);
    return instance == Placer.NOWHERE ? Task.NONE : begin(deployment, instance, zone, why);
  }

  private int begin(DeploymentState deployment, int instance, String zone, Why why) {
    ServiceState service = deployment.service;
    int launch = ++service.launches;
    int inDeployment = ++deployment.launches;
    long key = LaunchedTasks.taskKey(deployment.key, launch);
    Revision revision = deployment.revision;
    Fate fate =
        world.fates.fateOf(
            new TaskFacts(
                service.name.cluster(),
                service.name.service(),
                revision.definition.family(),
                revision.number,
                inDeployment),
            fateChance(service, deployment, inDeployment));
    boolean needsInterface = revision.awsvpc || instance == Task.NONE;
    Task task =
        new Task(
            new TaskName(service.name, deployment.ordinal, launch, key),
            revision,
            fate,
            world.serials++,
            service.cluster,
            service.index,
            deployment.ordinal,
            inDeployment,
            instance,
            zone,
            deployment.settings.launchType(),
            service.group,
            deployment.throttle.roundOf(world.passes),
            null,
            needsInterface ? LastStatus.PROVISIONING : LastStatus.PENDING,
            world.now);
    int row = world.life.begin(task, why, service.cause);
    return row;
  }

  /** The luck of a task hangs on its deployment and its number in it, on nothing else. */
  private Stream fateChance(ServiceState service, DeploymentState deployment, int inDeployment) {
    return world.chance(
        dev.steadystate.core.random.Keys.with(
            dev.steadystate.core.random.Keys.with(service.name.key(), deployment.ordinal),
            inDeployment),
        "fate");
  }

  private void pair(ServiceState service, int replacement, int unhealthy) {
    Task old = world.tasks.edit(unhealthy);
    if (old.stopWanted || old.replacedBy != Task.NONE) {
      return;
    }
    old.replacedBy = replacement;
    Task fresh = world.tasks.edit(replacement);
    fresh.replaces = unhealthy;
    service.replacements.put(fresh.name.launchNumber(), replacement);
  }
}
