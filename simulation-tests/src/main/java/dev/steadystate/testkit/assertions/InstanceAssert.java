package dev.steadystate.testkit.assertions;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.view.InstanceSnapshot;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a container instance. */
public final class InstanceAssert extends AbstractAssert<InstanceAssert, InstanceSnapshot> {
  private final EcsSimulation simulation;

  InstanceAssert(EcsSimulation simulation, InstanceSnapshot instance) {
    super(instance, InstanceAssert.class);
    this.simulation = simulation;
  }

  public InstanceAssert hasStatus(InstanceStatus status) {
    return check(actual.status() == status, "to be " + status, "it is " + actual.status());
  }

  /** So many tasks on it are wanted to run (TK-116). */
  public InstanceAssert runsTasks(int count) {
    return check(
        actual.runningTasksCount() == count,
        "to run " + count + " tasks",
        "it runs " + actual.runningTasksCount());
  }

  /** Nothing on it is wanted to run. */
  public InstanceAssert isEmpty() {
    return runsTasks(0);
  }

  private InstanceAssert check(boolean holds, String expectation, String found) {
    if (!holds) {
      throw failure(
          "%s",
          Story.of(
              simulation,
              "",
              "expected container instance "
                  + actual.ec2InstanceId()
                  + " "
                  + expectation
                  + ", but "
                  + found));
    }
    return this;
  }
}
