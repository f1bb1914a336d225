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
    int surplus = surplus(service);
    if (surplus == 0) {
      return Plan.nothing();
    }
    Actions actions = new Actions(service);
    if (service.primary().healthy() == service.primary().live()) {
      Replacement.unpairRecovered(service, service.primary(), actions);
    }
    Why why = Why.of("{0} too many of {1} wanted", surplus, service.desiredCount());
    int left = Surplus.ofPrimary(service).giveUp(surplus, why, actions);
    int protectedTasks = protectedTasks(service, service.primary());
    if (left > 0 && protectedTasks > 0) {
      StuckDeployment.reportProtection(service.primary(), protectedTasks, actions);
    }
    return actions.plan();
  }

  /** Returns how many tasks of the primary are too many, none when others may settle it. */
  private static int surplus(ServiceView service) {
    DeploymentView primary = service.primary();
    int live = primary.live();
    // What rebalancing started, it stops itself (SS-60).
    if (live <= service.desiredCount() || service.rebalancingMemory() != null) {
      return 0;
    }
    Headcount head = Headcount.of(service, primary);
    int surplus = Math.max(0, head.staying() - service.desiredCount());
    // SS-39: what a recovery left stays until all are healthy. What scaling left goes at once.
    boolean waits = primary.healthy() < live;
    return waits ? Math.max(0, surplus - head.recovered()) : surplus;
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
