package dev.steadystate.core.engine;

import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.spi.Condition;

/**
 * Says what a task is to its service. This is the only place that knows when a task counts as
 * healthy (SS-6) or unhealthy (SS-31): targets of load balancers will be asked here.
 */
final class Conditions {
  private Conditions() {}

  static Condition of(Task task, ServiceState service, long now) {
    if (task.stopWanted) {
      return task.lastStatus.isOccupying() ? Condition.LEAVING : Condition.GONE;
    }
    if (task.lastStatus != LastStatus.RUNNING) {
      return Condition.STARTING;
    }
    if (task.health == HealthStatus.UNHEALTHY) {
      return now < graceEnd(task, service) ? Condition.SETTLING : Condition.UNHEALTHY;
    }
    return isHealthy(task, service, now) ? Condition.HEALTHY : Condition.SETTLING;
  }

  /** Returns when the grace period of the task ends (SS-44). */
  static long graceEnd(Task task, ServiceState service) {
    return task.startedAt + service.gracePeriodSeconds * 1000L;
  }

  private static boolean isHealthy(Task task, ServiceState service, long now) {
    if (task.revision.hasHealthCheck) {
      return task.health == HealthStatus.HEALTHY;
    }
    // A registered target is healthy at once; without any, 40 s of running must do (DEP-24,
    // DEP-29).
    return task.registered
        || now >= task.startedAt + service.world.parameters.noHealthCheckSettle();
  }
}
