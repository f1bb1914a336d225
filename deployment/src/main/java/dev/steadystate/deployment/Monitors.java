package dev.steadystate.deployment;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;

/** What a service deployment shows of its circuit breaker and its alarms (DEP-91, DEP-105). */
final class Monitors {
  private static final String DISABLED = "DISABLED";
  private static final String MONITORING = "MONITORING";
  private static final String TRIGGERED = "TRIGGERED";
  private static final String COMPLETE = "MONITORING_COMPLETE";

  private Monitors() {}

  static void monitoring(ServiceView service, Actions actions) {
    show(service, MONITORING, MONITORING, ImmutableList.of(), actions);
  }

  static void breakerTripped(ServiceView service, Actions actions) {
    show(service, TRIGGERED, MONITORING, ImmutableList.of(), actions);
  }

  static void alarmTriggered(
      ServiceView service, ImmutableList<String> triggered, Actions actions) {
    show(service, MONITORING, TRIGGERED, triggered, actions);
  }

  static void complete(ServiceView service, Actions actions) {
    show(service, COMPLETE, COMPLETE, ImmutableList.of(), actions);
  }

  private static void show(
      ServiceView service,
      String breakerStatus,
      String alarmStatus,
      ImmutableList<String> triggered,
      Actions actions) {
    Rollout rollout = actions.rollout();
    if (rollout.isRollback()) {
      return; // The service deployment goes on showing what made it roll back.
    }
    CircuitBreaker breaker = service.configuration().circuitBreaker();
    Plan.Monitor monitor =
        new Plan.Monitor(
            breaker.enable() ? breakerStatus : DISABLED,
            CircuitBreakerThreshold.of(breaker, service.desiredCount()),
            AlarmWatch.of(service).isWatching() ? alarmStatus : DISABLED,
            triggered);
    if (rollout.shown().filter(monitor::equals).isEmpty()) {
      actions.add(monitor);
      actions.remember(rollout.showing(monitor));
    }
  }
}
