package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.view.DeploymentSnapshot;
import dev.steadystate.core.view.ServiceDeploymentSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What service deployments show of how they ended (DEP-91, DEP-105, DEP-149 to DEP-152). */
final class RecordLaws {
  static final Law ENDS =
      Law.watching(
          "a service deployment shows how its deployment ended, and what breaker and alarms had to"
              + " do with it (DEP-91, DEP-105, DEP-149)",
          facts -> new Ends(facts, new ArrayList<>()));

  static final Law MOVES_ON =
      Law.watching(
          "no service deployment waits for a round longer than until the next (DEP-149)",
          facts -> new MovesOn(facts, new LinkedHashSet<>(), new LinkedHashSet<>()));

  static final Law REVISIONS =
      EntryCheck.law(
          "a deployment is shown with the service revision that has its digits (DEP-12)",
          RecordLaws::ofAnotherRevision,
          EntryKind.DEPLOYMENT);

  private static final ImmutableSet<String> WAITING =
      ImmutableSet.of("PENDING", "STOP_REQUESTED", "ROLLBACK_REQUESTED");

  private static final Optional<String> GOES_ON = Optional.of("IN_PROGRESS");
  private static final String MONITORED = "MONITORING_COMPLETE";
  private static final String TRIGGERED = "TRIGGERED";
  private static final String DISABLED = "DISABLED";

  private static final ImmutableSet<String> FAILED =
      ImmutableSet.of(
          "STOP_REQUESTED",
          "STOPPED",
          "ROLLBACK_IN_PROGRESS",
          "ROLLBACK_SUCCESSFUL",
          "ROLLBACK_FAILED");

  private RecordLaws() {}

  /** Of the many deployments of a service the first few and some are looked at: that is dear. */
  private static boolean isLookedAt(int deployments) {
    return deployments <= 3 || deployments % 8 == 0;
  }

  private static String ofAnotherRevision(Facts facts, JournalEntry entry) {
    KnownService service = facts.service(entry);
    if (service == null
        || !entry.text().startsWith("created with ")
        || !isLookedAt(service.deployments.size())) {
      return "";
    }
    DeploymentSnapshot shown = facts.simulation().service(service.cluster, service.name).primary();
    return shown.id().equals(entry.subject().name())
            && shown.serviceRevisionArn().endsWith(digits(shown.id()))
        ? ""
        : shown.id() + " is shown with " + shown.serviceRevisionArn();
  }

  /** A deployment and its service revision share their digits (DEP-12). */
  private static String digits(String deployment) {
    return deployment.substring(deployment.indexOf('/'));
  }

  private record Ends(Facts facts, List<JournalEntry> ended) implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of(EntryKind.DEPLOYMENT);
    }

    @Override
    public String entry(JournalEntry entry) {
      if (entry.text().equals("completed") || entry.text().equals("failed")) {
        ended.add(entry);
      }
      return "";
    }

    @Override
    public String instant(long at) {
      if (ended.isEmpty()) {
        return "";
      }
      List<JournalEntry> now = List.copyOf(ended);
      ended.clear();
      for (JournalEntry entry : now) {
        KnownService service = facts.service(entry);
        String wrong = service == null || !service.isThere() ? "" : wrong(service, entry);
        if (!wrong.isEmpty()) {
          return service + ": " + wrong;
        }
      }
      return "";
    }

    private String wrong(KnownService service, JournalEntry entry) {
      if (entry.text().equals("completed") && !isLookedAt(service.completions)) {
        String status =
            facts
                .simulation()
                .latestServiceDeploymentStatus(service.cluster, service.name)
                .orElse("");
        return status.endsWith("SUCCESSFUL") ? "" : "its deployment completed, but is " + status;
      }
      ServiceDeploymentSnapshot record =
          facts.simulation().latestServiceDeployment(service.cluster, service.name).orElseThrow();
      if (!isNamed(record, entry.subject().name())) {
        return "neither its target nor its rollback is the revision of "
            + entry.subject().name()
            + ": "
            + record;
      }
      ServiceView wanted = facts.wanted(service);
      String wrong =
          entry.text().equals("completed")
              ? afterCompletion(service, record, wanted)
              : afterFailure(Reason.of(entry).words(), record, wanted);
      return wrong.isEmpty() ? "" : wrong + ": " + record;
    }

    private static boolean isNamed(ServiceDeploymentSnapshot record, String deployment) {
      String digits = digits(deployment);
      return record.target().arn().endsWith(digits)
          || record.rollback().filter(it -> it.serviceRevisionArn().endsWith(digits)).isPresent();
    }

    private static String afterCompletion(
        KnownService service, ServiceDeploymentSnapshot record, ServiceView wanted) {
      boolean rollback = record.status().equals("ROLLBACK_SUCCESSFUL");
      if (!rollback && !record.status().equals("SUCCESSFUL")) {
        return "its deployment completed";
      }
      if (record.finishedAt().isEmpty()
          || record.stoppedAt().isPresent()
          || record.rollback().isPresent() != rollback) {
        return "it shows no end, or a rollback that was none";
      }
      if (rollback) {
        return ""; // It goes on showing what made it roll back.
      }
      String breaker = wanted.configuration().circuitBreaker().enable() ? MONITORED : DISABLED;
      boolean watched = service.primary != null && AlarmLaws.isWatched(wanted, service.primary);
      return record.circuitBreaker().status().equals(breaker)
              && record.alarms().status().equals(watched ? MONITORED : DISABLED)
          ? ""
          : "breaker and alarms are not shown as over";
    }

    private static String afterFailure(
        String reason, ServiceDeploymentSnapshot record, ServiceView wanted) {
      if (record.statusReason().isEmpty() || !FAILED.contains(record.status())) {
        return "its deployment failed";
      }
      if (record.rollback().isPresent() && record.status().equals("ROLLBACK_FAILED")) {
        return ""; // A rollback that fails goes on showing what it was for.
      }
      if (reason.endsWith(" failed tasks, the threshold is {1}")) {
        CircuitBreaker breaker = wanted.configuration().circuitBreaker();
        int threshold = TickLaws.threshold(breaker, wanted.desiredCount());
        return record.circuitBreaker().status().equals(TRIGGERED)
                && record.circuitBreaker().threshold() == threshold
            ? ""
            : "its breaker tripped at " + threshold;
      }
      if (reason.endsWith(" of its alarms are in ALARM")) {
        return record.alarms().status().equals(TRIGGERED) && !record.alarms().triggered().isEmpty()
            ? ""
            : "its alarms failed it";
      }
      return "";
    }
  }

  /**
   * Looks at the records of services that were asked something, and in the next tick at those that
   * failed in this one.
   */
  private record MovesOn(Facts facts, Set<KnownService> asked, Set<KnownService> failed)
      implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of(EntryKind.DEPLOYMENT, EntryKind.CALL);
    }

    @Override
    public String entry(JournalEntry entry) {
      KnownService service = facts.service(entry);
      if (service != null && entry.text().equals("failed")) {
        failed.add(service);
      } else if (service != null && !entry.text().equals("completed")) {
        asked.add(service);
      }
      return "";
    }

    @Override
    public String instant(long at) {
      if (!facts.moment().isTick() || (asked.isEmpty() && failed.isEmpty())) {
        return "";
      }
      String wrong = "";
      for (KnownService service : asked) {
        if (service.isThere() && facts.isActive(service) && !failed.contains(service)) {
          wrong = wrong.isEmpty() ? waiting(service) : wrong;
        }
      }
      asked.clear();
      asked.addAll(failed);
      failed.clear();
      return wrong;
    }

    /** While its deployment goes on there is nothing to be seen but that. */
    private String waiting(KnownService service) {
      Optional<String> status =
          facts.simulation().latestServiceDeploymentStatus(service.cluster, service.name);
      if (status.equals(GOES_ON)) {
        return "";
      }
      return facts
          .simulation()
          .latestServiceDeployment(service.cluster, service.name)
          .filter(
              record ->
                  WAITING.contains(record.status())
                      || record.stoppedAt().isPresent() != record.status().equals("STOPPED"))
          .map(record -> service + " leaves it waiting, or does not show its end: " + record)
          .orElse("");
    }
  }
}
