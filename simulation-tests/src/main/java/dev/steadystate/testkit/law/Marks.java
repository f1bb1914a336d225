package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.journal.EntryKind;

/** What a generator has to visit, or the laws it tries prove little. */
final class Marks {
  static final ImmutableList<Law> ALL =
      ImmutableList.of(
          event("a rollback", "rolling back to deployment"),
          event("a failed deployment", "deployment failed: "),
          event("a throttled deployment", "is unable to consistently start tasks"),
          event("a deployment blocked by its bounds", "service deployment configuration"),
          event("zones out of balance", "is not AZ balanced with"),
          event("a scale-in blocked by protection", "unable to scale in due to"),
          event("an unhealthy task replaced", "due to an unhealthy status"),
          event("a task without a place", "was unable to place a task"),
          event("pending tasks stopped", "pending tasks."),
          event("a steady state", "has reached a steady state"),
          Law.sometimes(
              "a drained task",
              entry ->
                  entry.kind() == EntryKind.TASK_STOPPING
                      && entry.reason().startsWith("its instance drains")),
          Law.sometimes(
              "a lost host",
              entry ->
                  entry.kind() == EntryKind.TASK_STOPPING && entry.text().startsWith("Host EC2")));

  private Marks() {}

  private static Law event(String name, String words) {
    return Law.sometimes(
        name, entry -> entry.kind() == EntryKind.SERVICE_EVENT && entry.text().contains(words));
  }
}
