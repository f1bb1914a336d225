package dev.steadystate.core.engine;

import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.model.DeploymentStatus;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.StopReason;
import dev.steadystate.core.spi.SubStep;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.Why;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pass of the scheduler over one service, in the sub-steps of SS-3, each of which sees what the
 * earlier ones did: (1) note finished tasks, (2) health, (3) draining, (4) deployment, (5)
 * scale-in, (6) starts, (7) zone rebalancing, (8) steady state.
 *
 * <p>What to do is decided elsewhere, by a controller and by placement; here it is done.
 */
final class Pass {
  private static final SubStep[] AFTER_NOTING = {
    SubStep.HEALTH, SubStep.DRAINING, SubStep.DEPLOYMENT, SubStep.SCALE_IN, SubStep.STARTS
  };

  private static final EventMessage STEADY = EventMessage.of(EventKind.STEADY);

  private final World world;
  private final Launcher launcher;
  private final Stopper stopper;
  private final DeploymentHistory history;
  private final Effects effects;

  Pass(World world) {
    this.world = world;
    this.launcher = new Launcher(world);
    this.stopper = new Stopper(world);
    this.history = new DeploymentHistory(world);
    this.effects = new Effects(world, launcher, stopper, history);
  }

  void run(ServiceState service) {
    if (service.status == ServiceStatus.INACTIVE && !service.hasUnstoppedTasks()) {
      forgetStopped(service);
      return;
    }
    if (service.onlyRepeatsSteady()) {
      emitSteady(service);
      return;
    }
    world.passes++;
    service.unseen = false;
    service.acted = false;
    service.firstRefusal = null;
    service.events.passBegins();
    if (service.daemon && service.status == ServiceStatus.ACTIVE) {
      countInstances(service);
    }
    TargetEvent.emitDue(world, service);
    if (service.status != ServiceStatus.ACTIVE) {
      delete(service);
      return;
    }
    history.roundBegins(service);
    effects.apply(service, world.placement.zoneBalancer().interrupt(service));
    DeploymentState before = service.primary;
    noteFinished(service);
    if (service.daemon && service.primary != before) {
      // What is rolled back to may ask other instances.
      countInstances(service);
    }
    for (SubStep step : AFTER_NOTING) {
      effects.apply(service, service.controller.plan(service, step));
    }
    effects.apply(service, world.placement.zoneBalancer().rebalance(service));
    DeploymentState completing = complete(service);
    for (DeploymentState deployment : service.deployments) {
      deployment.refusedLaunches = 0;
    }
    service.retireEmptyDeployments();
    checkSteady(service, completing);
    service.events.passEnds();
    service.alarmed.clear();
  }

  /** A daemon service wants as many tasks as instances match (SS-22). */
  private void countInstances(ServiceState service) {
    int before = service.desiredCount;
    service.desiredCount = world.daemons.desiredCount(service);
    if (service.desiredCount != before) {
      // ECS tells of a count that nobody set on the event bus alone.
      world.write(
          EntryKind.DESIRED_COUNT,
          service.name,
          "desiredCount " + service.desiredCount + " instead of " + before,
          service.desiredCount + " container instances match",
          service.cause);
    }
  }

  // Sub-step 1.

  /** Feeds the throttle with what stopped (SS-82), and lets the controller count and decide. */
  private void noteFinished(ServiceState service) {
    List<DeploymentState> engaged = new ArrayList<>(0);
    for (int i = 0; i < service.news.size(); i++) {
      if (service.news.isOfStop(i)) {
        Task task = world.tasks.get(service.news.row(i));
        if (failedToStart(task)) {
          DeploymentState deployment = service.deployment(task.deployment);
          if (deployment.throttle.roundFailed(
              task.round, world.now, 0, world.parameters.throttle())) {
            engaged.remove(deployment);
            engaged.add(deployment);
          }
        }
      }
    }
    effects.apply(service, service.controller.plan(service, SubStep.NOTE_FINISHED));
    forgetStopped(service);
    for (DeploymentState deployment : engaged) {
      // No further attempt follows in a deployment that failed or was overtaken (EO-8).
      if (deployment.rolloutState != RolloutState.FAILED
          && (deployment == service.primary || deployment.everCompleted)
          && !deployment.throttle.allows(world.now)) {
        launcher.throttled(deployment);
      }
    }
  }

  /** Returns whether this is a failure to start, and not the doing of others (SS-72, SS-87). */
  private static boolean failedToStart(Task task) {
    return task.startedAt == Task.NEVER
        && (task.stopCode == StopCode.TASK_FAILED_TO_START
            || task.stopCode == StopCode.ESSENTIAL_CONTAINER_EXITED);
  }

  private void forgetStopped(ServiceState service) {
    for (int i = 0; i < service.news.size(); i++) {
      if (service.news.isOfStop(i)) {
        world.life.noticed(service.news.row(i));
      }
    }
    service.news.clear();
  }

  // Sub-step 8.

  /** Returns the deployment that completed in this pass, or null. */
  private @Nullable DeploymentState complete(ServiceState service) {
    DeploymentState primary = service.primary;
    RolloutState before = primary.rolloutState;
    effects.apply(service, service.controller.plan(service, SubStep.COMPLETION));
    return before == RolloutState.IN_PROGRESS && primary.rolloutState == RolloutState.COMPLETED
        ? primary
        : null;
  }

  /**
   * Emits the steady-state event on entering steady state, and every six hours while it lasts
   * (SS-121, SS-123).
   */
  private void checkSteady(ServiceState service, @Nullable DeploymentState completing) {
    if (!isSteady(service)) {
      service.steady = false;
      return;
    }
    boolean entering = !service.steady || service.steadyAgain || completing != null;
    if (entering || world.now - service.steadyEventAt >= EventWindow.REPEAT) {
      emitSteady(service);
    }
    if (!service.steady && service.rebalancesZones()) {
      // Zones are looked at from the tick after the one that found the service steady (PL-92).
      world.wakeNext(service);
    }
    service.steady = true;
    service.steadyAgain = false;
  }

  private void emitSteady(ServiceState service) {
    service.steadyEventAt = world.now;
    world.emit(service, STEADY, service.cause);
    world.wakeToRepeat(service, world.now + EventWindow.REPEAT);
  }

  private static boolean isSteady(ServiceState service) {
    return !service.acted && service.othersGone() && hasWhatItWants(service);
  }

  /** Returns whether all wanted tasks of a completed deployment are healthy, and no others live. */
  static boolean hasWhatItWants(ServiceState service) {
    DeploymentState primary = service.primary;
    return primary.rolloutState == RolloutState.COMPLETED
        && primary.count(Condition.HEALTHY) == service.desiredCount
        && service.live() == service.desiredCount;
  }

  // Deletion.

  /** Scales a deleted service to nothing (SS-125, SS-126). */
  private void delete(ServiceState service) {
    forgetStopped(service);
    List<Integer> rows = new ArrayList<>();
    for (int i = service.deployments.size() - 1; i >= 0; i--) {
      DeploymentState deployment = service.deployments.get(i);
      for (Condition condition : Condition.values()) {
        if (condition.isLive()) {
          for (TaskView task : deployment.tasks(condition)) {
            rows.add(task.handle());
          }
        }
      }
    }
    stopper.stop(service, rows, StopReason.SCALING, Why.of("the service was deleted"));
    stopper.tell(service);
    if (service.status == ServiceStatus.DRAINING && !anyStillServing(service)) {
      service.status = ServiceStatus.INACTIVE;
      world.write(
          EntryKind.SERVICE_STATUS, service.name, ServiceStatus.INACTIVE, null, service.cause);
    }
    for (DeploymentState deployment : List.copyOf(service.deployments)) {
      if (deployment != service.primary && deployment.notStopped() == 0) {
        deployment.status = DeploymentStatus.INACTIVE;
        service.deployments.remove(deployment);
      }
    }
  }

  /** Returns whether a task still drains its targets: all others are STOPPING or later. */
  private boolean anyStillServing(ServiceState service) {
    for (DeploymentState deployment : service.deployments) {
      for (int row = deployment.head(Condition.LEAVING); row != Task.NONE; ) {
        Task task = world.tasks.get(row);
        if (task.registered
            || task.lastStatus == dev.steadystate.core.model.LastStatus.DEACTIVATING) {
          return true;
        }
        row = task.nextInCondition;
      }
    }
    return false;
  }
}
