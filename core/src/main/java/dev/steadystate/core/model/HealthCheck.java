package dev.steadystate.core.model;

/** A container health check; all times in seconds (file 1, B.3). */
public record HealthCheck(int interval, int timeout, int retries, int startPeriod) {
  /**
   * Returns the check with the defaults of ECS: every 30 s, 5 s to answer, 3 tries, no start
   * period.
   */
  public static HealthCheck standard() {
    return new HealthCheck(30, 5, 3, 0);
  }
}
