package dev.steadystate.core.spi;

/** The parts of a pass that a controller decides, in their order within SS-3. */
public enum SubStep {
  /** Notes finished tasks, counts failures, fails and rolls back (SS-3 step 1). */
  NOTE_FINISHED,
  /** Replaces unhealthy tasks (step 2). */
  HEALTH,
  /** Empties draining instances (step 3). */
  DRAINING,
  /** Stops what the rollout no longer needs (step 4). */
  DEPLOYMENT,
  /** Stops what is above the desired count (step 5). */
  SCALE_IN,
  /** Starts what is missing (step 6). */
  STARTS,
  /** Decides whether the deployment is complete or stuck, after all else (before step 8). */
  COMPLETION
}
