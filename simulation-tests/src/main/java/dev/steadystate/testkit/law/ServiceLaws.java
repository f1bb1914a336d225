package dev.steadystate.testkit.law;

import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.view.ServiceCounts;
import dev.steadystate.core.view.ServiceSnapshot;
import java.util.Locale;

/** How many tasks a service may have, and of which deployment. */
final class ServiceLaws {
  static final Law CEILING =
      Law.watching(
          "no start that the ceiling limits exceeds it (SS-9, SS-33, DEP-50)",
          facts -> new CeilingCheck(facts));

  static final Law FLOOR =
      Law.watching(
          "no healthy task that the floor needs is stopped, but to scale in (DEP-47, SS-105)",
          facts -> new FloorCheck(facts));

  static final Law LAUNCHES =
      Law.watching(
          "only the primary and completed deployments launch, and none that failed (DEP-50, 62, 64)",
          facts -> new LaunchCheck(facts));

  static final Law COMPLETION =
      Law.watching(
          "a deployment completes with all its tasks healthy and no others (DEP-70)",
          facts -> new CompletionCheck(facts));

  static final Law FAILURES =
      Law.watching(
          "no more failures are counted than tasks failed or found no place (DEP-84)",
          facts -> new FailureCheck(facts));

  static final Law HEADCOUNT =
      Law.watching(
          "a service's counts are those of its tasks (TK-110 to TK-113)",
          facts -> new HeadcountCheck(facts));

  private ServiceLaws() {}

  /** The ceiling counts tasks that leave only where the parameter says so (SS-5). */
  static int occupying(Facts facts, KnownService service) {
    return facts.simulation().parameters().maxPercentCountsStopping()
        ? service.occupying
        : service.live;
  }

  private record CeilingCheck(Facts facts) implements Check {
    @Override
    public String entry(JournalEntry entry) {
      KnownTask task = facts.subject();
      if (entry.kind() != EntryKind.TASK_STARTED || task == null || task.service == null) {
        return "";
      }
      KnownService service = task.service;
      ServiceSnapshot wanted = facts.wanted(service);
      if (wanted.schedulingStrategy() == SchedulingStrategy.DAEMON) {
        return "";
      }
      int upper = KnownService.upper(wanted);
      int occupying = occupying(facts, service);
      if (occupying <= upper) {
        return "";
      }
      // Deferred clean-up leaves old tasks beside a deployment that is over (DEP-74).
      KnownDeployment primary = service.primary;
      int gaps = wanted.desiredCount() - service.leavingForReplacement;
      // A replacement and the unhealthy task it replaces stand for one.
      int wellOrAlone = primary == null ? 0 : primary.live - service.unhealthy;
      return primary == null || primary.rollout != RolloutState.COMPLETED || wellOrAlone > gaps
          ? task
              + " is one too many: "
              + occupying
              + " occupy, the ceiling is "
              + upper
              + " and "
              + service.live
              + " of "
              + wanted.desiredCount()
              + " live"
          : "";
    }
  }

  private record FloorCheck(Facts facts) implements Check {
    @Override
    public String entry(JournalEntry entry) {
      KnownTask task = facts.subject();
      if (entry.kind() != EntryKind.TASK_STOPPING
          || task == null
          || task.service == null
          || !task.byScheduler
          || !task.healthyWhenTold) {
        return "";
      }
      ServiceSnapshot wanted = facts.wanted(task.service);
      int lower = KnownService.lower(wanted);
      return wanted.status() == ServiceStatus.ACTIVE
              && wanted.schedulingStrategy() == SchedulingStrategy.REPLICA
              && wanted.definition().targetGroups().isEmpty()
              && !isPlainScaleIn(task, task.service, wanted.desiredCount())
              && task.service.healthy < lower
          ? task
              + " was healthy; without it "
              + task.service.healthy
              + " are, and the floor is "
              + lower
          : "";
    }
  }

  /** Outside deployments the floor does not limit scale-in (SS-9). */
  private static boolean isPlainScaleIn(KnownTask task, KnownService service, int desiredCount) {
    return service.primary != null
        && service.primary.rollout == RolloutState.COMPLETED
        && service.hasOnlyPrimary()
        && !task.isDraining()
        && service.live >= desiredCount;
  }

  private record LaunchCheck(Facts facts) implements Check {
    @Override
    public String entry(JournalEntry entry) {
      KnownTask task = facts.subject();
      if (entry.kind() != EntryKind.TASK_STARTED || task == null || task.service == null) {
        return "";
      }
      KnownDeployment deployment = task.deployment;
      if (deployment == null || deployment == task.service.primary) {
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
  }

  private record CompletionCheck(Facts facts) implements Check {
    @Override
    public String entry(JournalEntry entry) {
      if (entry.kind() != EntryKind.DEPLOYMENT || !entry.text().equals("completed")) {
        return "";
      }
      KnownService service = facts.service(entry.subject().cluster(), entry.subject().service());
      if (service == null || service.primary == null) {
        return "";
      }
      if (!service.primary.id.equals(entry.subject().name())) {
        return entry.subject().name() + " completed, but the primary is " + service.primary;
      }
      ServiceSnapshot wanted = facts.wanted(service);
      if (wanted.definition().deploymentConfiguration().earlySuccess().enable()) {
        return "";
      }
      facts.settle(service);
      for (KnownTask task : service.tasks.values()) {
        if (task.deployment != service.primary) {
          return entry.subject().name() + " completed while " + task + " was " + task.status;
        }
      }
      // On a DRAINING instance a daemon task stays, wanted no more, until all others are gone.
      boolean tooMany =
          service.healthy > wanted.desiredCount()
              && wanted.schedulingStrategy() == SchedulingStrategy.REPLICA;
      return wanted.definition().targetGroups().isEmpty()
              && (service.healthy < wanted.desiredCount() || tooMany)
          ? entry.subject().name()
              + " completed with "
              + service.healthy
              + " healthy tasks of "
              + wanted.desiredCount()
          : "";
    }
  }

  private record FailureCheck(Facts facts) implements Check {
    @Override
    public String entry(JournalEntry entry) {
      if (entry.kind() != EntryKind.FAILURE_COUNTED) {
        return "";
      }
      KnownService service = facts.service(entry.subject().cluster(), entry.subject().service());
      KnownDeployment deployment =
          service == null ? null : service.deployments.get(entry.subject().name());
      if (deployment == null) {
        return "";
      }
      int most = deployment.failed + deployment.refused;
      return deployment.failures > most
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
  }

  private record HeadcountCheck(Facts facts) implements Check {
    @Override
    public String instant(long at) {
      for (KnownService service : facts.touched()) {
        ServiceCounts shown = facts.counts(service);
        String wrong = shown == null ? "" : difference(service, shown);
        if (!wrong.isEmpty()) {
          return wrong;
        }
      }
      return "";
    }

    private String difference(KnownService service, ServiceCounts shown) {
      facts.settle(service);
      boolean judged =
          facts.wanted(service).definition().targetGroups().isEmpty()
              && service.healthy != shown.healthyCount();
      return shown.runningCount() != service.running
              || shown.pendingCount() != service.pending
              || judged
          ? String.format(
              Locale.ROOT,
              "%s shows %d running, %d pending and %d healthy, but %d, %d and %d are",
              service,
              shown.runningCount(),
              shown.pendingCount(),
              shown.healthyCount(),
              service.running,
              service.pending,
              service.healthy)
          : "";
    }
  }
}
