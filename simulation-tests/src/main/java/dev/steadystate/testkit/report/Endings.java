package dev.steadystate.testkit.report;

import static java.util.stream.Collectors.joining;

import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.Journal;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.view.ContainerSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Says of each task how it ended: which container ended it, where one did, and why. */
final class Endings {
  private static final String EXITED = " exited with code ";

  /**
   * By id of a task that a container ended, the name of the container; only asked, never walked.
   */
  private final Map<String, String> containers = new HashMap<>();

  static Endings of(Journal journal) {
    Endings endings = new Endings();
    for (JournalEntry entry : journal) {
      if (entry.kind() == EntryKind.TASK_STOPPING) {
        journal
            .entry(entry.cause())
            .filter(cause -> cause.kind() == EntryKind.CONTAINER_EXITED)
            .map(JournalEntry::text)
            .ifPresent(
                exit ->
                    endings.containers.put(
                        entry.subject().name(), exit.substring(0, exit.lastIndexOf(EXITED))));
      }
    }
    return endings;
  }

  /** Returns the end of this task in a sentence; the empty text while it lives. */
  String of(TaskSnapshot task) {
    if (task.isLive()) {
      return "";
    }
    String reason = task.stoppedReason().orElse("");
    return task.stoppedAt().isPresent()
        ? exit(task) + reason + containerReason(task)
        : "stopping: " + reason;
  }

  /** The exit code of the container that ended the task says more than those of the others. */
  private String exit(TaskSnapshot task) {
    Optional<ContainerSnapshot> first = first(task);
    String codes =
        task.containers().stream()
            .filter(container -> first.isEmpty() || container.equals(first.get()))
            .flatMapToInt(container -> container.exitCode().stream())
            .distinct()
            .mapToObj(String::valueOf)
            .collect(joining(", "));
    String name = task.containers().size() == 1 ? "" : first.map(it -> it.name() + " ").orElse("");
    return codes.isEmpty() ? "" : name + "exit " + codes + ": ";
  }

  private Optional<ContainerSnapshot> first(TaskSnapshot task) {
    String name = containers.get(task.id());
    return task.containers().stream().filter(it -> it.name().equals(name)).findAny();
  }

  /** Returns what the container says that ended the task, or kept it from starting. */
  private String containerReason(TaskSnapshot task) {
    Optional<String> reason = first(task).flatMap(ContainerSnapshot::reason);
    if (task.stopCode().equals(Optional.of(StopCode.TASK_FAILED_TO_START))) {
      reason = reason.or(() -> reasons(task).findFirst());
    }
    return reason.map(it -> ": " + it).orElse("");
  }

  private static Stream<String> reasons(TaskSnapshot task) {
    return task.containers().stream().flatMap(container -> container.reason().stream());
  }
}
