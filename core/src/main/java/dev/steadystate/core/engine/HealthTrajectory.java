package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.fate.ContainerFate.HealthChange;
import dev.steadystate.core.model.HealthCheck;
import dev.steadystate.core.model.HealthStatus;

/**
 * Foretells when the verdict on a container changes (TK-60 to TK-65), given how its check will
 * answer, so that a container whose verdict stands costs no events.
 *
 * <p>All times in milliseconds since the start of the container.
 */
final class HealthTrajectory {
  private HealthTrajectory() {}

  /** A verdict and the time from which it stands; {@code at} is negative when there is no more. */
  record Verdict(long at, HealthStatus status) {
    static final Verdict NONE = new Verdict(-1, HealthStatus.UNKNOWN);

    boolean exists() {
      return at >= 0;
    }
  }

  /**
   * Returns the first change of verdict after {@code after}.
   *
   * <p>Always failing with the defaults: UNHEALTHY at 90 s, three checks after the start (TX-6).
   */
  static Verdict nextAfter(long after, HealthCheck check, ImmutableList<HealthChange> script) {
    long interval = check.interval() * 1000L;
    long timeout = check.timeout() * 1000L;
    long startPeriodEnd = check.startPeriod() * 1000L;
    HealthStatus status = HealthStatus.UNKNOWN;
    boolean everPassed = false;
    int streak = 0;
    long start = interval;
    int next = 0;
    Behaviour behaviour = Behaviour.PASSING;
    while (true) {
      while (next < script.size() && script.get(next).after() <= start) {
        behaviour = script.get(next++).is();
      }
      long result = behaviour == Behaviour.HANGING ? start + timeout : start;
      HealthStatus verdict = status;
      if (behaviour == Behaviour.PASSING) {
        everPassed = true;
        streak = 0;
        verdict = HealthStatus.HEALTHY;
      } else if (everPassed || result >= startPeriodEnd) {
        streak++;
        if (streak >= check.retries()) {
          verdict = HealthStatus.UNHEALTHY;
        }
      }
      if (verdict != status) {
        status = verdict;
        if (result > after) {
          return new Verdict(result, status);
        }
      }
      boolean settled =
          behaviour == Behaviour.PASSING
              ? status == HealthStatus.HEALTHY
              : status == HealthStatus.UNHEALTHY;
      if (settled && next == script.size()) {
        return Verdict.NONE;
      }
      start = result + interval;
      if (settled) {
        // Nothing can change before the next entry of the script: skip the checks before it.
        long cycle = behaviour == Behaviour.HANGING ? interval + timeout : interval;
        long until = script.get(next).after();
        if (until > start) {
          start += (until - start + cycle - 1) / cycle * cycle;
        }
      }
    }
  }
}
