package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.RolloutState;
import org.jspecify.annotations.Nullable;

/** A deployment as the journal tells of it. */
final class KnownDeployment {
  /** Not yet. */
  static final long LATER = Long.MAX_VALUE;

  final KnownService service;
  final String id;

  /** Its number in its service, once it is known. */
  int ordinal = -1;

  final Rounds rounds = new Rounds();
  RolloutState rollout = RolloutState.IN_PROGRESS;
  boolean everCompleted;

  /** The how manyth completion of its service its latest was. */
  int completedAs;

  boolean isKnownFromItsStart;

  /** Whether it is the primary again because a later one failed (DEP-101). */
  boolean isRollback;

  /** Whether a task of it became healthy since the last tick (DEP-86). */
  boolean healthyNews;

  /** Whether one of its alarms was in ALARM when it became the primary (DEP-104). */
  boolean startedInAlarm;

  /** Whether it has had its first round since then. */
  boolean begun = true;

  /** Whether any task of it has run since then (DEP-105). */
  boolean hasRun;

  /** When its bake time began: not before this, and not after that (DEP-108). */
  long mayBakeFrom = LATER;

  long bakesFrom = LATER;

  /** How many old tasks it keeps beside it, and for how many wanted (DEP-46, DEP-60). */
  int kept = Integer.MAX_VALUE;

  int keptFor;

  /** What its tasks are like, found out with the first of them. */
  @Nullable Shape shape;

  /** The first of its tasks: they all need the same. */
  @Nullable KnownTask model;

  String taskDefinition = "";

  /** The target groups that its tasks register in. */
  ImmutableList<String> targetGroups = ImmutableList.of();

  int live;
  int notStopped;
  int unhealthy;
  int refused;
  int failed;
  int failures;

  /** Failures since it became the primary that nobody has counted yet (DEP-84). */
  int uncounted;

  long failuresAt = KnownTask.NEVER;
  long failedByBreakerAt = KnownTask.NEVER;

  KnownDeployment(KnownService service, String id) {
    this.service = service;
    this.id = id;
  }

  /** It becomes the primary, for the first time or by a rollback. */
  void begins(boolean inAlarm, boolean runs) {
    startedInAlarm = inAlarm;
    begun = false;
    hasRun = runs;
    mayBakeFrom = LATER;
    bakesFrom = LATER;
    kept = Integer.MAX_VALUE;
    uncounted = 0;
  }

  boolean isOver() {
    return rollout != RolloutState.IN_PROGRESS;
  }

  @Override
  public String toString() {
    return id;
  }
}
