package dev.steadystate.testkit.assertions;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.view.DeploymentSnapshot;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a deployment. */
public final class DeploymentAssert extends AbstractAssert<DeploymentAssert, DeploymentSnapshot> {
  private final EcsSimulation simulation;
  private final String service;

  DeploymentAssert(EcsSimulation simulation, String service, DeploymentSnapshot deployment) {
    super(deployment, DeploymentAssert.class);
    this.simulation = simulation;
    this.service = service;
  }

  public DeploymentAssert isCompleted() {
    return hasRolloutState(RolloutState.COMPLETED);
  }

  public DeploymentAssert isInProgress() {
    return hasRolloutState(RolloutState.IN_PROGRESS);
  }

  public DeploymentAssert isFailed() {
    return hasRolloutState(RolloutState.FAILED);
  }

  /** It rolls out this revision, such as {@code web:2}. */
  public DeploymentAssert rollsOut(String taskDefinition) {
    return check(
        actual.taskDefinition().equals(taskDefinition),
        "to roll out " + taskDefinition,
        "it rolls out " + actual.taskDefinition());
  }

  public DeploymentAssert hasFailedTasks(int count) {
    return check(
        actual.failedTasks() == count,
        "to count " + count + " failed tasks",
        "it counts " + actual.failedTasks());
  }

  private DeploymentAssert hasRolloutState(RolloutState state) {
    return check(
        actual.rolloutState() == state,
        "to be " + state,
        "it is " + actual.rolloutState() + ": " + actual.rolloutStateReason());
  }

  private DeploymentAssert check(boolean holds, String expectation, String found) {
    if (!holds) {
      throw failure(
          "%s",
          Story.of(
              simulation,
              service,
              "expected deployment " + actual.id() + " " + expectation + ", but " + found));
    }
    return this;
  }
}
