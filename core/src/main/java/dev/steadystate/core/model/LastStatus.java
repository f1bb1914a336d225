package dev.steadystate.core.model;

/** The last thing known about a task, in the order of its life (TK-2). */
public enum LastStatus {
  PROVISIONING,
  PENDING,
  ACTIVATING,
  RUNNING,
  DEACTIVATING,
  STOPPING,
  DEPROVISIONING,
  STOPPED;

  /** Returns whether the task has not reached RUNNING yet: what pendingCount counts (TK-111). */
  public boolean isPending() {
    return compareTo(RUNNING) < 0;
  }

  /** Returns whether containers may still be there: what maximumPercent counts (TK-114). */
  public boolean isOccupying() {
    return compareTo(DEPROVISIONING) < 0;
  }
}
