package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.view.TaskTimes;

/** How a single task may go. */
final class TaskLaws {
  static final Law STATUSES =
      Law.watching("a task's status only moves on (TK-2, TK-3)", Statuses::new);

  static final Law REASONS =
      EntryCheck.ofTasks(
          "no task stops without a reason, nor for two",
          TaskLaws::unreasonable,
          EntryKind.TASK_STOPPING);

  static final Law TIMESTAMPS =
      Law.watching("a task's timestamps never decrease (TK-22)", Timestamps::new);

  private TaskLaws() {}

  private record Statuses(Facts facts) implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of(EntryKind.TASK_STARTED, EntryKind.TASK_STATUS, EntryKind.TASK_STOPPED);
    }

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

  private static String unreasonable(Facts facts, KnownTask task) {
    if (task.timesTold > 1) {
      return task + " was told to stop twice: " + task.reason;
    }
    if (task.reason.isEmpty()) {
      return task + " stops without a reason";
    }
    return task.byScheduler && task.stopWhy.isEmpty()
        ? task + " is stopped by the scheduler, which does not say why"
        : "";
  }

  private record Timestamps(Facts facts) implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of();
    }

    @Override
    public String instant(long at) {
      for (KnownTask task : facts.moment().stopped) {
        String wrong = disorder(facts.simulation(), task);
        if (!wrong.isEmpty()) {
          return task + " " + wrong;
        }
      }
      return "";
    }

    private static String disorder(EcsSimulation simulation, KnownTask task) {
      TaskTimes times = simulation.taskTimes(task.view);
      if (times.stopped() == TaskTimes.NEVER
          || times.stopping() == TaskTimes.NEVER
          || task.view.stopCode() == null) {
        return "is STOPPED without stoppedAt, stoppingAt and stopCode";
      }
      long latest = times.created();
      latest = later(latest, times.connected());
      latest = later(latest, times.pullStarted());
      latest = later(latest, times.pullStopped());
      latest = later(latest, times.started());
      latest = later(latest, times.stopping());
      latest = later(latest, times.stopped());
      if (latest == Long.MAX_VALUE) {
        return "has timestamps out of order: " + times;
      }
      long executed = times.executionStopped();
      return executed != TaskTimes.NEVER && (executed > latest || executed < times.created())
          ? "has executionStoppedAt out of order: " + times
          : "";
    }

    /** Returns the later time, or the end of all time if the second comes before the first. */
    private static long later(long latest, long time) {
      if (time == TaskTimes.NEVER) {
        return latest;
      }
      return time < latest ? Long.MAX_VALUE : time;
    }
  }
}
