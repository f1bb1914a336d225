package dev.steadystate.testkit.law;

import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.spi.ServiceView;

/** What a deployment says that cannot go on (DEP-53). */
final class StuckLaws {
  static final Law SAYS_SO =
      TickCheck.law(
          "a deployment in which nothing moves and nothing may says so (DEP-53)",
          Situation.UNDER_WAY,
          StuckLaws::silent);

  static final Law IS_SO =
      TickCheck.law(
          "no deployment says that its bounds block it while something moves or may start"
              + " (DEP-53)",
          Situation.BLOCKED,
          StuckLaws::notBlocked);

  static final Law PROTECTED =
      TickCheck.law(
          "a service that only protection keeps from its desired count says so (SS-63)",
          Situation.SURPLUS,
          StuckLaws::silentUnderProtection);

  /** What was said is not repeated for six hours (EG-9), and events lag a little. */
  private static final long SIX_HOURS = 6 * 3600 * 1000L + 1000;

  private StuckLaws() {}

  private static String silent(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    if (service.rebalancing
        || service.actedIn == facts.moment().turn()
        || service.hinderedIn == facts.moment().turn()
        || !Headcount.isReplica(wanted)
        || service.unhealthy > 0
        || !service.replacements.isEmpty()
        || facts.anyDraining(service)
        || isMoving(service)
        || mayStart(facts, service, primary, wanted)
        || isReady(service, primary, wanted)) {
      return "";
    }
    return service.blockedAt < facts.moment().now() - SIX_HOURS
        ? primary + " cannot go on and does not say so"
        : "";
  }

  private static String notBlocked(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    if (primary.rollout == RolloutState.COMPLETED) {
      boolean drains = wanted.lowerBound() == wanted.upperBound() && facts.anyDraining(service);
      return drains ? "" : service + " is blocked by its bounds, but nothing has to leave";
    }
    if (!Headcount.isReplica(wanted)) {
      return "";
    }
    if (isMoving(service)) {
      return primary + " is blocked by its bounds, but tasks of it are on their way";
    }
    return mayStart(facts, service, primary, wanted)
        ? primary + " is blocked by its bounds, but may start a task"
        : "";
  }

  private static boolean isMoving(KnownService service) {
    for (KnownTask task : service.tasks) {
      // Of the primary whoever holds no more room is in nobody's way.
      boolean leaves = task.told && (task.isOccupying() || task.deployment != service.primary);
      if (leaves || (!task.told && (task.isStarting() || task.isUnjudged()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayStart(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    boolean missing =
        primary.rollout != RolloutState.FAILED
            && Headcount.of(facts, primary).staying() < wanted.desiredCount();
    return Headcount.room(facts, service) > 0
        && (missing || CountLaws.missingOfSources(service, wanted) > 0);
  }

  private static boolean isReady(
      KnownService service, KnownDeployment primary, ServiceView wanted) {
    return service.othersAreGone()
        && primary.live == wanted.desiredCount()
        && service.healthy == primary.live;
  }

  private static String silentUnderProtection(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    Headcount head = Headcount.of(facts, primary);
    return service.actedIn != facts.moment().turn()
            && service.blockedAt < facts.moment().now() - SIX_HOURS
            && head.isTooMuch(service, wanted.desiredCount())
            && anyProtected(service)
        ? head + " of " + wanted.desiredCount() + " wanted, and it does not say why"
        : "";
  }

  private static boolean anyProtected(KnownService service) {
    for (KnownTask task : service.tasks) {
      if (!task.told && Facts.isProtected(task)) {
        return true;
      }
    }
    return false;
  }
}
