package dev.steadystate.deployment;

import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.Why;

/** Stops tasks above the desired count (SS-60 to SS-64, DEP-68). */
final class ScaleIn {
  private ScaleIn() {}

  static Plan plan(ServiceView service) {
    DeploymentView primary = service.primary();
    // What rebalancing started, it stops itself (SS-60).
    if (primary.live() <= service.desiredCount() || service.rebalancingMemory() != null) {
      return Plan.nothing();
    }
    Headcount head = Headcount.of(service, primary);
    int surplus = Math.max(0, head.staying() - service.desiredCount());
    // SS-39: what only a recovery left stays until all are healthy. If scaling left some too, all
    // go at once, or the choice of victims would decide what waits.
    boolean waits = surplus <= head.recovered() && primary.healthy() < primary.live();
    if (surplus == 0 || waits) {
      return Plan.nothing();
    }
    Actions actions = new Actions(service);
    Replacement.unpairRecovered(service, primary, actions);
    Why why = Why.of("{0} too many of {1} wanted", surplus, service.desiredCount());
    int left = Surplus.ofPrimary(service).giveUp(surplus, why, actions);
    int protectedTasks = protectedTasks(service, primary);
    if (left > 0 && protectedTasks > 0) {
      StuckDeployment.reportProtection(primary, protectedTasks, actions);
    }
    return actions.plan();
  }

  /** Returns the live protected tasks of this deployment. */
  static int protectedTasks(ServiceView service, DeploymentView deployment) {
    int protectedTasks = 0;
    for (TaskView task : service.protectedTasks()) {
      protectedTasks += task.deployment() == deployment.ordinal() ? 1 : 0;
    }
    return protectedTasks;
  }
}
