package dev.steadystate.core.model;

/** Completing a rolling deployment before all tasks are healthy (DEP-74). */
public record EarlySuccessCriteria(boolean enable, int healthyPercent, Cleanup cleanup) {
  /** Whether sources are cleaned up before the deployment completes. */
  public enum Cleanup {
    BLOCKING,
    DEFERRED
  }

  public static EarlySuccessCriteria off() {
    return new EarlySuccessCriteria(false, 100, Cleanup.BLOCKING);
  }
}
