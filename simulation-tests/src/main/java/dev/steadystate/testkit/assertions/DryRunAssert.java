package dev.steadystate.testkit.assertions;

import dev.steadystate.core.DryRun;
import dev.steadystate.core.journal.EntryKind;
import org.assertj.core.api.AbstractAssert;

/** Assertions on what the next pass of the scheduler would do about a service. */
public final class DryRunAssert extends AbstractAssert<DryRunAssert, DryRun> {
  DryRunAssert(DryRun dryRun) {
    super(dryRun, DryRunAssert.class);
  }

  public DryRunAssert isNothing() {
    return check(actual.isNothing(), "to do nothing");
  }

  public DryRunAssert starts(int tasks) {
    return check(count(EntryKind.TASK_STARTED) == tasks, "to start " + tasks + " tasks");
  }

  public DryRunAssert stops(int tasks) {
    return check(count(EntryKind.TASK_STOPPING) == tasks, "to stop " + tasks + " tasks");
  }

  /** It would emit an event that contains these words. */
  public DryRunAssert emits(String words) {
    return check(
        actual.events().stream().anyMatch(event -> event.contains(words)),
        "to say \"" + words + "\"");
  }

  private long count(EntryKind kind) {
    return actual.steps().stream().filter(step -> step.kind() == kind).count();
  }

  private DryRunAssert check(boolean holds, String expectation) {
    if (!holds) {
      throw failure("%s", "expected the next pass " + expectation + ", but it would, " + actual);
    }
    return this;
  }
}
