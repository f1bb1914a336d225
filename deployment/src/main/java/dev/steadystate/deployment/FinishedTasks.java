package dev.steadystate.deployment;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.News;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.Why;

/** Notes finished tasks and what follows for the deployment: step 1 of SS-3. */
final class FinishedTasks {
  private FinishedTasks() {}

  static Plan plan(ServiceView service) {
    ImmutableList<News> news = service.news();
    if (Rollout.isOver(service) && news.isEmpty() && service.replacements().isEmpty()) {
      return Plan.nothing();
    }
    Actions actions = new Actions(service);
    partPairs(service, actions);
    discardCounters(service, actions);
    FailureLedger ledger = new FailureLedger(service, actions);
    if (service.primary().rolloutState() != RolloutState.FAILED) {
      ledger.read(news, service.configuration().circuitBreaker().resetOnHealthyTask());
    }
    if (service.primary().rolloutState() == RolloutState.IN_PROGRESS) {
      judge(service, ledger.failedTasks(), actions);
    }
    return actions.plan();
  }

  /**
   * A task that recovered and its replacement are one too many only as long as nothing else is
   * missing. If a crash or a larger desired count has used up the surplus, both are needed.
   */
  private static void partPairs(ServiceView service, Actions actions) {
    if (service.replacements().isEmpty()) {
      return;
    }
    DeploymentView primary = service.primary();
    Headcount head = Headcount.of(service, primary);
    int wanted = service.desiredCount() + head.draining();
    if (head.live() - Replacement.unrecovered(service, primary) <= wanted) {
      Replacement.unpairRecovered(service, primary, actions);
    }
  }

  /** The failures of a deployment that was overtaken no longer matter (DEP-64). */
  private static void discardCounters(ServiceView service, Actions actions) {
    for (DeploymentView source : KeepTarget.sources(service)) {
      if (source.rolloutState() == RolloutState.IN_PROGRESS && source.failedTasks() != 0) {
        actions.add(
            new Plan.CountFailures(
                source, 0, null, Why.of("a newer deployment took over; its failures are void")));
      }
    }
  }

  private static void judge(ServiceView service, int failedTasks, Actions actions) {
    FailureDetection detection = new FailureDetection(service, actions);
    if (service.rollbackRequested()) {
      detection.rollBackOnRequest(failedTasks);
    } else if (detection.breakerTrips(failedTasks)) {
      detection.failByBreaker(failedTasks);
    } else if (AlarmWatch.of(service).isTriggered()) {
      detection.failByAlarm();
    } else {
      EarlySuccess.judge(service, actions);
    }
  }
}
