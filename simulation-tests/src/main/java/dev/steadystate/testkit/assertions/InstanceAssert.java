package dev.steadystate.testkit.assertions;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.view.InstanceSnapshot;
import java.time.Duration;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a container instance. */
public final class InstanceAssert extends AbstractAssert<InstanceAssert, InstanceSnapshot> {
  private final EcsSimulation simulation;
  private final String cluster;

  InstanceAssert(EcsSimulation simulation, String cluster, InstanceSnapshot instance) {
    super(instance, InstanceAssert.class);
    this.simulation = simulation;
    this.cluster = cluster;
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

  /** Nothing on it is wanted to run within so long: lets that time pass. */
  public InstanceAssert isEmptyWithin(Duration atMost) {
    boolean unused = simulation.runUntil(it -> now().runningTasksCount() == 0, atMost);
    InstanceAssert then = new InstanceAssert(simulation, cluster, now());
    return then.check(
        then.actual.runningTasksCount() == 0,
        "to be empty within " + atMost,
        "it runs " + then.actual.runningTasksCount() + " tasks");
  }

  private InstanceSnapshot now() {
    return simulation.instances(cluster).stream()
        .filter(each -> each.arn().equals(actual.arn()))
        .findFirst()
        .orElse(actual);
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
