package dev.steadystate.deployment;

import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.Why;

/** Completes a deployment, lets it bake, or says that it is stuck (DEP-53, DEP-70, DEP-108). */
final class Completion {
  private Completion() {}

  static Plan plan(ServiceView service) {
    DeploymentView primary = service.primary();
    if (Rollout.isOver(service)
        && primary.desiredCount() == service.desiredCount()
        && primary.refusedLaunches() == 0
        && primary.memory() == null) {
      return Plan.nothing();
    }
    Actions actions = new Actions(service);
    if (primary.refusedLaunches() > 0 && primary.rolloutState() != RolloutState.FAILED) {
      new FailureLedger(service, actions).refused(primary.refusedLaunches());
    }
    if (Rollout.isOver(service)) {
      actions.remember(Rollout.FRESH);
    }
    if (primary.rolloutState() == RolloutState.IN_PROGRESS) {
      judge(service, actions);
    }
    reportWanted(service, actions);
    return actions.plan();
  }

  private static void judge(ServiceView service, Actions actions) {
    if (!isReady(service)) {
      StuckDeployment.report(service, actions);
      Monitors.monitoring(service, actions);
    } else if (isBaked(service, actions)) {
      Why why = Why.of("{0} of {0} are healthy and nothing old is left", service.desiredCount());
      complete(service, why, actions);
    } else {
      Monitors.monitoring(service, actions);
    }
  }

  static void complete(ServiceView service, Why why, Actions actions) {
    Monitors.complete(service, actions);
    actions.add(new Plan.Complete(service.primary(), why));
  }

  /** Returns whether all are healthy and the sources gone (DEP-70). */
  private static boolean isReady(ServiceView service) {
    Headcount head = Headcount.of(service, service.primary());
    // A daemon on a DRAINING instance is none of those wanted; it leaves with the instance.
    int extra = Daemons.isDaemon(service) ? head.draining() : 0;
    return head.live() - extra == service.desiredCount()
        && head.healthyStaying() == service.desiredCount()
        && areSourcesGone(service);
  }

  static boolean areSourcesGone(ServiceView service) {
    for (DeploymentView source : KeepTarget.sources(service)) {
      if (source.notStopped() > 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether the alarms have watched long enough. The time begins once, when first asked,
   * and does not begin again (DEP-108, DEP-109).
   */
  static boolean isBaked(ServiceView service, Actions actions) {
    AlarmWatch watch = AlarmWatch.of(service);
    if (!watch.isWatching()) {
      return true;
    }
    if (actions.rollout().bakingSince() < 0) {
      actions.remember(actions.rollout().bakingSince(service.now()));
    }
    long until = actions.rollout().bakingSince() + watch.bakeTime();
    if (service.now() >= until) {
      return true;
    }
    actions.add(new Plan.WakeAt(until));
    return false;
  }

  /** Reports how many tasks each deployment should have now (DEP-19). */
  private static void reportWanted(ServiceView service, Actions actions) {
    KeepTarget keep = KeepTarget.current(service);
    keep.settle(service);
    keep.report(actions);
    int wanted = wantedOfPrimary(service);
    if (service.primary().desiredCount() != wanted) {
      actions.add(new Plan.Want(service.primary(), wanted));
    }
  }

  private static int wantedOfPrimary(ServiceView service) {
    DeploymentView primary = service.primary();
    if (primary.rolloutState() == RolloutState.COMPLETED) {
      return service.desiredCount();
    }
    int allowed =
        Daemons.isDaemon(service)
            ? Daemons.freeSlots(service)
            : Math.max(0, Starts.room(service) - missingOfThoseThatStay(service));
    int starts = Math.min(allowed, Starts.wanted(service));
    return Math.min(service.desiredCount(), primary.live() + starts);
  }

  /** A source without tasks leaves with this round (DEP-71): no room is kept for it any more. */
  private static int missingOfThoseThatStay(ServiceView service) {
    KeepTarget keep = KeepTarget.current(service);
    int[] missing = keep.missing(service);
    int total = 0;
    for (int i = 0; i < missing.length; i++) {
      total += keep.sources().get(i).notStopped() > 0 ? missing[i] : 0;
    }
    return total;
  }
}
