package dev.steadystate.deployment;

import com.google.common.math.LongMath;
import dev.steadystate.core.model.EarlySuccessCriteria;
import dev.steadystate.core.model.EarlySuccessCriteria.Cleanup;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.Why;
import java.math.RoundingMode;

/**
 * Completes a rolling deployment before all its tasks are healthy (DEP-74).
 *
 * <p>This is decided before anything starts in the pass: what is missing then starts as in normal
 * scaling.
 */
final class EarlySuccess {
  private static final long TWO_WEEKS = 14 * 24 * 60 * 60_000L;

  private EarlySuccess() {}

  /** Returns how many healthy tasks are enough, at least one: 50 percent of 3 are 2 (W5-23). */
  static int enough(int healthyPercent, int desiredCount) {
    long enough = LongMath.divide((long) desiredCount * healthyPercent, 100, RoundingMode.CEILING);
    return (int) Math.max(1, enough);
  }

  static void judge(ServiceView service, Actions actions) {
    EarlySuccessCriteria criteria = service.configuration().earlySuccess();
    if (!criteria.enable() || service.desiredCount() == 0) {
      return;
    }
    int healthy = Headcount.of(service, service.primary()).healthyStaying();
    int enough = enough(criteria.healthyPercent(), service.desiredCount());
    if (healthy < enough || !Completion.isBaked(service, actions)) {
      return;
    }
    Why why =
        Why.of(
            "{0} of {1} are healthy and {2} are enough", healthy, service.desiredCount(), enough);
    if (Completion.areSourcesGone(service)) {
      Completion.complete(service, why, actions);
    } else if (criteria.cleanup() == Cleanup.DEFERRED) {
      Completion.complete(service, why, actions);
      long until = service.now() + TWO_WEEKS;
      actions.remember(actions.rollout().cleaningUpUntil(until));
      actions.add(new Plan.WakeAt(until));
    }
  }
}
