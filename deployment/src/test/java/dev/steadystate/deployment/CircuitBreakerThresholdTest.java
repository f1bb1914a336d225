package dev.steadystate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.Rule;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.CircuitBreaker.Threshold;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CircuitBreakerThresholdTest {
  @ParameterizedTest(name = "{0} {1} of {2} tasks: {3} failures trip it")
  @Rule("W5-12")
  @CsvSource({
    "BOUNDED_PERCENT, 50, 0, 3",
    "BOUNDED_PERCENT, 50, 1, 3",
    "BOUNDED_PERCENT, 50, 2, 3",
    "BOUNDED_PERCENT, 50, 5, 3",
    "BOUNDED_PERCENT, 50, 6, 3",
    "BOUNDED_PERCENT, 50, 7, 4",
    "BOUNDED_PERCENT, 50, 8, 4",
    "BOUNDED_PERCENT, 50, 25, 13",
    "BOUNDED_PERCENT, 50, 399, 200",
    "BOUNDED_PERCENT, 50, 400, 200",
    "BOUNDED_PERCENT, 50, 401, 200",
    "BOUNDED_PERCENT, 50, 800, 200",
    "BOUNDED_PERCENT, 10, 25, 3",
    "BOUNDED_PERCENT, 100, 25, 25",
    "UNBOUNDED_PERCENT, 50, 800, 400",
    "UNBOUNDED_PERCENT, 50, 1, 1",
    "UNBOUNDED_PERCENT, 10, 25, 3",
    "UNBOUNDED_PERCENT, 50, 0, 1",
    "COUNT, 5, 800, 5"
  })
  void followsTheDesiredCount(Threshold type, int value, int desiredCount, int expected) {
    CircuitBreaker breaker = new CircuitBreaker(true, true, true, type, value);

    assertThat(CircuitBreakerThreshold.of(breaker, desiredCount)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{1} percent of {0} tasks: {2}")
  @Rule("W5-23")
  @CsvSource({"2, 50, 1", "3, 50, 2", "10, 80, 8", "100, 90, 90", "10, 100, 10", "10, 0, 1"})
  void needsHealthyTasksForEarlySuccess(int desiredCount, int healthyPercent, int expected) {
    assertThat(EarlySuccess.enough(healthyPercent, desiredCount)).isEqualTo(expected);
  }
}
