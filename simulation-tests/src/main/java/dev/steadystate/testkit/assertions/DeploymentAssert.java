package dev.steadystate.testkit.assertions;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.view.DeploymentSnapshot;
import java.time.Duration;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a deployment. */
public final class DeploymentAssert extends AbstractAssert<DeploymentAssert, DeploymentSnapshot> {
  private final EcsSimulation simulation;
  private final String cluster;
  private final String service;

  DeploymentAssert(
      EcsSimulation simulation, String cluster, String service, DeploymentSnapshot deployment) {
    super(deployment, DeploymentAssert.class);
    this.simulation = simulation;
    this.cluster = cluster;
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

  /** It is COMPLETED now, or will be within so long: lets that time pass. */
  public DeploymentAssert isCompletedWithin(Duration atMost) {
    return comesTo(RolloutState.COMPLETED, atMost);
  }

  /** It is FAILED now, or will be within so long: lets that time pass. */
  public DeploymentAssert isFailedWithin(Duration atMost) {
    return comesTo(RolloutState.FAILED, atMost);
  }

  private DeploymentAssert comesTo(RolloutState state, Duration atMost) {
    boolean unused = simulation.runUntil(it -> now().rolloutState() == state, atMost);
    DeploymentAssert then = new DeploymentAssert(simulation, cluster, service, now());
    return then.check(
        then.actual.rolloutState() == state,
        "to be " + state + " within " + atMost,
        "it is " + then.actual.rolloutState() + ": " + then.actual.rolloutStateReason());
  }

  /** Returns it as it is now, or as it was last when the service had it still. */
  private DeploymentSnapshot now() {
    return simulation.service(cluster, service).deployments().stream()
        .filter(each -> each.id().equals(actual.id()))
        .findFirst()
        .orElse(actual);
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
