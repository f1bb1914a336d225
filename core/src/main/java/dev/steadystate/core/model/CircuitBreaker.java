package dev.steadystate.core.model;

import static com.google.common.base.Strings.lenientFormat;

import dev.steadystate.core.document.Document;

/** The deployment circuit breaker (DEP-77). */
public record CircuitBreaker(
    boolean enable, boolean rollback, boolean resetOnHealthyTask, Threshold type, int value) {
  /** How the threshold follows from the value (DEP-78 to DEP-80). */
  public enum Threshold {
    BOUNDED_PERCENT(100),
    UNBOUNDED_PERCENT(100),
    COUNT(Integer.MAX_VALUE);

    private final int maxValue;

    Threshold(int maxValue) {
      this.maxValue = maxValue;
    }
  }

  /** Checks the range of the value (DEP-80, DEP-81). */
  public CircuitBreaker {
    if (value < 1 || value > type.maxValue) {
      throw EcsException.invalidParameter(
          lenientFormat(
              "the value of thresholdConfiguration should be %s for type %s but was %s",
              type == Threshold.COUNT ? "at least 1" : "between 1 and 100", type, value));
    }
  }

  public static CircuitBreaker off() {
    return new CircuitBreaker(false, false, true, Threshold.BOUNDED_PERCENT, 50);
  }

  public static CircuitBreaker withRollback() {
    return new CircuitBreaker(true, true, true, Threshold.BOUNDED_PERCENT, 50);
  }

  public static CircuitBreaker withoutRollback() {
    return withRollback().withRollback(false);
  }

  /** Returns this breaker, rolling back or only failing the deployment. */
  public CircuitBreaker withRollback(boolean rolling) {
    return new CircuitBreaker(enable, rolling, resetOnHealthyTask, type, value);
  }

  /** Returns this breaker, its count beginning anew with each healthy task or never (DEP-86). */
  public CircuitBreaker withResetOnHealthyTask(boolean reset) {
    return new CircuitBreaker(enable, rollback, reset, type, value);
  }

  public CircuitBreaker withThreshold(Threshold kind, int number) {
    return new CircuitBreaker(enable, rollback, resetOnHealthyTask, kind, number);
  }

  /** Returns the members that the API has for it. */
  public Document toDocument() {
    return Document.builder()
        .put("enable", enable)
        .put("rollback", rollback)
        .put("resetOnHealthyTask", resetOnHealthyTask)
        .put(
            "thresholdConfiguration",
            Document.builder().put("type", type.name()).put("value", value).build())
        .build();
  }
}
