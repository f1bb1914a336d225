package dev.steadystate.deployment;

import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.TaskView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered with the primary deployment from round to round. The keep target is not here:
 * it is what the sources report as their desiredCount (DEP-49).
 *
 * @param begun whether its first round has been (DEP-45)
 * @param isRollback whether it became the primary by a rollback (DEP-94)
 * @param desiredCount the desired count of the last round: DEP-60 asks whether it grew
 * @param bakingSince when its bake time began, or {@link TaskView#NEVER} (DEP-108)
 * @param cleanupUntil when deferred clean-up ends, or {@link TaskView#NEVER} (DEP-74)
 * @param shown what its service deployment shows of breaker and alarms (DEP-91, DEP-105)
 */
record Rollout(
    boolean begun,
    boolean isRollback,
    int desiredCount,
    long bakingSince,
    long cleanupUntil,
    Optional<Plan.Monitor> shown) {
  static final Rollout FRESH = fresh(false);
  static final Rollout ROLLBACK = fresh(true);

  private static Rollout fresh(boolean isRollback) {
    return new Rollout(false, isRollback, 0, TaskView.NEVER, TaskView.NEVER, Optional.empty());
  }

  /** Returns what is remembered of the rollout of this deployment. */
  static Rollout of(DeploymentView primary) {
    return primary.memory() instanceof Rollout rollout ? rollout : FRESH;
  }

  /** Returns whether a deployment is under way: the first one of a service is one, too. */
  static boolean isUnderWay(ServiceView service) {
    return service.primary().rolloutState() != RolloutState.COMPLETED;
  }

  /** Returns whether only the primary is there and complete, as on nearly every pass. */
  static boolean isOver(ServiceView service) {
    return service.primary().rolloutState() == RolloutState.COMPLETED
        && service.deployments().size() == 1;
  }

  Rollout after(int round) {
    return new Rollout(true, isRollback, round, bakingSince, cleanupUntil, shown);
  }

  Rollout bakingSince(long at) {
    return new Rollout(begun, isRollback, desiredCount, at, cleanupUntil, shown);
  }

  Rollout cleaningUpUntil(long at) {
    return new Rollout(begun, isRollback, desiredCount, bakingSince, at, shown);
  }

  Rollout showing(Plan.Monitor monitor) {
    return new Rollout(
        begun, isRollback, desiredCount, bakingSince, cleanupUntil, Optional.of(monitor));
  }

  // Written out: every round of a deployment compares, the first one in a fresh JVM as well.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Rollout rollout
        && begun == rollout.begun
        && isRollback == rollout.isRollback
        && desiredCount == rollout.desiredCount
        && bakingSince == rollout.bakingSince
        && cleanupUntil == rollout.cleanupUntil
        && shown.equals(rollout.shown);
  }

  @Override
  public int hashCode() {
    int hash = (begun ? 1 : 0) + (isRollback ? 2 : 0);
    hash = 31 * hash + desiredCount;
    hash = 31 * hash + Long.hashCode(bakingSince);
    hash = 31 * hash + Long.hashCode(cleanupUntil);
    return 31 * hash + shown.hashCode();
  }
}
