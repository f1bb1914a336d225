package dev.steadystate.testkit.law;

import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.view.ServiceSnapshot;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What a tick leaves undone: nothing. Where a rule lets the scheduler act now, it has acted, so
 * after each tick no such thing is left to do.
 */
final class TickLaws {
  static final Law STARTS =
      Law.watching(
          "what is missing starts as soon as bounds and throttle let it (SS-9, DEP-50)",
          facts -> new StartsCheck(facts, new ThrottleLaws.Delays(facts)));

  static final Law SURPLUS =
      afterTick(
          "no task above the desired count stays that may go (SS-60, DEP-68)", TickLaws::surplus);

  static final Law SOURCES =
      afterTick(
          "old tasks go as soon as the floor does not need them (DEP-46, DEP-47)",
          TickLaws::sources);

  static final Law DRAINING =
      afterTick(
          "tasks leave DRAINING instances as soon as the floor lets them (SS-103 to SS-105)",
          TickLaws::draining);

  static final Law BREAKER =
      afterTick(
          "a breaker trips at its threshold and not before (DEP-78 to DEP-84)", TickLaws::breaker);

  static final Law COMPLETED =
      afterTick(
          "a deployment completes at the tick that finds it done (DEP-70)", TickLaws::completed);

  static final Law STEADY =
      Law.watching(
          "a service says that it is steady when it becomes so, and every six hours (SS-121 to SS-123)",
          facts -> new SteadyCheck(facts));

  static final Law ORDER =
      Law.watching(
          "scale-in takes the least useful tasks first (SS-64)", facts -> new OrderCheck(facts));

  private static final long SIX_HOURS = 6 * 3600 * 1000L;

  private TickLaws() {}

  /** A law about each ACTIVE replica service after a tick. */
  private static Law afterTick(String name, BiFunction<Facts, KnownService, String> wrong) {
    return Law.watching(
        name,
        facts ->
            new Check() {
              @Override
              public String instant(long at) {
                return facts.isTick() ? first(facts, service -> wrong.apply(facts, service)) : "";
              }
            });
  }

  private static String first(Facts facts, Function<KnownService, String> wrong) {
    for (KnownService service : facts.services()) {
      String found = service.isThere() ? wrong.apply(service) : "";
      if (!found.isEmpty()) {
        return service + ": " + found;
      }
    }
    return "";
  }

  private static boolean isReplica(ServiceSnapshot service) {
    return service.status() == ServiceStatus.ACTIVE
        && service.schedulingStrategy() == SchedulingStrategy.REPLICA
        && service.definition().targetGroups().isEmpty();
  }

  // Starts.

  /** Follows the throttle as well, to know when nothing may start. */
  private record StartsCheck(Facts facts, ThrottleLaws.Delays delays) implements Check {
    @Override
    public String entry(JournalEntry entry) {
      return delays.entry(entry);
    }

    @Override
    public String instant(long at) {
      String unused = delays.instant(at);
      return facts.isTick() ? first(facts, service -> unstarted(facts, service, delays)) : "";
    }
  }

  private static String unstarted(Facts facts, KnownService service, ThrottleLaws.Delays delays) {
    KnownDeployment primary = service.primary;
    if (primary == null
        || primary.rollout == RolloutState.FAILED
        || service.hinderedIn == facts.turn()
        || delays.launchesFrom(primary) > facts.now()
        || !service.isPlain()) {
      return "";
    }
    if (primary.live >= facts.desiredCount(service)) {
      return "";
    }
    ServiceSnapshot wanted = facts.wanted(service);
    int missing = wanted.desiredCount() - primary.live;
    if (!isReplica(wanted) || missing <= 0) {
      return "";
    }
    int left = leftInThisTick(facts, service);
    int room = KnownService.upper(wanted) - ServiceLaws.occupying(facts, service) - left;
    boolean atOnce =
        primary.rollout == RolloutState.COMPLETED
            && service.hasOnlyPrimary()
            && missing > service.leavingForReplacement + left;
    return room > 0 || atOnce
        ? missing
            + " of "
            + wanted.desiredCount()
            + " are missing and did not start, with room for "
            + room
        : "";
  }

  /** A task stopped in this tick still occupies, however soon it is gone (DEP-44). */
  private static int leftInThisTick(Facts facts, KnownService service) {
    int left = 0;
    for (KnownTask task : facts.toldNow()) {
      left += task.service == service && task.byScheduler && !task.isOccupying() ? 1 : 0;
    }
    return left;
  }

  // Stops.

  private static String surplus(Facts facts, KnownService service) {
    KnownDeployment primary = service.primary;
    if (primary == null
        || primary.rollout != RolloutState.COMPLETED
        || !service.hasOnlyPrimary()
        || !service.isPlain()
        || service.live <= facts.desiredCount(service)) {
      return "";
    }
    ServiceSnapshot wanted = facts.wanted(service);
    if (!isReplica(wanted) || service.live <= wanted.desiredCount()) {
      return "";
    }
    for (KnownTask task : service.tasks.values()) {
      if (!task.told && task.isDraining()) {
        return "";
      }
    }
    return anyThat(facts, service, task -> !task.told)
        ? service.live + " live of " + wanted.desiredCount() + " wanted, and none is told to stop"
        : "";
  }

  private interface Among {
    boolean test(KnownTask task);
  }

  private static boolean anyThat(Facts facts, KnownService service, Among among) {
    for (KnownTask task : service.tasks.values()) {
      if (among.test(task) && !facts.isProtected(task)) {
        return true;
      }
    }
    return false;
  }

  private static String sources(Facts facts, KnownService service) {
    KnownDeployment primary = service.primary;
    if (primary == null
        || primary.rollout == RolloutState.FAILED
        || service.hasOnlyPrimary()
        || !service.isPlain()) {
      return "";
    }
    ServiceSnapshot wanted = facts.wanted(service);
    if (!isReplica(wanted)) {
      return "";
    }
    int lower = KnownService.lower(wanted);
    int sources = 0;
    int healthyTargets = 0;
    for (KnownTask task : service.tasks.values()) {
      boolean target = task.deployment == primary;
      sources += task.told || target ? 0 : 1;
      healthyTargets += target && task.healthy && !task.isDraining() ? 1 : 0;
    }
    if (sources <= Math.max(0, lower - healthyTargets)) {
      return "";
    }
    boolean mayGo =
        anyThat(
            facts,
            service,
            task ->
                !task.told
                    && task.deployment != primary
                    && (!task.healthy || service.healthy > lower));
    return mayGo
        ? sources
            + " old tasks stay, the floor is "
            + lower
            + ", healthy new ones "
            + healthyTargets
        : "";
  }

  private static String draining(Facts facts, KnownService service) {
    KnownDeployment primary = service.primary;
    if (primary == null || !facts.anyDraining(service)) {
      return "";
    }
    ServiceSnapshot wanted = facts.wanted(service);
    if (!isReplica(wanted)) {
      return "";
    }
    if (anyThat(
        facts,
        service,
        task -> !task.told && task.isDraining() && task.status.compareTo(LastStatus.RUNNING) < 0)) {
      return "a task that is not RUNNING yet stays on a DRAINING instance";
    }
    int lower = KnownService.lower(wanted);
    boolean mayGo =
        anyThat(
            facts,
            service,
            task ->
                !task.told
                    && task.isDraining()
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

  private static String breaker(Facts facts, KnownService service) {
    KnownDeployment primary = service.primary;
    boolean failedNow = primary != null && primary.failedByBreakerAt == facts.now();
    if (primary == null
        || (!failedNow
            && (primary.failures == 0
                || primary.rollout != RolloutState.IN_PROGRESS
                || primary.failuresAt == facts.now()))) {
      return "";
    }
    ServiceSnapshot wanted = facts.wanted(service);
    CircuitBreaker breaker = wanted.definition().deploymentConfiguration().circuitBreaker();
    int threshold = threshold(breaker, wanted.desiredCount());
    return breaker.enable()
            && wanted.status() == ServiceStatus.ACTIVE
            && !failedNow
            && primary.failures >= threshold
        ? primary + " counts " + primary.failures + " failures, the threshold is " + threshold
        : "";
  }

  private static int threshold(CircuitBreaker breaker, int desired) {
    int share = (int) (((long) breaker.value() * desired + 99) / 100);
    return switch (breaker.type()) {
      case COUNT -> breaker.value();
      case BOUNDED_PERCENT -> Math.min(200, Math.max(3, share));
      case UNBOUNDED_PERCENT -> Math.max(1, share);
    };
  }

  private static String completed(Facts facts, KnownService service) {
    KnownDeployment primary = service.primary;
    if (primary == null
        || primary.rollout != RolloutState.IN_PROGRESS
        || !service.othersAreGone()
        || service.actedIn == facts.turn()
        || service.healthy != primary.live) {
      return "";
    }
    ServiceSnapshot wanted = facts.wanted(service);
    facts.settle(service);
    boolean done =
        isReplica(wanted)
            && !wanted.definition().deploymentConfiguration().alarms().enable()
            && primary.live == wanted.desiredCount()
            && service.healthy == primary.live
            && !facts.anyDraining(service);
    return done ? primary + " has all it wants, " + primary.live + " healthy tasks" : "";
  }

  // Steady state.

  private static final class SteadyCheck implements Check {
    private final Facts facts;

    SteadyCheck(Facts facts) {
      this.facts = facts;
    }

    @Override
    public String instant(long at) {
      if (!facts.isTick()) {
        return "";
      }
      for (KnownService service : facts.services()) {
        if (service.isThere()) {
          String wrong = look(service, at);
          if (!wrong.isEmpty()) {
            return service + " " + wrong;
          }
        }
      }
      return "";
    }

    private String look(KnownService service, long at) {
      boolean says = service.saysSteadyIn == facts.turn();
      boolean steady = isSteady(service);
      if (says && !steady) {
        return "says that it is steady, but is not";
      }
      boolean entering = steady && (!service.wasSteady || service.askedAgain);
      boolean repeats = steady && at - service.lastSteadyAt >= SIX_HOURS;
      boolean shouldSay = entering || repeats;
      service.wasSteady = steady;
      if (says) {
        service.lastSteadyAt = at;
      }
      if (steady) {
        service.askedAgain = false;
      }
      if (says == shouldSay) {
        return "";
      }
      return says ? "says again that it is steady" : "is steady and does not say so";
    }

    private boolean isSteady(KnownService service) {
      KnownDeployment primary = service.primary;
      if (primary == null
          || primary.rollout != RolloutState.COMPLETED
          || service.actedIn == facts.turn()
          || !service.othersAreGone()) {
        return false;
      }
      facts.settle(service);
      int desired = facts.desiredCount(service);
      return service.live == desired && service.healthy == desired && facts.isActive(service);
    }
  }

  // Who goes first.

  private record OrderCheck(Facts facts) implements Check {
    private static boolean isScaledIn(KnownTask task) {
      return task.stopWhy.contains(" too many of ");
    }

    @Override
    public String instant(long at) {
      for (KnownTask stopped : facts.toldNow()) {
        KnownService service = stopped.service;
        if (service == null || !isScaledIn(stopped) || !service.isPlain()) {
          continue;
        }
        for (KnownTask stays : service.tasks.values()) {
          if (!stays.told
              && stays.deployment == stopped.deployment
              && !stays.isDraining()
              && stays.createdAt < at
              && stays.rank() < stopped.rankWhenTold
              && !facts.isProtected(stays)) {
            return stopped + " was stopped before " + stays;
          }
        }
      }
      return "";
    }
  }
}
