package dev.steadystate.core.model;

/** The deployment circuit breaker (DEP-77). */
public record CircuitBreaker(
    boolean enable, boolean rollback, boolean resetOnHealthyTask, Threshold type, int value) {
  /** How the threshold follows from the value (DEP-78 to DEP-80). */
  public enum Threshold {
    BOUNDED_PERCENT,
    UNBOUNDED_PERCENT,
    COUNT
  }

  public static CircuitBreaker off() {
    return new CircuitBreaker(false, false, true, Threshold.BOUNDED_PERCENT, 50);
  }

  public static CircuitBreaker withRollback() {
    return new CircuitBreaker(true, true, true, Threshold.BOUNDED_PERCENT, 50);
  }
}
