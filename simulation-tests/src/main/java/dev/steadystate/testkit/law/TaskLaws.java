package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.view.TaskSnapshot;
import java.time.Instant;
import java.util.Optional;

/** How a single task may go. */
final class TaskLaws {
  static final Law STATUSES =
      Law.watching("a task's status only moves on (TK-2, TK-3)", facts -> new Statuses(facts));

  static final Law REASONS =
      Law.watching("no task stops without a reason, nor for two", facts -> new Reasons(facts));

  static final Law TIMESTAMPS =
      Law.watching("a task's timestamps never decrease (TK-22)", facts -> new Timestamps(facts));

  private TaskLaws() {}

  private record Statuses(Facts facts) implements Check {
    @Override
    public String entry(JournalEntry entry) {
      KnownTask task = facts.subject();
      if (task == null) {
        return "";
      }
      if (entry.kind() == EntryKind.TASK_STARTED) {
        return task.status == LastStatus.PROVISIONING || task.status == LastStatus.PENDING
            ? ""
            : task + " began as " + task.status;
      }
      if (entry.kind() != EntryKind.TASK_STATUS && entry.kind() != EntryKind.TASK_STOPPED) {
        return "";
      }
      LastStatus before = task.before;
      if (task.status.compareTo(before) <= 0) {
        return task + " went from " + before + " back to " + task.status;
      }
      if (task.told && task.status.compareTo(LastStatus.RUNNING) <= 0) {
        return task + " was told to stop and went on to " + task.status;
      }
      if (!task.told && task.status.compareTo(LastStatus.RUNNING) > 0) {
        return task + " was not told to stop and went on to " + task.status;
      }
      return task.status == LastStatus.RUNNING && before != LastStatus.ACTIVATING
          ? task + " went from " + before + " to RUNNING"
          : "";
    }
  }

  private record Reasons(Facts facts) implements Check {
    @Override
    public String entry(JournalEntry entry) {
      KnownTask task = facts.subject();
      if (entry.kind() != EntryKind.TASK_STOPPING || task == null) {
        return "";
      }
      if (task.timesTold > 1) {
        return task + " was told to stop twice: " + task.reason;
      }
      if (task.reason.isEmpty()) {
        return task + " stops without a reason";
      }
      return task.byScheduler && entry.reason().isEmpty()
          ? task + " is stopped by the scheduler, which does not say why"
          : "";
    }
  }

  private record Timestamps(Facts facts) implements Check {
    @Override
    public String instant(long at) {
      for (KnownTask task : facts.stoppedNow()) {
        String wrong = disorder(facts.simulation().task(task.cluster, task.id));
        if (!wrong.isEmpty()) {
          return task + " " + wrong;
        }
      }
      return "";
    }

    private static String disorder(TaskSnapshot task) {
      if (task.stoppedAt().isEmpty() || task.stoppingAt().isEmpty() || task.stopCode().isEmpty()) {
        return "is STOPPED without stoppedAt, stoppingAt and stopCode";
      }
      ImmutableList<Optional<Instant>> times =
          ImmutableList.of(
              Optional.of(task.createdAt()),
              task.times().connectivityAt(),
              task.times().pullStartedAt(),
              task.times().pullStoppedAt(),
              task.startedAt(),
              task.stoppingAt(),
              task.stoppedAt());
      Instant latest = task.createdAt();
      for (Optional<Instant> time : times) {
        if (time.isPresent()) {
          if (time.get().isBefore(latest)) {
            return "has timestamps out of order: " + task.times();
          }
          latest = time.get();
        }
      }
      Optional<Instant> executed = task.times().executionStoppedAt();
      return executed.isPresent()
              && (executed.get().isAfter(latest) || executed.get().isBefore(task.createdAt()))
          ? "has executionStoppedAt out of order: " + task.times()
          : "";
    }
  }
}
