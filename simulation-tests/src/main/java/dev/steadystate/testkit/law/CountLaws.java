package dev.steadystate.testkit.law;

import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.ServiceView;

/** What deployments show of themselves: how many tasks are wanted, and how many failed. */
final class CountLaws {
  static final Law DESIRED =
      TickCheck.law(
          "a deployment shows as desired what it has and may start by its bounds (DEP-19)",
          Situation.ANY,
          CountLaws::wrongDesired);

  static final Law KEPT =
      TickCheck.law(
          "old deployments show as desired no more than the floor needs beside healthy new tasks,"
              + " and more only when more are wanted (DEP-46, DEP-49, DEP-60)",
          Situation.ANY,
          CountLaws::keptTooMany);

  static final Law LEDGER =
      TickCheck.law(
          "each failed task and each refused launch is counted once, by the tick that sees it"
              + " (DEP-84)",
          Situation.FAILING,
          CountLaws::miscounted);

  static final Law RESET =
      TickCheck.law(
          "a healthy task brings the failures back to 0 where resetOnHealthyTask says so (DEP-86)",
          Situation.FAILING,
          CountLaws::notReset);

  static final Law OVERTAKEN =
      TickCheck.law(
          "the failures of a deployment that was overtaken are void (DEP-64)",
          Situation.MIXED,
          CountLaws::notVoid);

  private CountLaws() {}

  // Desired counts.

  private static String wrongDesired(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    if (wanted.status() != ServiceStatus.ACTIVE) {
      return "";
    }
    int shown = wanted.primary().desiredCount();
    if (primary.rollout == RolloutState.COMPLETED) {
      return wrong(primary, shown, wanted.desiredCount());
    }
    if (!Headcount.isReplica(wanted) || service.rebalancing) {
      return "";
    }
    int staying = Headcount.of(facts, primary).staying();
    int missing = Math.max(0, wanted.desiredCount() - staying);
    int room = Headcount.room(facts, service) - missingOfSources(service, wanted);
    boolean failed = primary.rollout == RolloutState.FAILED;
    int starts = failed ? 0 : Math.min(missing, Math.max(0, room));
    return wrong(primary, shown, Math.min(wanted.desiredCount(), primary.live + starts));
  }

  private static String wrong(KnownDeployment deployment, int shown, int expected) {
    return shown == expected
        ? ""
        : deployment + " shows " + shown + " as desired, but wants " + expected;
  }

  /** Returns how many lost tasks of old deployments are replaced in kind (DEP-50 b). */
  static int missingOfSources(KnownService service, ServiceView wanted) {
    int missing = 0;
    int room = 0;
    for (DeploymentView source : wanted.deployments()) {
      KnownDeployment known = service.deployment(source.ordinal());
      if (known == null || known == service.primary) {
        continue;
      }
      int staying = known.live - openPairs(service, known);
      room += source.desiredCount() - staying;
      missing +=
          known.rollout == RolloutState.COMPLETED
              ? Math.max(0, source.desiredCount() - staying)
              : 0;
    }
    return Math.max(0, Math.min(missing, room));
  }

  private static int openPairs(KnownService service, KnownDeployment deployment) {
    if (service.replacements.isEmpty()) {
      return 0;
    }
    int open = 0;
    for (KnownTask task : service.replacements) {
      open += task.deployment == deployment && task.isInOpenPair() ? 1 : 0;
    }
    return open;
  }

  private static String keptTooMany(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    if (!Headcount.isReplica(wanted)) {
      return "";
    }
    int kept = 0;
    for (DeploymentView source : wanted.deployments()) {
      kept += source.ordinal() == wanted.primary().ordinal() ? 0 : source.desiredCount();
    }
    int before = primary.kept;
    boolean raised = wanted.desiredCount() > primary.keptFor;
    primary.kept = kept;
    primary.keptFor = wanted.desiredCount();
    if (kept > before && !raised) {
      return kept + " old tasks are to be kept, after " + before;
    }
    if (kept == 0) {
      return "";
    }
    int floor = wanted.lowerBound();
    int needed =
        primary.rollout == RolloutState.FAILED
            ? floor
            : Math.max(0, floor - CompletionLaws.healthyStaying(service, primary));
    boolean looked = service.actedIn != facts.moment().turn();
    return looked && kept > needed
        ? kept + " old tasks are to be kept, but " + needed + " are needed"
        : "";
  }

  // Failures.

  private static String miscounted(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    if (primary.rollout == RolloutState.FAILED
        || wanted.status() != ServiceStatus.ACTIVE
        || primary.uncounted == 0) {
      return "";
    }
    return primary.uncounted > 0
        ? primary + " leaves " + primary.uncounted + " failures uncounted"
        : primary + " counts " + -primary.uncounted + " failures that are none";
  }

  private static String notReset(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    if (!primary.healthyNews
        || primary.failures == 0
        || primary.rollout == RolloutState.FAILED
        || primary.failuresAt == facts.moment().now()) {
      return "";
    }
    return wanted.status() == ServiceStatus.ACTIVE
            && wanted.configuration().circuitBreaker().resetOnHealthyTask()
        ? primary + " still counts " + primary.failures + " failures, though a task is healthy"
        : "";
  }

  private static String notVoid(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    for (DeploymentView listed : wanted.deployments()) {
      if (listed.ordinal() != wanted.primary().ordinal()
          && listed.rolloutState() == RolloutState.IN_PROGRESS
          && listed.failedTasks() != 0
          && wanted.status() == ServiceStatus.ACTIVE) {
        return listed.id() + " was overtaken and counts " + listed.failedTasks() + " failures";
      }
    }
    return "";
  }
}
