package dev.steadystate.core.view;

import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.ServiceStatus;

/**
 * The numbers of a service as they are now. Unlike a snapshot it goes with the time, and reading it
 * costs next to nothing, so that whoever watches a run may look at every instant.
 */
public interface ServiceCounts {
  /** Returns the name of its cluster. */
  String clusterName();

  String name();

  ServiceStatus status();

  int desiredCount();

  /** Returns tasks RUNNING, told to stop or not (TK-110). */
  int runningCount();

  /** Returns tasks not RUNNING yet (TK-111). */
  int pendingCount();

  /** Returns tasks that count for the lower bound (SS-6). */
  int healthyCount();

  /** Returns the lower bound while tasks are replaced (SS-4). */
  int floor();

  /** Returns the upper bound while tasks are replaced (SS-4). */
  int ceiling();

  /** Returns whether it is ACTIVE and in steady state (SS-121), no call or crash waiting. */
  boolean isSteady();

  /** Returns how far the PRIMARY deployment is. */
  RolloutState rolloutState();
}
