package dev.steadystate.deployment;

import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.Why;

/** Says that a service cannot go on, and which bound or protection blocks it (DEP-53, SS-106). */
final class StuckDeployment {
  private StuckDeployment() {}

  /** Reports a deployment in which nothing moves and nothing may. */
  static void report(ServiceView service, Actions actions) {
    if (service.actedInThisPass() || isMoving(service) || mayStart(service)) {
      return;
    }
    Headcount head = Headcount.of(service, service.primary());
    boolean surplus = head.staying() > service.desiredCount(); // Scale-in has reported it.
    if (!surplus && !reportProtectedSources(service, actions)) {
      reportBounds(service, actions);
    }
  }

  /** EV-21: the bounds allow neither a stop nor a start. */
  static void reportBounds(ServiceView service, Actions actions) {
    actions.add(new Plan.Emit(EventMessage.of(EventKind.BLOCKED_BY_BOUNDS), bounds(service)));
  }

  static Why bounds(ServiceView service) {
    return Why.of(
        "{0} tasks occupy of at most {1}, and at least {2} have to be healthy",
        service.occupying(), service.upperBound(), service.lowerBound());
  }

  /** EV-40: protection alone keeps tasks of this deployment from stopping (SS-63, W6-19). */
  static void reportProtection(DeploymentView deployment, int protectedTasks, Actions actions) {
    EventMessage message =
        EventMessage.of(EventKind.SCALE_IN_PROTECTED, protectedTasks, deployment.id());
    actions.add(new Plan.Emit(message, protection(protectedTasks)));
  }

  static Why protection(int protectedTasks) {
    return Why.of("{0} tasks are protected", protectedTasks);
  }

  private static boolean reportProtectedSources(ServiceView service, Actions actions) {
    KeepTarget keep = KeepTarget.current(service);
    boolean any = false;
    if (keep.staying(service) > keep.total()) {
      for (DeploymentView source : keep.sources().reverse()) {
        int protectedTasks = ScaleIn.protectedTasks(service, source);
        if (protectedTasks > 0) {
          reportProtection(source, protectedTasks, actions);
          any = true;
        }
      }
    }
    return any;
  }

  private static boolean isMoving(ServiceView service) {
    for (DeploymentView source : KeepTarget.sources(service)) {
      if (source.notStopped() > source.live()) {
        return true;
      }
    }
    return Starts.anyInTransition(service)
        || (Daemons.isDaemon(service) && !service.draining().isEmpty());
  }

  /** A start that finds no place or waits for the throttle is not stuck. */
  private static boolean mayStart(ServiceView service) {
    if (Daemons.isDaemon(service)) {
      return Daemons.anyFreeSlot(service);
    }
    if (Starts.room(service) > 0) {
      return Starts.wanted(service) > 0
          || Starts.missingOfSources(service) > 0
          || service.primary().count(Condition.UNHEALTHY) > 0;
    }
    return service.primary().count(Condition.UNHEALTHY) > 0
        && Starts.isThrottled(service, service.primary());
  }
}
