package dev.steadystate.deployment;

import static com.google.common.base.Preconditions.checkState;

import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.spi.Condition;
import java.util.List;

/**
 * What holds at the end of every round of a service, counted again from its tasks.
 *
 * <p>Laws of a count ask for a time without other business in the way: each says which.
 */
final class RoundLaws {
  private final Stage stage;
  private final FakeDeployment primary;
  private final int healthyBefore;

  private RoundLaws(Stage stage) {
    this.stage = stage;
    this.primary = stage.primary;
    this.healthyBefore = healthyStaying(stage);
  }

  /** Remembers how things stand before a round. */
  static RoundLaws before(Stage stage) {
    return new RoundLaws(stage);
  }

  private static int healthyStaying(Stage stage) {
    return (int)
        stage.primary.tasks(Condition.HEALTHY).stream()
            .filter(task -> !task.onDrainingInstance)
            .count();
  }

  void check() {
    if (stage.strategy != SchedulingStrategy.REPLICA
        || stage.status != ServiceStatus.ACTIVE
        || stage.primary != primary) {
      return;
    }
    if (primary.rolloutState == RolloutState.COMPLETED) {
      keepsTheDesiredCount();
      replacesUnhealthyTasks();
    } else if (primary.rolloutState == RolloutState.IN_PROGRESS) {
      keepsOldTasksForTheFloor();
      usesTheRoomBelowTheCeiling();
      wantsWhatItHasAndMayStart();
    }
  }

  /** Gaps are filled and surplus ends at once: SS-9, SS-60. Waits for replacements (SS-39). */
  private void keepsTheDesiredCount() {
    if (stage.count(Condition.UNHEALTHY) > 0
        || !stage.draining().isEmpty()
        || !stage.replacements().isEmpty()
        || stage.leavingForReplacement() > 0
        || !hasRoom()) {
      return;
    }
    int live = primary.live();
    checkState(live >= stage.desiredCount, "a gap is left open: %s", stage);
    checkState(
        live == stage.desiredCount || live == protectedTasks() || needsAllHealthy(),
        "too many live tasks that nothing protects: %s",
        stage);
  }

  /** What is neither protected nor healthy goes first: the floor may need all that is left. */
  private boolean needsAllHealthy() {
    boolean onlyHealthyOnes =
        stage.tasks.stream()
            .filter(task -> task.deployment == primary && task.condition.isLive())
            .allMatch(task -> task.isProtected || task.condition == Condition.HEALTHY);
    return onlyHealthyOnes && stage.healthy() <= stage.lowerBound();
  }

  private boolean hasRoom() {
    return primary.refused == 0 && primary.launchesFrom <= stage.now;
  }

  private long protectedTasks() {
    return stage.tasks.stream()
        .filter(task -> task.deployment == primary && task.condition.isLive() && task.isProtected)
        .count();
  }

  /** Below the ceiling every unhealthy task has a replacement, unless it is one too many: SS-33. */
  private void replacesUnhealthyTasks() {
    if (primary.live() > stage.desiredCount || !hasRoom() || !stage.draining().isEmpty()) {
      return;
    }
    boolean waits =
        primary.tasks(Condition.UNHEALTHY).stream()
            .anyMatch(task -> task.replacedBy() == null && task.replaces() == null);
    checkState(
        !waits || stage.occupying() >= stage.upperBound(),
        "an unhealthy task lacks its replacement: %s",
        stage);
  }

  /** DEP-46, DEP-47: no old task stays but those that the floor needs and protected ones. */
  private void keepsOldTasksForTheFloor() {
    int needed = Math.max(0, stage.lowerBound() - healthyBefore);
    int keep = keep();
    checkState(keep <= needed, "%s are kept of %s that the floor needs: %s", keep, needed, stage);
    if (stage.count(Condition.UNHEALTHY) == 0
        && stage.replacements().isEmpty()
        && liveOfSources() > keep) {
      boolean mayStop =
          stage.tasks.stream()
              .filter(task -> task.deployment != primary && task.condition.isLive())
              .filter(task -> !task.isProtected)
              .anyMatch(
                  task ->
                      task.condition != Condition.HEALTHY || stage.healthy() > stage.lowerBound());
      checkState(!mayStop, "an old task is one too many: %s", stage);
    }
  }

  private List<FakeDeployment> sources() {
    return stage.deployments.stream()
        .filter(deployment -> deployment != primary && deployment.notStopped() > 0)
        .toList();
  }

  private int keep() {
    return sources().stream().mapToInt(FakeDeployment::desiredCount).sum();
  }

  private int liveOfSources() {
    return sources().stream().mapToInt(FakeDeployment::live).sum();
  }

  /** DEP-50, DEP-51: what is missing starts as far as the ceiling allows. */
  private void usesTheRoomBelowTheCeiling() {
    boolean refused = stage.deployments.stream().anyMatch(deployment -> deployment.refused > 0);
    if (refused
        || !hasRoom()
        || stage.occupying() >= stage.upperBound()
        || stage.count(Condition.UNHEALTHY) > 0
        || !stage.replacements().isEmpty()
        || !stage.draining().isEmpty()) {
      return;
    }
    checkState(
        primary.live() >= stage.desiredCount, "new tasks are missing below the ceiling: %s", stage);
    boolean inKind =
        sources().stream().allMatch(source -> source.rolloutState == RolloutState.COMPLETED);
    checkState(
        !inKind || liveOfSources() >= keep(), "old tasks are missing below the ceiling: %s", stage);
  }

  /** DEP-19: the live tasks, and of the missing ones those that the bounds allow. */
  private void wantsWhatItHasAndMayStart() {
    int wanted = primary.desiredCount;
    checkState(wanted <= stage.desiredCount, "wants more than is wanted: %s", stage);
    checkState(
        wanted >= Math.min(primary.live(), stage.desiredCount),
        "wants fewer than it has: %s",
        stage);
    int room = Math.max(0, stage.upperBound() - stage.occupying());
    checkState(wanted <= primary.live() + room, "wants more than the ceiling allows: %s", stage);
  }
}
