package dev.steadystate.testkit.law;

import dev.steadystate.core.model.RolloutState;

/** A deployment as the journal tells of it. */
final class KnownDeployment {
  final String id;
  RolloutState rollout = RolloutState.IN_PROGRESS;
  boolean everCompleted;
  int live;
  int refused;
  int failed;
  int failures;
  long failuresAt = KnownTask.NEVER;
  long failedByBreakerAt = KnownTask.NEVER;

  KnownDeployment(String id) {
    this.id = id;
  }

  @Override
  public String toString() {
    return id;
  }
}
