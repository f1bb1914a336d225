package dev.steadystate.deployment;

import com.google.common.math.LongMath;
import com.google.common.primitives.Ints;
import dev.steadystate.core.model.CircuitBreaker;
import java.math.RoundingMode;

/** How many failed tasks trip the deployment circuit breaker (DEP-78 to DEP-80). */
public final class CircuitBreakerThreshold {
  private static final int LEAST = 3;
  private static final int MOST = 200;

  private CircuitBreakerThreshold() {}

  /**
   * Returns the threshold at this desired count, which may change while the deployment runs
   * (DEP-81).
   *
   * <p>50 percent of 25 tasks are 13; a bounded threshold is never below 3 nor above 200.
   */
  public static int of(CircuitBreaker breaker, int desiredCount) {
    return switch (breaker.type()) {
      case COUNT -> breaker.value();
      case BOUNDED_PERCENT ->
          Ints.constrainToRange(percent(breaker.value(), desiredCount), LEAST, MOST);
      case UNBOUNDED_PERCENT -> Math.max(1, percent(breaker.value(), desiredCount));
    };
  }

  private static int percent(int value, int desiredCount) {
    return Ints.saturatedCast(
        LongMath.divide((long) value * desiredCount, 100, RoundingMode.CEILING));
  }
}
