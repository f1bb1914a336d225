package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.Placed;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.view.TaskSnapshot;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells changes of tasks as EventBridge hears them: each task as it was then. */
final class TaskChanges {
  /** What an event shows of a container, in its order. */
  private static final ImmutableList<String> CONTAINER_MEMBERS =
      ImmutableList.of(
          "containerArn",
          "exitCode",
          "lastStatus",
          "name",
          "image",
          "imageDigest",
          "runtimeId",
          "reason",
          "taskArn",
          "networkBindings",
          "networkInterfaces",
          "cpu",
          "memory",
          "memoryReservation",
          "gpuIds");

  private static final Pattern EXIT = Pattern.compile("(.*) exited with code (\\d+)");

  /** How far a task was at the entry that was read last. */
  private static final class Progress {
    private LastStatus lastStatus;
    private boolean stopWanted;
    private boolean exited;
    private int version = 1;

    /** By the name of a container that ended and was not started again. */
    private final Map<String, Integer> exitCodes = new TreeMap<>();

    private Progress(LastStatus lastStatus) {
      this.lastStatus = lastStatus;
    }

    /** Returns whether the task had its network interface, if it has one at all. */
    private boolean hasInterface() {
      return lastStatus != LastStatus.PROVISIONING;
    }

    /** Returns where a container stood, which has or has not run by now. */
    private String statusOf(Document container) {
      if (exitCodes.containsKey(name(container))) {
        return "STOPPED";
      }
      boolean begun = stopWanted || isAtLeast(LastStatus.RUNNING);
      if (wasGivenUp(container)) {
        return begun ? "STOPPED" : "PENDING";
      }
      if (isAtLeast(LastStatus.DEPROVISIONING)) {
        return "STOPPED";
      }
      if (!container.has("runtimeId")) {
        return isAtLeast(LastStatus.STOPPING) ? "STOPPED" : "PENDING";
      }
      return begun ? "RUNNING" : "PENDING";
    }

    /** Returns whether it waited for what never came: that comes before RUNNING and the stop. */
    private static boolean wasGivenUp(Document container) {
      return container.has("exitCode") && !container.has("runtimeId");
    }

    private boolean isAtLeast(LastStatus status) {
      return lastStatus.compareTo(status) >= 0;
    }

    /** Returns whether this member of a container of that status had a value by then. */
    private boolean knows(String member, String status) {
      return switch (member) {
        case "exitCode", "reason" -> status.equals("STOPPED");
        case "imageDigest", "runtimeId", "networkBindings" ->
            !status.equals("PENDING") || isAtLeast(LastStatus.RUNNING);
        case "networkInterfaces" -> hasInterface();
        default -> true;
      };
    }

    private String desiredStatus() {
      return stopWanted ? "STOPPED" : "RUNNING";
    }

    /** Returns whether a time may be told: at one instant much can happen one after another. */
    private boolean isReached(String time) {
      return switch (time) {
        case "connectivityAt" -> hasInterface();
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

  private final EcsApi api;
  private final Envelope envelope;

  /** By task id; a task that stopped is not remembered any longer. */
  private final Map<String, Progress> progress = new TreeMap<>();

  TaskChanges(EcsApi api, Envelope envelope) {
    this.api = api;
    this.envelope = envelope;
  }

  Document event(JournalEntry entry) {
    String id = entry.subject().name();
    String cluster = entry.subject().cluster();
    Progress now = advance(id, entry);
    Document detail =
        api
            .task(cluster, id)
            .map(task -> detail(task, now, entry.at()))
            .orElseGet(() -> nameOnly(cluster, id, now))
            .toBuilder()
            .put("updatedAt", Envelope.time(entry.at()))
            .put("version", now.version)
            .build();
    if (now.lastStatus == LastStatus.STOPPED) {
      progress.remove(id);
    }
    return envelope.around(entry, "ECS Task State Change", api.arns().task(cluster, id), detail);
  }

  void containerExited(JournalEntry entry) {
    @Nullable Progress now = progress.get(entry.subject().name());
    if (now != null) {
      now.exited = true;
      Matcher exit = EXIT.matcher(entry.text());
      if (exit.matches()) {
        now.exitCodes.put(exit.group(1), Integer.valueOf(exit.group(2)));
      }
    }
  }

  void containerRestarted(JournalEntry entry) {
    @Nullable Progress now = progress.get(entry.subject().name());
    if (now != null) {
      now.exitCodes.keySet().removeIf(name -> entry.text().startsWith(name + " was "));
    }
  }

  private Progress advance(String id, JournalEntry entry) {
    if (entry.what() instanceof Placed placed) {
      Progress begun = new Progress(placed.first());
      progress.put(id, begun);
      return begun;
    }
    Progress now = progress.computeIfAbsent(id, unseen -> new Progress(LastStatus.PENDING));
    now.version++;
    if (entry.what() instanceof LastStatus status) {
      now.lastStatus = status;
    } else if (entry.kind() == EntryKind.TASK_STOPPING) {
      now.stopWanted = true;
    }
    return now;
  }

  private Document nameOnly(String cluster, String id, Progress then) {
    return Document.builder()
        .put("clusterArn", api.arns().cluster(cluster))
        .put("desiredStatus", then.desiredStatus())
        .put("lastStatus", then.lastStatus.name())
        .put("taskArn", api.arns().task(cluster, id))
        .build();
  }

  /** Shows a task as it was then, although it may be further now. */
  private Document detail(TaskSnapshot task, Progress then, long at) {
    Document now = api.describe().task(task);
    // An essential container that was given up ended the execution without an exit (TK-47).
    then.exited |=
        then.stopWanted
            && task.stopCode().equals(Optional.of(StopCode.TASK_FAILED_TO_START))
            && now.documents("containers").stream().anyMatch(Progress::wasGivenUp);
    Document.Builder detail = Document.builder();
    now.without("healthStatus", "tags", "version")
        .members()
        .forEach((name, value) -> put(detail, name, value, then, at));
    return detail
        .put("attachments", attachments(now, then))
        .put("containers", containers(now, then))
        .put("desiredStatus", then.desiredStatus())
        .put("lastStatus", then.lastStatus.name())
        .build();
  }

  private static void put(
      Document.Builder detail, String name, Object value, Progress then, long at) {
    switch (name) {
      case "stopCode", "stoppedReason" -> {
        if (then.stopWanted) {
          detail.put(name, value);
        }
      }
      case "connectivity" -> {
        if (then.isReached("connectivityAt")) {
          detail.put(name, value);
        }
      }
      default -> {
        if (!name.endsWith("At")) {
          detail.put(name, value);
        } else if (then.isReached(name)) {
          putTime(detail, name, value, at);
        }
      }
    }
  }

  private static void putTime(Document.Builder detail, String name, Object seconds, long at) {
    long millis = new BigDecimal(seconds.toString()).movePointRight(3).longValueExact();
    if (millis <= at) {
      detail.put(name, Envelope.time(millis));
    }
  }

  private static ImmutableList<Document> attachments(Document now, Progress then) {
    String status =
        switch (then.lastStatus) {
          case PROVISIONING -> "PRECREATED";
          case PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING -> "ATTACHED";
          case DEPROVISIONING -> "DETACHING";
          case STOPPED -> "DELETED";
        };
    return Describe.all(
        now.documents("attachments"),
        attachment ->
            attachment
                .with("type", "eni")
                .with("status", status)
                .with("details", details(attachment, then)));
  }

  /** An interface that is still to come is known by its subnet alone. */
  private static ImmutableList<Document> details(Document attachment, Progress then) {
    return attachment.documents("details").stream()
        .filter(
            detail -> then.hasInterface() || detail.string("name").equals(Optional.of("subnetId")))
        .collect(toImmutableList());
  }

  private static ImmutableList<Document> containers(Document now, Progress then) {
    return Describe.all(now.documents("containers"), container -> container(container, then));
  }

  private static Document container(Document now, Progress then) {
    String status = then.statusOf(now);
    Document.Builder shown = Document.builder();
    for (String member : CONTAINER_MEMBERS) {
      if (then.knows(member, status)) {
        shown.put(member, now.get(member).filter(TaskChanges::isFilled));
      }
    }
    @Nullable Integer exitCode = then.exitCodes.get(name(now));
    if (exitCode != null) {
      shown.put("exitCode", exitCode);
    }
    return shown.put("lastStatus", status).build();
  }

  private static String name(Document container) {
    return container.string("name").orElse("");
  }

  /** An event leaves out the lists of which DescribeTasks shows that they are empty. */
  private static boolean isFilled(Object value) {
    return !(value instanceof List<?> list && list.isEmpty());
  }
}
