package dev.steadystate.deployment;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.DeploymentStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentView;
import org.jspecify.annotations.Nullable;

/** A deployment of the rehearsal stage, named by a letter in order of creation. */
final class FakeDeployment implements DeploymentView {
  final Stage stage;
  final int ordinal;
  long startedAt;
  RolloutState rolloutState = RolloutState.IN_PROGRESS;
  String reason = "";
  boolean completed;
  int desiredCount;
  int desiredCountAtStart;
  int runningWhenOvertaken;
  int failedTasks;
  int refused;
  long launchesFrom;
  boolean hasRun;

  /** Whether a pass has found it without tasks, so that it is no longer listed. */
  boolean retired;

  boolean startedInAlarm;
  @Nullable Object memory;

  FakeDeployment(Stage stage, int ordinal, long startedAt) {
    this.stage = stage;
    this.ordinal = ordinal;
    this.startedAt = startedAt;
  }

  @Override
  public int ordinal() {
    return ordinal;
  }

  @Override
  public String id() {
    return String.valueOf((char) ('A' + ordinal - 1));
  }

  @Override
  public DeploymentStatus status() {
    if (stage.primary == this) {
      return DeploymentStatus.PRIMARY;
    }
    return notStopped() > 0 ? DeploymentStatus.ACTIVE : DeploymentStatus.INACTIVE;
  }

  @Override
  public RolloutState rolloutState() {
    return rolloutState;
  }

  @Override
  public boolean hasCompleted() {
    return completed;
  }

  @Override
  public long startedAt() {
    return startedAt;
  }

  @Override
  public int desiredCountAtStart() {
    return desiredCountAtStart;
  }

  @Override
  public int runningWhenOvertaken() {
    return runningWhenOvertaken;
  }

  @Override
  public int count(Condition condition) {
    return tasks(condition).size();
  }

  @Override
  public ImmutableList<FakeTask> tasks(Condition condition) {
    return stage.tasks.stream()
        .filter(task -> task.deployment == this && task.condition == condition)
        .filter(task -> task.lastStatus != LastStatus.STOPPED)
        .collect(ImmutableList.toImmutableList());
  }

  @Override
  public int running() {
    return (int)
        stage.tasks.stream()
            .filter(task -> task.deployment == this && task.lastStatus == LastStatus.RUNNING)
            .count();
  }

  @Override
  public int notStopped() {
    return (int)
        stage.tasks.stream()
            .filter(task -> task.deployment == this && task.lastStatus != LastStatus.STOPPED)
            .count();
  }

  @Override
  public int desiredCount() {
    return desiredCount;
  }

  @Override
  public int failedTasks() {
    return failedTasks;
  }

  @Override
  public int refusedLaunches() {
    return refused;
  }

  @Override
  public boolean startedInAlarm() {
    return startedInAlarm;
  }

  @Override
  public long launchesFrom() {
    return launchesFrom;
  }

  @Override
  public boolean hasRun() {
    return hasRun;
  }

  @Override
  public @Nullable Object memory() {
    return memory;
  }

  @Override
  public String toString() {
    return id() + " " + rolloutState;
  }
}
