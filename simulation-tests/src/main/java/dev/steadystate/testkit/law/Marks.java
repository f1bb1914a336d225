package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventKind;

/** What a generator has to visit, or the laws it tries prove little. */
final class Marks {
  static final ImmutableList<Law> ALL =
      ImmutableList.of(
          event("a rollback", EventKind.ROLLING_BACK),
          event("a failed deployment", EventKind.DEPLOYMENT_FAILED),
          event("a throttled deployment", EventKind.THROTTLED),
          event("a deployment blocked by its bounds", EventKind.BLOCKED_BY_BOUNDS),
          event("zones out of balance", EventKind.NOT_AZ_BALANCED),
          event("a scale-in blocked by protection", EventKind.SCALE_IN_PROTECTED),
          event("an unhealthy task replaced", EventKind.STARTED_REPLACEMENTS),
          event("a task without a place", EventKind.UNPLACED),
          event("pending tasks stopped", EventKind.STOPPED_PENDING),
          event("a steady state", EventKind.STEADY),
          Law.sometimes(
              "a drained task", EntryKind.TASK_STOPPING, entry -> Reason.of(entry).isDraining()),
          Law.sometimes(
              "a lost host",
              EntryKind.TASK_STOPPING,
              entry -> entry.text().startsWith("Host EC2")));

  private Marks() {}

  private static Law event(String name, EventKind kind) {
    return Law.sometimes(name, kind);
  }
}
