package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.journal.TaskIds;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells service events and deployments as EventBridge hears them (file 4, D; DEP-168). */
final class ServiceChanges {
  private static final String PLACEMENT_FAILURE = "SERVICE_TASK_PLACEMENT_FAILURE";
  private static final String CIRCUIT_BREAKER = "ECS deployment circuit breaker: ";
  private static final String ALARMS = "ECS deployment alarms: ";
  private static final String REQUEST = "ECS deployment rollback requested: ";

  private static final ImmutableMap<EventKind, Action> ACTIONS =
      ImmutableMap.<EventKind, Action>builder()
          .put(EventKind.STEADY, new Action("INFO", "SERVICE_STEADY_STATE"))
          .put(EventKind.STARTED, new Action("INFO", "TASKS_STARTED"))
          .put(EventKind.STARTED_REPLACEMENTS, new Action("INFO", "TASKS_STARTED"))
          .put(EventKind.STARTED_TO_REBALANCE, new Action("INFO", "TASKS_STARTED"))
          .put(EventKind.STOPPED, new Action("INFO", "TASKS_STOPPED"))
          .put(EventKind.STOPPED_TO_REBALANCE, new Action("INFO", "TASKS_STOPPED"))
          .put(EventKind.THROTTLED, new Action("WARN", "SERVICE_TASK_START_IMPAIRED"))
          .put(EventKind.UNPLACED, new Action("ERROR", PLACEMENT_FAILURE))
          .put(EventKind.UNPLACED_IN_ZONE, new Action("ERROR", PLACEMENT_FAILURE))
          .put(EventKind.UNPLACED_IN_FARGATE_ZONE, new Action("ERROR", PLACEMENT_FAILURE))
          .put(EventKind.LAUNCHES_LIMITED, new Action("ERROR", "ECS_OPERATION_THROTTLED"))
          .put(EventKind.NOT_AZ_BALANCED, new Action("INFO", "SERVICE_REBALANCING_STARTED"))
          .put(EventKind.AZ_BALANCED, new Action("INFO", "SERVICE_REBALANCING_COMPLETED"))
          .put(EventKind.REBALANCE_STOPPED, new Action("INFO", "SERVICE_REBALANCING_STOPPED"))
          .put(
              EventKind.REBALANCE_PROTECTED,
              new Action("INFO", "TASKSET_SCALE_IN_FAILURE_BY_TASK_PROTECTION"))
          .buildOrThrow();

  /** What a placement failure is called, by a part of the sentence that tells it. */
  private static final ImmutableMap<String, String> PLACEMENT_REASONS =
      ImmutableMap.of(
          "insufficient CPU units", "RESOURCE:CPU",
          "insufficient memory", "RESOURCE:MEMORY",
          "already using a port", "RESOURCE:PORTS",
          "missing an attribute", "ATTRIBUTE",
          "agent connected", "AGENT",
          "No Container Instances", "NO ACTIVE INSTANCES");

  private record Action(String type, String name) {}

  private final Envelope envelope;

  /** By ARN of the service, what failed the deployment that it is about to roll back. */
  private final Map<String, String> failures = new TreeMap<>();

  ServiceChanges(Envelope envelope) {
    this.envelope = envelope;
  }

  private String serviceArn(JournalEntry entry) {
    return envelope.arns().service(entry.subject().cluster(), entry.subject().service());
  }

  // Deployments.

  /** Tells that a deployment begins; a service event, which knows the reason, tells of its end. */
  Optional<Document> deployment(JournalEntry entry) {
    String id = entry.subject().name();
    if (entry.text().startsWith("created")) {
      return Optional.of(inProgress(entry, "ECS deployment " + id + " in progress."));
    }
    if (entry.text().startsWith("is rolled back to")) {
      @Nullable String failed = failures.remove(serviceArn(entry));
      String method = failed == null ? REQUEST : failed;
      return Optional.of(inProgress(entry, method + "rolling back to deploymentId " + id + "."));
    }
    return Optional.empty();
  }

  private Document inProgress(JournalEntry entry, String reason) {
    String id = entry.subject().name();
    return deployment(entry, "INFO", "SERVICE_DEPLOYMENT_IN_PROGRESS", id, reason);
  }

  private Document deployment(
      JournalEntry entry, String type, String name, String id, String reason) {
    Document detail =
        Document.builder()
            .put("eventType", type)
            .put("eventName", name)
            .put("deploymentId", id)
            .put("updatedAt", Envelope.time(entry.at()))
            .put("reason", reason)
            .build();
    return envelope.around(entry, "ECS Deployment State Change", serviceArn(entry), detail);
  }

  // Service events.

  Optional<Document> event(JournalEntry entry) {
    if (!(entry.what() instanceof EventMessage message)) {
      return Optional.empty();
    }
    @Nullable Action action = ACTIONS.get(message.kind());
    if (action != null) {
      return Optional.of(action(entry, message, action));
    }
    return switch (message.kind()) {
      case DEPLOYMENT_COMPLETED -> Optional.of(completed(entry, message.texts().get(0)));
      case DEPLOYMENT_FAILED ->
          Optional.of(
              failed(entry, message.texts().get(0), CIRCUIT_BREAKER, "task failed to start."));
      case DEPLOYMENT_FAILED_BY_ALARM ->
          Optional.of(failed(entry, message.texts().get(0), ALARMS, "alarm detected."));
      default -> Optional.empty();
    };
  }

  private Document completed(JournalEntry entry, String id) {
    String reason = "ECS deployment " + id + " completed.";
    return deployment(entry, "INFO", "SERVICE_DEPLOYMENT_COMPLETED", id, reason);
  }

  private Document failed(JournalEntry entry, String id, String method, String what) {
    failures.put(serviceArn(entry), method);
    return deployment(entry, "ERROR", "SERVICE_DEPLOYMENT_FAILED", id, method + what);
  }

  private Document action(JournalEntry entry, EventMessage message, Action action) {
    String cluster = entry.subject().cluster();
    Document.Builder detail =
        detail(entry, action).putUnlessEmpty("taskArns", taskArns(cluster, message.tasks()));
    placementReason(message).ifPresent(reason -> detail.put("reason", reason));
    return envelope.around(entry, "ECS Service Action", serviceArn(entry), detail.build());
  }

  /** Tells of a desired count that was computed and not set by a user. */
  Document desiredCountUpdated(JournalEntry entry) {
    Action updated = new Action("INFO", "SERVICE_DESIRED_COUNT_UPDATED");
    return envelope.around(
        entry, "ECS Service Action", serviceArn(entry), detail(entry, updated).build());
  }

  /** Tells of a daemon task whose instance no longer meets the constraints (SS-24). */
  Document violation(JournalEntry entry) {
    Action violated = new Action("ERROR", "SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED");
    String taskArn = envelope.arns().task(entry.subject().cluster(), entry.subject().name());
    Document detail = detail(entry, violated).put("taskArns", ImmutableList.of(taskArn)).build();
    return envelope.around(entry, "ECS Service Action", serviceArn(entry), detail);
  }

  private Document.Builder detail(JournalEntry entry, Action action) {
    return Document.builder()
        .put("eventType", action.type())
        .put("eventName", action.name())
        .put("clusterArn", envelope.arns().cluster(entry.subject().cluster()))
        .put("createdAt", Envelope.time(entry.at()));
  }

  private ImmutableList<String> taskArns(String cluster, TaskIds tasks) {
    ImmutableList.Builder<String> taskArns = ImmutableList.builder();
    for (int i = 0; i < tasks.size(); i++) {
      taskArns.add(envelope.arns().task(cluster, tasks.id(i)));
    }
    return taskArns.build();
  }

  /** Returns what was missing; of a zone without room ECS says no more than that (EV-35). */
  private static Optional<String> placementReason(EventMessage message) {
    return switch (message.kind()) {
      case UNPLACED -> Optional.of(placementReason(message.texts().get(0)));
      case UNPLACED_IN_FARGATE_ZONE -> Optional.of("RESOURCE:FARGATE");
      default -> Optional.empty();
    };
  }

  private static String placementReason(String sentence) {
    for (Map.Entry<String, String> known : PLACEMENT_REASONS.entrySet()) {
      if (sentence.contains(known.getKey())) {
        return known.getValue();
      }
    }
    int quote = sentence.indexOf('"');
    return quote < 0 ? sentence : sentence.substring(quote + 1, sentence.indexOf('"', quote + 1));
  }
}
