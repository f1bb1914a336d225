package dev.steadystate.deployment;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.Why;

/** Starts what is missing: step 6 of SS-3. */
final class Starts {
  private Starts() {}

  static Plan plan(ServiceView service) {
    return Rollout.isUnderWay(service) ? whileDeploying(service) : otherwise(service);
  }

  /**
   * Lost tasks of the sources first, then those of the new revision, all below the ceiling (DEP-50
   * b and c).
   */
  private static Plan whileDeploying(ServiceView service) {
    int room = room(service);
    int wanted = wanted(service);
    KeepTarget keep = KeepTarget.current(service);
    if (room <= 0 || (wanted == 0 && keep.sources().isEmpty())) {
      return Plan.nothing();
    }
    Actions actions = new Actions(service);
    int[] missing = keep.missing(service);
    for (int i = missing.length - 1; i >= 0; i--) {
      int lost = Math.min(room, missing[i]);
      Why why = Why.of("{0} old tasks are missing; the ceiling leaves room for {1}", lost, room);
      room -= launch(service, keep.sources().get(i), lost, why, actions);
    }
    int fresh = Math.min(room, wanted);
    Why why =
        Why.of(
            "{0} of {1} wanted are missing; the ceiling leaves room for {2}",
            wanted, service.desiredCount(), room);
    launch(service, service.primary(), fresh, why, actions);
    return actions.plan();
  }

  /**
   * Gaps are filled at once, but what the scheduler itself stopped as unhealthy or draining has to
   * leave first where the ceiling says so (SS-9); then come those that take the place of draining
   * ones (SS-105 b).
   */
  private static Plan otherwise(ServiceView service) {
    DeploymentView primary = service.primary();
    if (primary.live() >= service.desiredCount()
        && service.draining().isEmpty()
        && service.replacements().isEmpty()) {
      return Plan.nothing();
    }
    int gaps = gaps(service);
    int uncovered = Headcount.of(service, primary).uncovered(service.desiredCount());
    int covering = Math.max(0, Math.min(uncovered, room(service) - gaps));
    Actions actions = new Actions(service);
    Why why =
        Why.of(
            "{0} of {1} wanted are missing and {2} are on DRAINING instances",
            gaps, service.desiredCount(), uncovered);
    launch(service, primary, gaps + covering, why, actions);
    return actions.plan();
  }

  /** Returns the gaps that are filled outside a deployment, whatever else is started (SS-9). */
  static int gaps(ServiceView service) {
    DeploymentView primary = service.primary();
    if (isThrottled(service, primary)) {
      return 0;
    }
    int missing = Headcount.of(service, primary).missing(service.desiredCount());
    int atOnce = missing - service.leavingForReplacement();
    return Math.min(missing, Math.max(0, Math.max(atOnce, room(service))));
  }

  /** Returns how many tasks the ceiling still allows (DEP-50). */
  static int room(ServiceView service) {
    return service.upperBound() - service.occupying();
  }

  /** Returns how many tasks the new revision lacks; a FAILED one launches none (DEP-15). */
  static int wanted(ServiceView service) {
    DeploymentView primary = service.primary();
    if (primary.rolloutState() == RolloutState.FAILED) {
      return 0;
    }
    int staying = Headcount.of(service, primary).staying();
    return Math.max(0, service.desiredCount() - staying);
  }

  /** Returns how many lost old tasks should be replaced (DEP-50 b). */
  static int missingOfSources(ServiceView service) {
    int total = 0;
    for (int missing : KeepTarget.current(service).missing(service)) {
      total += missing;
    }
    return total;
  }

  /** Returns whether any task is on its way up or down or still unjudged. */
  static boolean anyInTransition(ServiceView service) {
    for (DeploymentView deployment : service.deployments()) {
      if (deployment.count(Condition.STARTING) > 0
          || deployment.count(Condition.SETTLING) > 0
          || deployment.count(Condition.LEAVING) > 0) {
        return true;
      }
    }
    return false;
  }

  static boolean isThrottled(ServiceView service, DeploymentView deployment) {
    return deployment.launchesFrom() > service.now();
  }

  private static int launch(
      ServiceView service, DeploymentView deployment, int count, Why why, Actions actions) {
    if (count <= 0 || isThrottled(service, deployment)) {
      return 0;
    }
    actions.add(new Plan.Launch(deployment, count, ImmutableList.of(), why));
    return count;
  }
}
