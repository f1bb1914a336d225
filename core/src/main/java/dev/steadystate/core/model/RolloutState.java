package dev.steadystate.core.model;

/** How a deployment is going (DEP-15). */
public enum RolloutState {
  IN_PROGRESS,
  COMPLETED,
  FAILED
}
