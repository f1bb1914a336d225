package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.Placed;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.view.TaskSnapshot;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

  /** How far a task was at the entry that was read last. */
  private static final class Progress {
    private LastStatus lastStatus;
    private boolean stopWanted;
    private boolean exited;
    private int version = 1;

    private Progress(LastStatus lastStatus) {
      this.lastStatus = lastStatus;
    }

    /** Returns whether the task had its network interface, if it has one at all. */
    private boolean hasInterface() {
      return lastStatus != LastStatus.PROVISIONING;
    }

    /** Returns whether this member of its containers had a value by then. */
    private boolean knows(String member) {
      return switch (member) {
        case "exitCode", "reason" -> lastStatus.compareTo(LastStatus.DEPROVISIONING) >= 0;
        case "imageDigest", "runtimeId", "networkBindings" ->
            lastStatus.compareTo(LastStatus.RUNNING) >= 0;
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
    String status =
        switch (then.lastStatus) {
          case PROVISIONING, PENDING, ACTIVATING -> "PENDING";
          case RUNNING, DEACTIVATING, STOPPING -> "RUNNING";
          case DEPROVISIONING, STOPPED -> "STOPPED";
        };
    return Describe.all(
        now.documents("containers"),
        container -> {
          Document.Builder shown = Document.builder();
          for (String member : CONTAINER_MEMBERS) {
            if (then.knows(member)) {
              shown.put(member, container.get(member).filter(TaskChanges::isFilled));
            }
          }
          return shown.put("lastStatus", status).build();
        });
  }

  /** An event leaves out the lists of which DescribeTasks shows that they are empty. */
  private static boolean isFilled(Object value) {
    return !(value instanceof List<?> list && list.isEmpty());
  }
}
