package dev.steadystate.core.model;

import dev.steadystate.core.document.Document;

/** Completing a rolling deployment before all tasks are healthy (DEP-74). */
public record EarlySuccessCriteria(boolean enable, int healthyPercent, Cleanup cleanup) {
  /** Whether sources are cleaned up before the deployment completes. */
  public enum Cleanup {
    BLOCKING,
    DEFERRED
  }

  /** Checks the percentage. */
  public EarlySuccessCriteria {
    if (healthyPercent < 0 || healthyPercent > 100) {
      throw EcsException.invalidParameter(
          "healthyPercent should be between 0 and 100 but was " + healthyPercent);
    }
  }

  public static EarlySuccessCriteria off() {
    return new EarlySuccessCriteria(false, 100, Cleanup.BLOCKING);
  }

  /** Returns the criteria that are met when this share of the desired count is healthy. */
  public static EarlySuccessCriteria at(int healthyPercent, Cleanup cleanup) {
    return new EarlySuccessCriteria(true, healthyPercent, cleanup);
  }

  /** Returns the members that the API has for it. */
  public Document toDocument() {
    return enable
        ? Document.builder()
            .put("enable", true)
            .put("healthyPercent", healthyPercent)
            .put("sourceServiceRevisionCleanup", cleanup.name())
            .build()
        : Document.of("enable", false);
  }
}
