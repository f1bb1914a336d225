package dev.steadystate.testkit.scenario;

import java.time.Duration;
import java.util.Optional;

/**
 * When a run ends.
 *
 * @param length since the start, included; absent, when every service is in steady state after the
 *     last step, or at {@link #AT_MOST}
 */
public record Until(Optional<Duration> length) {
  /** How long a run waits for steady state. */
  public static final Duration AT_MOST = Duration.ofDays(7);

  public static Until steady() {
    return new Until(Optional.empty());
  }

  public static Until after(Duration length) {
    return new Until(Optional.of(length));
  }
}
