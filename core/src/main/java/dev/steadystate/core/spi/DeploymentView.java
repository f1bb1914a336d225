package dev.steadystate.core.spi;

import dev.steadystate.core.model.DeploymentStatus;
import dev.steadystate.core.model.RolloutState;
import org.jspecify.annotations.Nullable;

/** A deployment of a service as deciders see it. Counts cost nothing. */
public interface DeploymentView {
  /** Returns its place in the order of creation within the service, from 1. */
  int ordinal();

  /** Returns {@code ecs-svc/} and nineteen digits. */
  String id();

  DeploymentStatus status();

  RolloutState rolloutState();

  /** Returns whether it has ever been COMPLETED, whatever its rollout state is now. */
  boolean hasCompleted();

  /** Returns when it became the PRIMARY; a rollback makes it so again. */
  long startedAt();

  /** Returns the desired count of the service when it became the PRIMARY (DEP-60). */
  int desiredCountAtStart();

  /**
   * Returns how many of its live tasks were RUNNING when another deployment became the PRIMARY in
   * its place, 0 before that (DEP-46).
   */
  int runningWhenOvertaken();

  /** Returns how many of its tasks are in this condition. */
  int count(Condition condition);

  /** Returns its tasks in this condition, in no promised order: sort by launch number to decide. */
  Iterable<? extends TaskView> tasks(Condition condition);

  /** Returns how many of its tasks have {@code lastStatus} RUNNING, also those told to stop. */
  int running();

  /** Returns how many of its tasks are not STOPPED yet. */
  int notStopped();

  /** Returns the desiredCount that DescribeServices shows for it (DEP-19). */
  int desiredCount();

  /** Returns the failures counted so far (DEP-83, DEP-84). */
  int failedTasks();

  /**
   * Returns how many of its launches in this pass found no place: of every Launch and LaunchOn the
   * count, less the tasks started, less those that the launch rate held back (DEP-84, DEP-88).
   */
  int refusedLaunches();

  /**
   * Returns whether one of the configured alarms was in ALARM when it last became the PRIMARY
   * (DEP-104).
   */
  boolean startedInAlarm();

  /** Returns the instant before which the throttle forbids a launch, 0 when it does not (SS-83). */
  long launchesFrom();

  /** Returns whether a task of it was RUNNING since it last became the PRIMARY. */
  boolean hasRun();

  /** Returns what the controller wants to remember with it; a value, never mutated. */
  @Nullable Object memory();

  default int live() {
    return count(Condition.STARTING)
        + count(Condition.SETTLING)
        + count(Condition.UNHEALTHY)
        + count(Condition.HEALTHY);
  }

  default int healthy() {
    return count(Condition.HEALTHY);
  }
}
