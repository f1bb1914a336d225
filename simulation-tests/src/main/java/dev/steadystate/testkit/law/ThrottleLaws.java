package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.journal.EntryKind;

/** How launches wait. */
final class ThrottleLaws {
  static final Law DELAYS =
      Law.watching(
          "launches wait as the failed rounds before them demand, no less and no longer"
              + " (SS-81 to SS-89)",
          Delays::new);

  static final Law RATE =
      EntryCheck.ofTasks(
          "no service launches more in a minute than its rate allows (SS-140)",
          ThrottleLaws::tooFast,
          EntryKind.TASK_STARTED);

  private ThrottleLaws() {}

  private record Delays(Facts facts) implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of();
    }

    @Override
    public String instant(long at) {
      return facts.launches().wrong();
    }
  }

  private static String tooFast(Facts facts, KnownTask task) {
    return task.service != null && facts.launches().roomOfRate(task.service) < 0
        ? task + " was launched, the latest of " + task.service.launchTimes.size() + " in a minute"
        : "";
  }
}
