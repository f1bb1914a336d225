package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.Hex;
import dev.steadystate.core.engine.Placed;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.journal.TaskIds;
import dev.steadystate.core.model.Arns;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.random.Keys;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Copies what the journal tells in the form in which ECS sends it to EventBridge: changes of tasks,
 * of container instances and of deployments, and service actions (file 4, D; DEP-168 to DEP-171).
 *
 * <p>It reads entries in their order and remembers how far each task was. What an entry does not
 * say, such as the definition of a task, is asked of the simulation while that remembers the task;
 * what happened after the entry never shows.
 */
public final class EventBridge {
  private static final ImmutableMap<EventKind, Action> ACTIONS =
      ImmutableMap.<EventKind, Action>builder()
          .put(EventKind.STEADY, new Action("INFO", "SERVICE_STEADY_STATE"))
          .put(EventKind.STARTED, new Action("INFO", "TASKS_STARTED"))
          .put(EventKind.STARTED_TO_REBALANCE, new Action("INFO", "TASKS_STARTED"))
          .put(EventKind.STOPPED, new Action("INFO", "TASKS_STOPPED"))
          .put(EventKind.STOPPED_TO_REBALANCE, new Action("INFO", "TASKS_STOPPED"))
          .put(EventKind.THROTTLED, new Action("WARN", "SERVICE_TASK_START_IMPAIRED"))
          .put(EventKind.UNPLACED, new Action("ERROR", "SERVICE_TASK_PLACEMENT_FAILURE"))
          .put(EventKind.UNPLACED_IN_ZONE, new Action("ERROR", "SERVICE_TASK_PLACEMENT_FAILURE"))
          .put(
              EventKind.UNPLACED_IN_FARGATE_ZONE,
              new Action("ERROR", "SERVICE_TASK_PLACEMENT_FAILURE"))
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

  /** How far a task was at the entry that was read last. */
  private static final class Progress {
    private LastStatus lastStatus;
    private boolean stopWanted;
    private boolean exited;
    private int version = 1;

    private Progress(LastStatus lastStatus) {
      this.lastStatus = lastStatus;
    }

    /** Returns whether a time may be told: at one instant much can happen one after another. */
    private boolean isReached(String time) {
      return switch (time) {
        case "connectivityAt" -> lastStatus != LastStatus.PROVISIONING;
        case "pullStartedAt" -> lastStatus.compareTo(LastStatus.ACTIVATING) >= 0;
        case "pullStoppedAt" -> lastStatus.compareTo(LastStatus.RUNNING) >= 0 || stopWanted;
        case "startedAt" -> lastStatus.compareTo(LastStatus.RUNNING) >= 0;
        case "stoppingAt" -> stopWanted;
        case "executionStoppedAt" -> exited || lastStatus.compareTo(LastStatus.DEPROVISIONING) >= 0;
        case "stoppedAt" -> lastStatus == LastStatus.STOPPED;
        default -> true;
      };
    }
  }

  /** How an instance was at the entry that was read last. */
  private static final class Standing {
    private InstanceStatus status = InstanceStatus.ACTIVE;
    private boolean agentConnected = true;
    private int version;
  }

  private final EcsApi api;
  private final Arns arns;
  private final Map<String, Progress> tasks = new TreeMap<>();
  private final Map<String, Standing> instances = new TreeMap<>();

  /** What failed the deployment that each service is about to roll back. */
  private final Map<String, String> failures = new TreeMap<>();

  /** Reads entries of the simulation that this API is of. */
  public EventBridge(EcsApi api) {
    this.api = api;
    this.arns = api.arns();
  }

  /** Returns the events of these entries, which follow on those that were read before. */
  public ImmutableList<Document> events(Iterable<JournalEntry> entries) {
    ImmutableList.Builder<Document> events = ImmutableList.builder();
    entries.forEach(entry -> event(entry).ifPresent(events::add));
    return events.build();
  }

  /** Returns the event of this entry, which follows on those that were read before, if any. */
  public Optional<Document> event(JournalEntry entry) {
    return switch (entry.kind()) {
      case TASK_STARTED, TASK_STATUS, TASK_STOPPING, TASK_STOPPED -> Optional.of(task(entry));
      case INSTANCE_STATUS, AGENT -> Optional.of(instance(entry));
      case DEPLOYMENT -> deployment(entry);
      case SERVICE_EVENT -> serviceEvent(entry);
      case CONSTRAINT_VIOLATED -> Optional.of(violation(entry));
      case CONTAINER_EXITED -> {
        exited(entry);
        yield Optional.empty();
      }
      case SIMULATION_STARTED,
          CALL,
          FAULT,
          TASK_HEALTH,
          TASK_PROTECTION,
          CONTAINER_RESTARTED,
          FAILURE_COUNTED,
          LAUNCH_REFUSED,
          LAUNCHES_DELAYED,
          SERVICE_STATUS,
          ALARM ->
          Optional.empty();
    };
  }

  private Document event(JournalEntry entry, String detailType, String resource, Document detail) {
    return Document.builder()
        .put("version", "0")
        .put("id", Hex.uuid(Keys.with(entry.subject().key(), entry.n())))
        .put("detail-type", detailType)
        .put("source", "aws.ecs")
        .put("account", arns.account())
        .put("time", time(entry.at()))
        .put("region", arns.region())
        .put("resources", ImmutableList.of(resource))
        .put("detail", detail)
        .build();
  }

  /** An envelope has whole seconds; what is in it has milliseconds. */
  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String exactTime(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  // Tasks.

  private Document task(JournalEntry entry) {
    String id = entry.subject().name();
    Progress progress = progress(id, entry);
    String cluster = entry.subject().cluster();
    Document detail =
        Document.builder()
            .putAll(
                api.task(cluster, id)
                    .map(task -> detail(task, progress, entry.at()))
                    .orElseGet(() -> bareTask(cluster, id, progress)))
            .put("updatedAt", exactTime(entry.at()))
            .put("version", progress.version)
            .build();
    if (progress.lastStatus == LastStatus.STOPPED) {
      tasks.remove(id);
    }
    return event(entry, "ECS Task State Change", arns.task(cluster, id), detail);
  }

  private Progress progress(String id, JournalEntry entry) {
    if (entry.what() instanceof Placed placed) {
      Progress begun = new Progress(placed.first());
      tasks.put(id, begun);
      return begun;
    }
    Progress progress = tasks.computeIfAbsent(id, unseen -> new Progress(LastStatus.PENDING));
    progress.version++;
    if (entry.what() instanceof LastStatus status) {
      progress.lastStatus = status;
    } else if (entry.kind() == EntryKind.TASK_STOPPING) {
      progress.stopWanted = true;
    }
    return progress;
  }

  private void exited(JournalEntry entry) {
    @Nullable Progress progress = tasks.get(entry.subject().name());
    if (progress != null) {
      progress.exited = true;
    }
  }

  private static String desiredStatus(Progress progress) {
    return progress.stopWanted ? "STOPPED" : "RUNNING";
  }

  /** A task that is forgotten leaves only its name. */
  private Document bareTask(String cluster, String id, Progress progress) {
    return Document.builder()
        .put("clusterArn", arns.cluster(cluster))
        .put("desiredStatus", desiredStatus(progress))
        .put("lastStatus", progress.lastStatus.name())
        .put("taskArn", arns.task(cluster, id))
        .build();
  }

  /** Shows a task as it was then, although it may be further now. */
  private Document detail(TaskSnapshot task, Progress progress, long at) {
    Document.Builder then = Document.builder();
    api.describe()
        .task(task)
        .members()
        .forEach(
            (name, value) -> {
              switch (name) {
                case "attachments" -> then.put(name, attachments(task, progress));
                case "containers" -> then.put(name, containers(task, progress));
                case "desiredStatus" -> then.put(name, desiredStatus(progress));
                case "lastStatus" -> then.put(name, progress.lastStatus.name());
                case "stopCode", "stoppedReason" -> {
                  if (progress.stopWanted) {
                    then.put(name, value);
                  }
                }
                case "connectivity" -> {
                  if (progress.isReached("connectivityAt")) {
                    then.put(name, value);
                  }
                }
                case "healthStatus", "tags", "version" -> {
                  // Health is not told here, and the version is counted along.
                }
                default -> {
                  if (!name.endsWith("At")) {
                    then.put(name, value);
                  } else if (progress.isReached(name)) {
                    putTime(then, name, value, at);
                  }
                }
              }
            });
    return then.build();
  }

  private static void putTime(Document.Builder then, String name, Object seconds, long at) {
    long millis = new BigDecimal(seconds.toString()).movePointRight(3).longValueExact();
    if (millis <= at) {
      then.put(name, exactTime(millis));
    }
  }

  private static ImmutableList<Document> attachments(TaskSnapshot task, Progress progress) {
    String status =
        switch (progress.lastStatus) {
          case PROVISIONING -> "PRECREATED";
          case PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING -> "ATTACHED";
          case DEPROVISIONING -> "DETACHING";
          case STOPPED -> "DELETED";
        };
    return task.networkInterface()
        .map(
            attached ->
                ImmutableList.of(
                    Document.builder()
                        .put("id", attached.attachmentId())
                        .put("type", "eni")
                        .put("status", status)
                        .put("details", ImmutableList.of())
                        .build()))
        .orElse(ImmutableList.of());
  }

  private static ImmutableList<Document> containers(TaskSnapshot task, Progress progress) {
    String status =
        switch (progress.lastStatus) {
          case PROVISIONING, PENDING, ACTIVATING -> "PENDING";
          case RUNNING, DEACTIVATING, STOPPING -> "RUNNING";
          case DEPROVISIONING, STOPPED -> "STOPPED";
        };
    boolean over = status.equals("STOPPED");
    return Describe.all(
        task.containers(),
        container ->
            Document.builder()
                .put("containerArn", container.arn())
                .put("lastStatus", status)
                .put("name", container.name())
                .put("image", container.image())
                .put("taskArn", task.arn())
                .put("exitCode", over ? container.exitCode() : java.util.OptionalInt.empty())
                .put("reason", over ? container.reason() : Optional.empty())
                .put("cpu", Integer.toString(container.cpu()))
                .build());
  }

  // Container instances.

  private Document instance(JournalEntry entry) {
    String cluster = entry.subject().cluster();
    String id = Hex.id(entry.subject().key());
    Standing standing = standing(id, entry);
    InstanceSnapshot instance =
        api.instance(cluster, id)
            .orElseThrow(() -> new IllegalStateException("no instance " + entry.subject()));
    Document now = api.describe().instance(instance);
    Document detail =
        Document.builder()
            .put("agentConnected", standing.agentConnected)
            .put("attributes", now.list("attributes"))
            .put("clusterArn", arns.cluster(cluster))
            .put("containerInstanceArn", instance.arn())
            .put("ec2InstanceId", instance.ec2InstanceId())
            .put("registeredAt", exactTime(instance.registeredAt().toEpochMilli()))
            .put("registeredResources", now.list("registeredResources"))
            .put("status", standing.status.name())
            .put("version", standing.version)
            .put("versionInfo", now.document("versionInfo"))
            .put("updatedAt", exactTime(entry.at()))
            .build();
    return event(entry, "ECS Container Instance State Change", instance.arn(), detail);
  }

  private Standing standing(String key, JournalEntry entry) {
    Standing standing = instances.computeIfAbsent(key, unseen -> new Standing());
    standing.version++;
    if (entry.what() instanceof InstanceStatus status) {
      standing.status = status;
      standing.agentConnected &= status != InstanceStatus.INACTIVE;
    } else if (entry.kind() == EntryKind.AGENT) {
      standing.agentConnected = entry.text().equals("connected");
    }
    return standing;
  }

  // Services.

  private String serviceArn(JournalEntry entry) {
    return arns.service(entry.subject().cluster(), entry.subject().service());
  }

  private Optional<Document> deployment(JournalEntry entry) {
    String id = entry.subject().name();
    if (entry.text().startsWith("created")) {
      return Optional.of(inProgress(entry, id, "ECS deployment " + id + " in progress."));
    }
    if (entry.text().startsWith("is rolled back to")) {
      @Nullable String failed = failures.remove(serviceArn(entry));
      String method = failed == null ? "ECS deployment rollback requested: " : failed;
      return Optional.of(
          inProgress(entry, id, method + "rolling back to deploymentId " + id + "."));
    }
    // Its end is told by a service event, which knows more of the reason.
    return Optional.empty();
  }

  private Document inProgress(JournalEntry entry, String id, String reason) {
    return deployment(entry, "INFO", "SERVICE_DEPLOYMENT_IN_PROGRESS", id, reason);
  }

  private Document deployment(
      JournalEntry entry, String type, String name, String id, String reason) {
    Document detail =
        Document.builder()
            .put("eventType", type)
            .put("eventName", name)
            .put("deploymentId", id)
            .put("updatedAt", exactTime(entry.at()))
            .put("reason", reason)
            .build();
    return event(entry, "ECS Deployment State Change", serviceArn(entry), detail);
  }

  private Optional<Document> serviceEvent(JournalEntry entry) {
    if (!(entry.what() instanceof EventMessage message)) {
      return Optional.empty();
    }
    @Nullable Action action = ACTIONS.get(message.kind());
    if (action != null) {
      return Optional.of(action(entry, message, action));
    }
    return switch (message.kind()) {
      case DEPLOYMENT_COMPLETED -> {
        String id = message.texts().get(0);
        String reason = "ECS deployment " + id + " completed.";
        yield Optional.of(deployment(entry, "INFO", "SERVICE_DEPLOYMENT_COMPLETED", id, reason));
      }
      case DEPLOYMENT_FAILED ->
          Optional.of(
              failed(entry, message, "ECS deployment circuit breaker: ", "task failed to start."));
      case DEPLOYMENT_FAILED_BY_ALARM ->
          Optional.of(failed(entry, message, "ECS deployment alarms: ", "alarm detected."));
      default -> Optional.empty();
    };
  }

  private Document failed(JournalEntry entry, EventMessage message, String method, String what) {
    failures.put(serviceArn(entry), method);
    String id = message.texts().get(0);
    return deployment(entry, "ERROR", "SERVICE_DEPLOYMENT_FAILED", id, method + what);
  }

  private Document action(JournalEntry entry, EventMessage message, Action action) {
    Document.Builder detail =
        Document.builder()
            .put("eventType", action.type())
            .put("eventName", action.name())
            .put("clusterArn", arns.cluster(entry.subject().cluster()))
            .put("createdAt", exactTime(entry.at()));
    if (message.tasks().size() > 0) {
      detail.put("taskArns", taskArns(entry.subject().cluster(), message.tasks()));
    }
    if (action.name().equals("SERVICE_TASK_PLACEMENT_FAILURE")) {
      detail.put("reason", placementReason(message));
    }
    return event(entry, "ECS Service Action", serviceArn(entry), detail.build());
  }

  private Document violation(JournalEntry entry) {
    String cluster = entry.subject().cluster();
    return event(
        entry,
        "ECS Service Action",
        serviceArn(entry),
        Document.builder()
            .put("eventType", "ERROR")
            .put("eventName", "SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED")
            .put("clusterArn", arns.cluster(cluster))
            .put("createdAt", exactTime(entry.at()))
            .put("taskArns", ImmutableList.of(arns.task(cluster, entry.subject().name())))
            .build());
  }

  private ImmutableList<String> taskArns(String cluster, TaskIds tasks) {
    ImmutableList.Builder<String> taskArns = ImmutableList.builder();
    for (int i = 0; i < tasks.size(); i++) {
      taskArns.add(arns.task(cluster, tasks.id(i)));
    }
    return taskArns.build();
  }

  private static String placementReason(EventMessage message) {
    String sentence = message.texts().isEmpty() ? "" : message.texts().get(0);
    for (Map.Entry<String, String> known : PLACEMENT_REASONS.entrySet()) {
      if (sentence.contains(known.getKey())) {
        return known.getValue();
      }
    }
    int quote = sentence.indexOf('"');
    return quote < 0 ? sentence : sentence.substring(quote + 1, sentence.indexOf('"', quote + 1));
  }
}
