package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.steadystate.core.engine.ServiceDeployment.Status;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.DeploymentStatus;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.random.Keys;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.Why;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of deployments and of the records that are kept of them (file 5, 5.2 and 5.16). */
final class DeploymentHistory {
  private final World world;

  DeploymentHistory(World world) {
    this.world = world;
  }

  /** Begins a deployment of these settings: it is the PRIMARY, all others are sources. */
  DeploymentState begin(
      ServiceState service,
      ServiceSettings settings,
      Revision revision,
      dev.steadystate.core.spi.PlacementPolicy policy) {
    ImmutableList.Builder<Integer> sources =
        ImmutableList.builderWithExpectedSize(service.deployments.size());
    for (DeploymentState deployment : service.deployments) {
      sources.add(deployment.ordinal);
      deployment.status = DeploymentStatus.ACTIVE;
    }
    countRunning(service);
    overtake(service);
    int ordinal = ++service.deploymentCount;
    long key = Keys.with(service.name.key(), "deployment" + ordinal);
    DeploymentState deployment =
        new DeploymentState(service, ordinal, key, settings, revision, policy, world.now);
    deployment.startedInAlarm = anyAlarm(service);
    service.alarmed.clear();
    service.deployments.add(0, deployment);
    service.primary = deployment;
    service.history.add(
        new ServiceDeployment(
            Keys.with(key, "service-deployment"),
            ordinal,
            sources.build(),
            settings,
            revision,
            world.now));
    service.rollbackRequested = false;
    world.write(
        EntryKind.DEPLOYMENT, deployment, "created with " + revision, null, world.callEntry);
    return deployment;
  }

  /** Counts what each deployment has RUNNING at the moment at which it becomes a source. */
  private static void countRunning(ServiceState service) {
    for (DeploymentState source : service.deployments) {
      source.runningWhenOvertaken = source.live() - source.count(Condition.STARTING);
    }
  }

  private boolean anyAlarm(ServiceState service) {
    return Iterables.any(
        service.configuration.alarms().alarmNames(),
        name -> world.alarms.state(name).equals(Optional.of(AlarmState.ALARM)));
  }

  private void overtake(ServiceState service) {
    ServiceDeployment running = running(service);
    if (running != null) {
      if (running.status == Status.ROLLBACK_IN_PROGRESS) {
        finish(service, running, Status.ROLLBACK_FAILED);
      } else {
        change(running, Status.STOP_REQUESTED);
      }
    }
  }

  private static @Nullable ServiceDeployment latest(ServiceState service) {
    return service.history.isEmpty() ? null : service.history.get(service.history.size() - 1);
  }

  private static @Nullable ServiceDeployment running(ServiceState service) {
    ServiceDeployment latest = latest(service);
    return latest == null || latest.status.isTerminal() ? null : latest;
  }

  private void change(ServiceDeployment record, Status status) {
    record.status = status;
    record.updatedAt = world.now;
  }

  private void finish(ServiceState service, ServiceDeployment record, Status status) {
    change(record, status);
    record.finishedAt = world.now;
    record.countAtEnd(service);
    if (status == Status.STOPPED) {
      record.stoppedAt = world.now;
    }
  }

  /** Moves records on at the first round of a deployment (DEP-149). */
  void roundBegins(ServiceState service) {
    for (int i = service.history.size() - 1; i >= 0; i--) {
      ServiceDeployment record = service.history.get(i);
      if (record.status == Status.PENDING) {
        change(record, Status.IN_PROGRESS);
        record.startedAt = world.now;
      } else if (record.status == Status.STOP_REQUESTED) {
        finish(service, record, Status.STOPPED);
      } else {
        return;
      }
    }
  }

  void countFailures(
      ServiceState service,
      DeploymentState deployment,
      int failedTasks,
      @Nullable TaskView task,
      Why why) {
    if (deployment.failedTasks != failedTasks) {
      // The breaker looks at the counter in the next round (DEP-83).
      world.wakeNext(service);
    }
    deployment.failedTasks = failedTasks;
    deployment.updatedAt = world.now;
    ServiceDeployment record = running(service);
    if (record != null && record.target == deployment.ordinal) {
      record.failureCount = failedTasks;
    }
    long cause = task == null ? service.cause : world.tasks.get(task.handle()).lastEntry;
    world.write(
        EntryKind.FAILURE_COUNTED, deployment, Why.of("{0} failed tasks", failedTasks), why, cause);
  }

  void fail(ServiceState service, DeploymentState deployment, Plan.Fail fail) {
    deployment.rolloutState = RolloutState.FAILED;
    deployment.rolloutStateReason = fail.rolloutStateReason();
    deployment.updatedAt = world.now;
    world.write(EntryKind.DEPLOYMENT, deployment, "failed", fail.why(), service.cause);
    ServiceDeployment record = running(service);
    if (record == null) {
      return;
    }
    record.statusReason = fail.statusReason().isEmpty() ? null : fail.statusReason();
    switch (fail.aftermath()) {
      case STOPPED -> {
        change(record, Status.STOP_REQUESTED);
        world.wakeNext(service);
      }
      case ROLLS_BACK -> {
        change(record, Status.ROLLBACK_IN_PROGRESS);
        record.rollbackReason = fail.statusReason();
      }
      case ROLLBACK_FAILED -> finish(service, record, Status.ROLLBACK_FAILED);
    }
  }

  /** Makes an older deployment the PRIMARY again, under its own id (DEP-94). */
  void rollBack(ServiceState service, DeploymentState to, Plan.RollBack plan) {
    service.primary.status = DeploymentStatus.ACTIVE;
    countRunning(service);
    service.deployments.remove(to);
    service.deployments.add(0, to);
    service.completed.remove(to);
    service.primary = to;
    service.present = DeploymentTriggers.taken(service.present, to.settings.service());
    to.status = DeploymentStatus.PRIMARY;
    to.rolloutState = RolloutState.IN_PROGRESS;
    to.rolloutStateReason = plan.rolloutStateReason();
    to.updatedAt = world.now;
    to.startedAt = world.now;
    to.desiredCountAtStart = service.desiredCount;
    to.failedTasks = 0;
    to.hasRun = to.running() > 0;
    to.startedInAlarm = anyAlarm(service);
    service.alarmed.clear();
    to.throttle.reset();
    world.clusters.get(service.cluster).heed(service);
    service.rollbackRequested = false;
    if (service.daemon) {
      world.daemons.reserveEverywhere(world.clusters.get(service.cluster));
    }
    world.write(EntryKind.DEPLOYMENT, to, "is rolled back to", plan.why(), service.cause);
    ServiceDeployment record = running(service);
    if (record != null) {
      change(record, Status.ROLLBACK_IN_PROGRESS);
      record.statusReason = plan.statusReason().isEmpty() ? null : plan.statusReason();
      record.rollbackReason = plan.statusReason();
      record.rollbackAt = world.now;
      record.rollbackTo = to.ordinal;
    }
  }

  void complete(ServiceState service, DeploymentState deployment, Why why) {
    deployment.rolloutState = RolloutState.COMPLETED;
    deployment.rolloutStateReason = "ECS deployment " + deployment.id() + " completed.";
    deployment.updatedAt = world.now;
    deployment.everCompleted = true;
    service.completed.remove(deployment);
    service.completed.add(deployment);
    world.write(EntryKind.DEPLOYMENT, deployment, "completed", why, service.cause);
    world.emit(
        service, EventMessage.of(EventKind.DEPLOYMENT_COMPLETED, deployment.id()), service.cause);
    ServiceDeployment record = running(service);
    if (record != null) {
      finish(
          service,
          record,
          record.status == Status.ROLLBACK_IN_PROGRESS
              ? Status.ROLLBACK_SUCCESSFUL
              : Status.SUCCESSFUL);
      record.breakerStatus =
          record.breakerStatus.equals("MONITORING") ? "MONITORING_COMPLETE" : record.breakerStatus;
      record.alarmStatus =
          record.alarmStatus.equals("MONITORING") ? "MONITORING_COMPLETE" : record.alarmStatus;
    }
  }

  /** Shows which alarms watch from now on; what has failed goes on showing those that failed it. */
  void configure(ServiceState service) {
    ServiceDeployment record = running(service);
    if (record != null
        && (record.status == Status.PENDING || record.status == Status.IN_PROGRESS)) {
      record.alarmNames = service.configuration.alarms().alarmNames();
    }
  }

  void monitor(ServiceState service, Plan.Monitor monitor) {
    ServiceDeployment record = latest(service);
    if (record != null) {
      record.breakerStatus = monitor.breakerStatus();
      record.threshold = monitor.threshold();
      record.alarmStatus = monitor.alarmStatus();
      record.triggeredAlarms = monitor.triggered();
    }
  }
}
