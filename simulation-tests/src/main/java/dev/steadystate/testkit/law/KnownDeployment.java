package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.RolloutState;
import org.jspecify.annotations.Nullable;

/** A deployment as the journal tells of it. */
final class KnownDeployment {
  final KnownService service;
  final String id;
  final Rounds rounds = new Rounds();
  RolloutState rollout = RolloutState.IN_PROGRESS;
  boolean everCompleted;

  /** What its tasks are like, found out with the first of them. */
  @Nullable Shape shape;

  /** Its target groups that the simulation knows, found out with its first task that runs. */
  @Nullable ImmutableList<String> targetGroups;

  int live;
  int notStopped;
  int unhealthy;
  int refused;
  int failed;
  int failures;
  long failuresAt = KnownTask.NEVER;
  long failedByBreakerAt = KnownTask.NEVER;

  KnownDeployment(KnownService service, String id) {
    this.service = service;
    this.id = id;
  }

  boolean isOver() {
    return rollout != RolloutState.IN_PROGRESS;
  }

  @Override
  public String toString() {
    return id;
  }
}
