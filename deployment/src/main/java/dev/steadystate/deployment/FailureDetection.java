package dev.steadystate.deployment;

import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.Plan.Aftermath;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.Why;
import java.util.Optional;

/** Fails a deployment and rolls it back (DEP-92 to DEP-102, DEP-107, DEP-153). */
final class FailureDetection {
  private static final String NO_CANDIDATE = "No rollback candidate was found to run the rollback.";

  private final ServiceView service;
  private final DeploymentView primary;
  private final Actions actions;

  FailureDetection(ServiceView service, Actions actions) {
    this.service = service;
    this.primary = service.primary();
    this.actions = actions;
  }

  /** Returns whether the failures reach the threshold of the latest desired count (W5-14). */
  boolean breakerTrips(int failedTasks) {
    CircuitBreaker breaker = service.configuration().circuitBreaker();
    return breaker.enable()
        && failedTasks >= CircuitBreakerThreshold.of(breaker, service.desiredCount());
  }

  void failByBreaker(int failedTasks) {
    CircuitBreaker breaker = service.configuration().circuitBreaker();
    int threshold = CircuitBreakerThreshold.of(breaker, service.desiredCount());
    Monitors.breakerTripped(service, actions);
    fail(
        new Cause(
            breaker.rollback(),
            EventKind.DEPLOYMENT_FAILED,
            "ECS deployment circuit breaker: ",
            "tasks failed to start.",
            "the circuit breaker threshold was exceeded.",
            Why.of("{0} failed tasks, the threshold is {1}", failedTasks, threshold)));
  }

  void failByAlarm() {
    AlarmWatch watch = AlarmWatch.of(service);
    Monitors.alarmTriggered(service, watch.triggered(), actions);
    fail(
        new Cause(
            service.configuration().alarms().rollback(),
            EventKind.DEPLOYMENT_FAILED_BY_ALARM,
            "ECS deployment alarms: ",
            "alarm detected.",
            "one or more alarms were triggered.",
            Why.of("{0} of its alarms are in ALARM", watch.triggered().size())));
  }

  /**
   * A user's rollback fails nothing and needs no configuration: the deployment is overtaken by the
   * one before (DEP-153, DEP-155).
   */
  void rollBackOnRequest(int failedTasks) {
    Why why = Why.of("a user asked for the rollback");
    Optional<? extends DeploymentView> candidate = candidate();
    if (candidate.isPresent()) {
      rollBack(
          candidate.get(),
          "ECS deployment rollback requested: ",
          "Service deployment rolled back because of a user request.",
          why);
      voidFailures(primary, failedTasks);
    } else {
      actions.add(
          new Plan.Fail(
              primary,
              "ECS deployment rollback requested: no deployment to roll back to.",
              Aftermath.ROLLBACK_FAILED,
              NO_CANDIDATE,
              why));
    }
  }

  /**
   * What failed the deployment, in the words of ECS.
   *
   * @param rollback whether this method of detection has rollback enabled (DEP-102)
   */
  private record Cause(
      boolean rollback, EventKind event, String method, String failure, String because, Why why) {}

  private void fail(Cause cause) {
    actions.add(new Plan.Emit(EventMessage.of(cause.event(), primary.id()), cause.why()));
    if (Rollout.of(primary).isRollback()) {
      // DEP-101: a rollback that fails is not rolled back again, and it can only fail (DEP-149).
      String failed = "Service deployment rollback failed because ";
      fail(cause, Aftermath.ROLLBACK_FAILED, failed + cause.because());
    } else if (!cause.rollback()) {
      fail(cause, Aftermath.STOPPED, "Service deployment stopped because " + cause.because());
    } else if (candidate().isEmpty()) {
      fail(cause, Aftermath.ROLLBACK_FAILED, NO_CANDIDATE); // DEP-97
    } else {
      String rolledBack = "Service deployment rolled back because " + cause.because();
      fail(cause, Aftermath.ROLLS_BACK, rolledBack);
      rollBack(candidate().get(), cause.method(), rolledBack, cause.why());
    }
  }

  private void fail(Cause cause, Aftermath aftermath, String statusReason) {
    actions.add(
        new Plan.Fail(
            primary, cause.method() + cause.failure(), aftermath, statusReason, cause.why()));
  }

  private void rollBack(DeploymentView to, String method, String statusReason, Why why) {
    actions.add(new Plan.Emit(EventMessage.of(EventKind.ROLLING_BACK, to.id()), why));
    String reason = method + "rolling back to deploymentId " + to.id() + ".";
    actions.add(new Plan.RollBack(to, reason, statusReason, why));
    actions.add(new Plan.Remember(to, Rollout.ROLLBACK));
    voidFailures(to, to.failedTasks());
  }

  private void voidFailures(DeploymentView deployment, int failedTasks) {
    if (failedTasks != 0) {
      actions.add(
          new Plan.CountFailures(deployment, 0, null, Why.of("a rollback begins to count afresh")));
    }
  }

  /** Returns the newest deployment that is COMPLETED (DEP-93); one being rolled back to is not. */
  private Optional<? extends DeploymentView> candidate() {
    return service
        .rollbackCandidate()
        .filter(candidate -> candidate.rolloutState() == RolloutState.COMPLETED);
  }
}
