package dev.steadystate.testkit.law;

import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.spi.ServiceView;
import java.util.function.Predicate;

/**
 * What a tick leaves undone: nothing. Where a rule lets the scheduler act now, it has acted, so
 * after each tick no such thing is left to do.
 */
final class TickLaws {
  static final Law STARTS =
      TickCheck.law(
          "what is missing starts as soon as bounds and throttle let it (SS-9, SS-105, DEP-50)",
          Situation.SHORT,
          TickLaws::unstarted);

  static final Law SURPLUS =
      TickCheck.law(
          "no task above the desired count stays that may go (SS-39, SS-60, DEP-68)",
          Situation.SURPLUS,
          TickLaws::surplus);

  static final Law SOURCES =
      TickCheck.law(
          "old tasks go as soon as the floor does not need them (DEP-46, DEP-47)",
          Situation.MIXED,
          TickLaws::sources);

  static final Law DRAINING =
      TickCheck.law(
          "tasks leave DRAINING instances as soon as the floor lets them (SS-103 to SS-105)",
          Situation.DRAINING,
          TickLaws::draining);

  static final Law BREAKER =
      TickCheck.law(
          "a breaker trips at its threshold (DEP-78 to DEP-84)",
          Situation.FAILING,
          TickLaws::breaker);

  static final Law TRIPPED =
      EntryCheck.law(
          "no breaker trips below its threshold (DEP-78 to DEP-84)",
          TickLaws::trippedEarly,
          EntryKind.DEPLOYMENT);

  static final Law STEADY =
      TickCheck.law(
          "a service says that it is steady when it becomes so, and every six hours (SS-121 to"
              + " SS-123)",
          Situation.ANY,
          TickLaws::steadiness);

  private static final long SIX_HOURS = 6 * 3600 * 1000L;

  private TickLaws() {}

  // Starts.

  private static String unstarted(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    if (service.rebalancing || !facts.launches().mayLaunch(primary)) {
      return "";
    }
    int desired = wanted.desiredCount();
    Headcount head = Headcount.of(facts, primary);
    int room = Headcount.room(facts, service);
    int missing = head.missing(desired);
    boolean atOnce =
        primary.rollout == RolloutState.COMPLETED
            && service.hasOnlyPrimary()
            && missing > service.leavingForReplacement + Headcount.leftInThisTick(facts, service);
    return (room > 0 && head.staying() < desired) || atOnce
        ? head + " of " + desired + " wanted, and none was started, with room for " + room
        : "";
  }

  // Stops.

  private static String surplus(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    Headcount head = Headcount.of(facts, primary);
    if (!head.isTooMuch(service, wanted.desiredCount())) {
      return "";
    }
    return anyOf(service, task -> !task.isInOpenPair() && !task.isDraining())
        ? head + " of " + wanted.desiredCount() + " wanted, and none is told to stop"
        : "";
  }

  /** Returns whether there is such a live task that protection does not keep. */
  private static boolean anyOf(KnownService service, Predicate<KnownTask> such) {
    for (KnownTask task : service.tasks) {
      if (!task.told && such.test(task) && !Facts.isProtected(task)) {
        return true;
      }
    }
    return false;
  }

  private static String sources(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    if (primary.rollout == RolloutState.FAILED
        || service.hasOnlyPrimary()
        || service.rebalancing
        || !Headcount.isReplica(wanted)) {
      return "";
    }
    int lower = wanted.lowerBound();
    int sources = 0;
    int healthyTargets = 0;
    for (KnownTask task : service.tasks) {
      boolean target = task.deployment == primary;
      // An unhealthy task and its replacement stand for one.
      boolean second = task.replaces != null && task.isInOpenPair();
      sources += task.told || target || second ? 0 : 1;
      healthyTargets += target && task.healthy && !task.isDraining() ? 1 : 0;
    }
    if (sources <= Math.max(0, lower - healthyTargets)) {
      return "";
    }
    boolean mayGo =
        anyOf(
            service,
            task ->
                task.deployment != primary
                    && !task.isInOpenPair()
                    && (!task.healthy || service.healthy > lower));
    return mayGo
        ? sources
            + " old tasks stay, the floor is "
            + lower
            + ", healthy new ones "
            + healthyTargets
        : "";
  }

  private static String draining(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    if (anyOf(service, task -> task.isDraining() && task.isStarting())) {
      return "a task that is not RUNNING yet stays on a DRAINING instance";
    }
    int lower = wanted.lowerBound();
    boolean mayGo =
        anyOf(
            service,
            task ->
                task.isDraining()
                    && task.deployment == primary
                    && (task.healthy ? service.healthy > lower : service.healthy >= lower));
    return mayGo
        ? "a task stays on a DRAINING instance, with "
            + service.healthy
            + " healthy and a floor of "
            + lower
        : "";
  }

  // Deployments.

  private static String breaker(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    if (primary.failures == 0
        || primary.rollout != RolloutState.IN_PROGRESS
        || primary.failuresAt == facts.moment().now()) {
      return "";
    }
    CircuitBreaker breaker = wanted.configuration().circuitBreaker();
    int threshold = threshold(breaker, wanted.desiredCount());
    return breaker.enable()
            && wanted.status() == ServiceStatus.ACTIVE
            && primary.failures >= threshold
        ? primary + " counts " + primary.failures + " failures, the threshold is " + threshold
        : "";
  }

  private static String trippedEarly(Facts facts, JournalEntry entry) {
    KnownDeployment deployment = facts.deployment(entry);
    boolean byBreaker =
        entry.text().equals("failed")
            && Reason.of(entry).words().endsWith(" failed tasks, the threshold is {1}");
    if (deployment == null || !byBreaker) {
      return "";
    }
    ServiceView wanted = facts.wanted(deployment.service);
    int threshold = threshold(wanted.configuration().circuitBreaker(), wanted.desiredCount());
    return deployment.failures < threshold
        ? deployment
            + " trips its breaker with "
            + deployment.failures
            + " failures, the threshold is "
            + threshold
        : "";
  }

  static int threshold(CircuitBreaker breaker, int desired) {
    int share = (int) (((long) breaker.value() * desired + 99) / 100);
    return switch (breaker.type()) {
      case COUNT -> breaker.value();
      case BOUNDED_PERCENT -> Math.min(200, Math.max(3, share));
      case UNBOUNDED_PERCENT -> Math.max(1, share);
    };
  }

  // Steady state.

  private static String steadiness(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    long now = facts.moment().now();
    boolean says = service.saysSteadyIn == facts.moment().turn();
    boolean steady = isSteady(facts, service, primary, wanted);
    if (says && !steady) {
      return "it says that it is steady, but is not";
    }
    boolean entering = steady && (!service.wasSteady || service.askedAgain);
    boolean repeats = steady && now - service.lastSteadyAt >= SIX_HOURS;
    service.wasSteady = steady;
    if (says) {
      service.lastSteadyAt = now;
    }
    if (steady) {
      service.askedAgain = false;
    }
    if (says == (entering || repeats)) {
      return "";
    }
    return says ? "it says again that it is steady" : "it is steady and does not say so";
  }

  private static boolean isSteady(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    int desired = wanted.desiredCount();
    return primary.rollout == RolloutState.COMPLETED
        && service.actedIn != facts.moment().turn()
        && service.othersAreGone()
        && service.live == desired
        && service.healthy == desired
        && wanted.status() == ServiceStatus.ACTIVE;
  }
}
