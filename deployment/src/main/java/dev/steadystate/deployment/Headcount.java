package dev.steadystate.deployment;

import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.TaskView;

/**
 * The tasks of one deployment, told apart by whether they will stay.
 *
 * <p>Unhealthy tasks whose replacement runs and tasks on DRAINING instances run on only until
 * others have taken their place. All that scaling asks is how many stay.
 *
 * @param live live tasks
 * @param healthyStaying healthy ones not on DRAINING instances
 * @param draining live ones on DRAINING instances
 * @param replaced open replacements whose replaced task is not among the draining ones
 * @param recovered replacements whose replaced task recovered and is not draining
 */
record Headcount(int live, int healthyStaying, int draining, int replaced, int recovered) {
  static Headcount of(ServiceView service, DeploymentView deployment) {
    int draining = 0;
    int healthyDraining = 0;
    for (TaskView task : service.draining()) {
      if (task.deployment() == deployment.ordinal()) {
        draining++;
        if (task.condition() == Condition.HEALTHY) {
          healthyDraining++;
        }
      }
    }
    int replaced = 0;
    int recovered = 0;
    for (Replacement pair : Replacement.of(service, deployment)) {
      if (!pair.replaced().isOnDrainingInstance()) {
        if (pair.isOpen()) {
          replaced++;
        } else {
          recovered++;
        }
      }
    }
    return new Headcount(
        deployment.live(), deployment.healthy() - healthyDraining, draining, replaced, recovered);
  }

  /** Returns the tasks that will stay when all replacing is done. */
  int staying() {
    return live - draining - replaced;
  }

  /** Returns the tasks that are missing although nothing drains: crashed, stopped, scaled out. */
  int missing(int desiredCount) {
    return Math.max(0, desiredCount - (live - replaced));
  }

  /** Returns the draining tasks whose place nobody has taken yet (SS-105). */
  int uncovered(int desiredCount) {
    return Math.max(0, desiredCount - staying()) - missing(desiredCount);
  }
}
