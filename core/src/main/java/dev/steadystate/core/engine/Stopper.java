package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.journal.TaskIds;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.spi.StopReason;
import dev.steadystate.core.spi.Why;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/** Tells tasks of a service to stop on behalf of the scheduler, and says so (EV-3, EV-4, EV-26). */
final class Stopper {
  private final World world;

  /** What was stopped and not told yet, older deployments first. */
  private final TreeMap<Integer, Stopped> untold = new TreeMap<>();

  Stopper(World world) {
    this.world = world;
  }

  /** Stops these tasks; {@link #tell} says so. */
  void stop(ServiceState service, List<Integer> rows, StopReason reason, Why why) {
    if (rows.isEmpty()) {
      return;
    }
    service.acted = true;
    if (reason == StopReason.UNHEALTHY) {
      for (int row : rows) {
        String id = world.tasks.get(row).name.id();
        world.emit(
            service,
            EventMessage.of(EventKind.FAILED_CONTAINER_HEALTH, id),
            world.tasks.get(row).lastEntry);
      }
    }
    DeploymentState deployment = null;
    String text = "";
    for (int row : rows) {
      Task task = world.tasks.get(row);
      if (deployment == null || deployment.ordinal != task.deployment) {
        deployment = service.deployment(task.deployment);
        text = text(reason, deployment);
      }
      if (reason == StopReason.DAEMON_CONSTRAINT) {
        // ECS tells of it on the event bus alone (SS-24).
        world.write(
            EntryKind.CONSTRAINT_VIOLATED,
            task.name,
            world.instanceOf(task) + " no longer meets the placement constraints",
            null,
            service.cause);
      }
      untold(deployment, reason).add(task);
      stopOne(service, row, reason, text, why);
    }
  }

  /** Emits one event for all that a sub-step stopped of each deployment (EV-3, EV-4, EO-9). */
  void tell(ServiceState service) {
    if (!untold.isEmpty()) {
      untold.values().forEach(stopped -> stopped.tell(world, service));
      untold.clear();
    }
  }

  private Stopped untold(DeploymentState deployment, StopReason reason) {
    return untold.computeIfAbsent(deployment.ordinal, ordinal -> new Stopped(deployment, reason));
  }

  private static String text(StopReason reason, DeploymentState deployment) {
    return switch (reason) {
      case SCALING, DRAINING, DAEMON_CONSTRAINT ->
          "Scaling activity initiated by (deployment " + deployment.id() + ")";
      case UNHEALTHY -> "Task failed container health checks";
      case REBALANCING ->
          "Availability-zone rebalancing initiated by (deployment " + deployment.id() + ")";
    };
  }

  private void stopOne(ServiceState service, int row, StopReason reason, String text, Why why) {
    Task task = world.tasks.edit(row);
    if (reason == StopReason.UNHEALTHY || reason == StopReason.DRAINING) {
      task.leavingForReplacement = true;
      service.leavingForReplacement++;
    }
    world.life.stop(row, StopCode.SERVICE_SCHEDULER_INITIATED, text, why, service.cause);
  }

  /** What was stopped of one deployment: how many pending, and which running. */
  private static final class Stopped {
    private final long deployment;
    private final boolean rebalancing;

    /** By zone in which it was rebalanced (EV-36); all under one blank otherwise (EV-3). */
    private final LinkedHashMap<String, LaunchedTasks> running = new LinkedHashMap<>();

    private int pending;

    Stopped(DeploymentState deployment, StopReason reason) {
      this.deployment = deployment.key;
      this.rebalancing = reason == StopReason.REBALANCING;
    }

    void add(Task task) {
      if (task.lastStatus.isPending()) {
        pending++;
      } else {
        running
            .computeIfAbsent(rebalancing ? task.zone : "", zone -> new LaunchedTasks(deployment))
            .add(task.name.launchNumber());
      }
    }

    void tell(World world, ServiceState service) {
      if (pending > 0) {
        world.emit(service, EventMessage.of(EventKind.STOPPED_PENDING, pending), service.cause);
      }
      running.forEach(
          (zone, launched) -> {
            TaskIds tasks = launched.inLaunchOrder();
            world.emit(
                service,
                new EventMessage(
                    rebalancing ? EventKind.STOPPED_TO_REBALANCE : EventKind.STOPPED,
                    tasks.size(),
                    rebalancing ? ImmutableList.of(zone) : ImmutableList.of(),
                    tasks),
                service.cause);
          });
    }
  }
}
