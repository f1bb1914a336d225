package dev.steadystate.testkit.assertions;

import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.Plan.Action;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions on what a decider wants done, before anything is. */
public final class PlanAssert extends AbstractAssert<PlanAssert, Plan> {
  PlanAssert(Plan plan) {
    super(plan, PlanAssert.class);
  }

  public PlanAssert isNothing() {
    return check(actual.isEmpty(), "to do nothing");
  }

  /** It starts so many tasks in all. */
  public PlanAssert starts(int tasks) {
    int found = actual.actions().stream().mapToInt(PlanAssert::started).sum();
    return check(found == tasks, "to start " + tasks + " tasks, not " + found);
  }

  /** It stops so many tasks in all. */
  public PlanAssert stops(int tasks) {
    int found = actual.actions().stream().mapToInt(PlanAssert::stopped).sum();
    return check(found == tasks, "to stop " + tasks + " tasks, not " + found);
  }

  /** It emits an event that contains these words. */
  public PlanAssert emits(String words) {
    return check(
        actual.actions().stream()
            .anyMatch(
                action ->
                    action instanceof Plan.Emit emit && emit.message().text("").contains(words)),
        "to say \"" + words + "\"");
  }

  /** It does something of this kind, such as {@code Plan.Complete.class}. */
  public PlanAssert does(Class<? extends Action> kind) {
    return check(
        actual.actions().stream().anyMatch(kind::isInstance), "to have a " + kind.getSimpleName());
  }

  private static int started(Action action) {
    if (action instanceof Plan.Launch launch) {
      return launch.count();
    }
    if (action instanceof Plan.LaunchOn launch) {
      return launch.instances().size();
    }
    return action instanceof Plan.LaunchInZone launch ? launch.count() : 0;
  }

  private static int stopped(Action action) {
    if (action instanceof Plan.Stop stop) {
      return stop.tasks().size();
    }
    return action instanceof Plan.StopSome stop ? stop.count() : 0;
  }

  private PlanAssert check(boolean holds, String expectation) {
    if (!holds) {
      throw failure("%s", "expected the plan " + expectation + ", but it is" + lines());
    }
    return this;
  }

  private String lines() {
    return actual.isEmpty()
        ? " nothing"
        : actual.actions().stream().map(action -> "\n  " + action).collect(Collectors.joining());
  }
}
