package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.view.ServiceCounts;
import java.util.Locale;

/** How many tasks a service may have, and of which deployment. */
final class ServiceLaws {
  static final Law CEILING =
      EntryCheck.ofTasks(
          "no start that the ceiling limits exceeds it (SS-9, SS-33, DEP-50)",
          ServiceLaws::aboveCeiling,
          EntryKind.TASK_STARTED);

  static final Law MISSING =
      EntryCheck.ofTasks(
          "no more tasks start than are missing (SS-50, SS-105, DEP-50)",
          ServiceLaws::notMissing,
          EntryKind.TASK_STARTED);

  static final Law FLOOR =
      EntryCheck.ofTasks(
          "no healthy task that the floor needs is stopped, but to scale in (DEP-47, SS-105)",
          ServiceLaws::belowFloor,
          EntryKind.TASK_STOPPING);

  static final Law LAUNCHES =
      EntryCheck.ofTasks(
          "only the primary and completed deployments launch, and none that failed (DEP-50, 62,"
              + " 64)",
          ServiceLaws::wrongLaunch,
          EntryKind.TASK_STARTED);

  static final Law FAILURES =
      EntryCheck.law(
          "no more failures are counted than tasks failed or found no place (DEP-84)",
          ServiceLaws::tooManyFailures,
          EntryKind.FAILURE_COUNTED);

  static final Law HEADCOUNT =
      Law.watching(
          "a service's counts are those of its tasks (TK-110 to TK-113, SS-6, SS-31)",
          HeadcountCheck::new);

  private ServiceLaws() {}

  private static String aboveCeiling(Facts facts, KnownTask task) {
    KnownService service = task.service;
    if (service == null) {
      return "";
    }
    ServiceView wanted = facts.wanted(service);
    int occupying = Headcount.occupying(facts, service);
    if (wanted.schedulingStrategy() == SchedulingStrategy.DAEMON
        || occupying <= wanted.upperBound()) {
      return "";
    }
    // Gaps are filled at once; deferred clean-up leaves old tasks beside a deployment that is over
    // (SS-9, DEP-74).
    KnownDeployment primary = service.primary;
    boolean fillsGap =
        primary != null
            && primary.rollout == RolloutState.COMPLETED
            && !task.why.isReplacement()
            && primary.live - Headcount.of(facts, primary).replaced()
                <= wanted.desiredCount() - service.leavingForReplacement;
    return fillsGap
        ? ""
        : task
            + " is one too many: "
            + occupying
            + " occupy, the ceiling is "
            + wanted.upperBound()
            + " and "
            + service.live
            + " of "
            + wanted.desiredCount()
            + " live";
  }

  /** Replacements of unhealthy tasks, and tasks that balance zones, start beside those wanted. */
  private static String notMissing(Facts facts, KnownTask task) {
    KnownService service = task.service;
    KnownDeployment primary = task.deployment;
    if (service == null
        || primary == null
        || primary != service.primary
        || task.why.isReplacement()
        || service.rebalancing) {
      return "";
    }
    ServiceView wanted = facts.wanted(service);
    if (!Headcount.isReplica(wanted) || primary.live <= wanted.desiredCount()) {
      return "";
    }
    facts.settle(service);
    Headcount head = Headcount.of(facts, primary);
    return head.staying() > wanted.desiredCount()
        ? task + " is one too many: " + head + " of " + wanted.desiredCount() + " wanted"
        : "";
  }

  private static String belowFloor(Facts facts, KnownTask task) {
    if (task.service == null || !task.byScheduler || !task.healthyWhenTold) {
      return "";
    }
    ServiceView wanted = facts.wanted(task.service);
    return Headcount.isReplica(wanted)
            && task.service.healthy < wanted.lowerBound()
            && !isPlainScaleIn(task, task.service, wanted.desiredCount())
        ? task
            + " was healthy; without it "
            + task.service.healthy
            + " are, and the floor is "
            + wanted.lowerBound()
        : "";
  }

  /** Outside deployments the floor does not limit scale-in (SS-9). */
  private static boolean isPlainScaleIn(KnownTask task, KnownService service, int desiredCount) {
    return task.stopWhy.isScaleIn()
        && service.primary != null
        && service.primary.rollout == RolloutState.COMPLETED
        && service.hasOnlyPrimary()
        && !task.isDraining()
        && service.live >= desiredCount;
  }

  private static String wrongLaunch(Facts facts, KnownTask task) {
    KnownDeployment deployment = task.deployment;
    if (deployment == null || deployment == deployment.service.primary) {
      return deployment != null && deployment.rollout == RolloutState.FAILED
          ? task + " was launched by " + deployment + ", which is FAILED"
          : "";
    }
    return deployment.rollout == RolloutState.COMPLETED
        ? ""
        : task
            + " was launched by "
            + deployment
            + ", which is not the primary and is "
            + deployment.rollout;
  }

  private static String tooManyFailures(Facts facts, JournalEntry entry) {
    KnownDeployment deployment = facts.deployment(entry);
    return deployment != null && deployment.failures > deployment.failed + deployment.refused
        ? deployment
            + " counts "
            + deployment.failures
            + " failures, but "
            + deployment.failed
            + " tasks failed and "
            + deployment.refused
            + " found no place"
        : "";
  }

  private record HeadcountCheck(Facts facts) implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of();
    }

    @Override
    public String instant(long at) {
      for (KnownService service : facts.stirred()) {
        String wrong = service.isThere() ? difference(service, facts.counts(service)) : "";
        if (!wrong.isEmpty()) {
          return wrong;
        }
      }
      return "";
    }

    private String difference(KnownService service, ServiceCounts shown) {
      facts.settle(service);
      int unhealthy = unhealthy(facts.wanted(service));
      return shown.runningCount() != service.running
              || shown.pendingCount() != service.pending
              || shown.healthyCount() != service.healthy
              || unhealthy != service.unhealthy
          ? String.format(
              Locale.ROOT,
              "%s shows %d running, %d pending, %d healthy and %d unhealthy, but %d, %d, %d and %d"
                  + " are",
              service,
              shown.runningCount(),
              shown.pendingCount(),
              shown.healthyCount(),
              unhealthy,
              service.running,
              service.pending,
              service.healthy,
              service.unhealthy)
          : "";
    }

    private static int unhealthy(ServiceView shown) {
      int unhealthy = 0;
      for (DeploymentView deployment : shown.deployments()) {
        unhealthy += deployment.count(Condition.UNHEALTHY);
      }
      return unhealthy;
    }
  }
}
