package dev.steadystate.testkit.law;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.view.ServiceEventSnapshot;
import dev.steadystate.core.view.ServiceSnapshot;
import java.time.Duration;
import java.time.Instant;

/** How things end once faults end. */
final class RecoveryLaws {
  /** How long a service may keep silent about what it waits for (EG-8). */
  private static final Duration SAYS_AGAIN = Duration.ofHours(6).plusMinutes(30);

  static final Law REST =
      new Law(
          "in the end a service is steady, or FAILED, or says why it is not",
          Law.Kind.EVENTUALLY,
          facts ->
              new Check() {
                @Override
                public String end() {
                  return restless(facts.simulation());
                }
              });

  private RecoveryLaws() {}

  private static String restless(EcsSimulation simulation) {
    return simulation.clusters().stream()
        .flatMap(cluster -> simulation.services(cluster.name()).stream())
        .filter(service -> !isAtRest(service, simulation.now()))
        .findFirst()
        .map(
            service ->
                service
                    + ", "
                    + service.deployments()
                    + ", last said: "
                    + (service.events().isEmpty() ? "nothing" : service.events().get(0)))
        .orElse("");
  }

  private static boolean isAtRest(ServiceSnapshot service, Instant now) {
    if (service.status() == ServiceStatus.INACTIVE) {
      return true;
    }
    if (service.status() == ServiceStatus.DRAINING) {
      return false;
    }
    return service.steady()
        || service.primary().rolloutState() == RolloutState.FAILED
        || saysWhy(service, now);
  }

  private static boolean saysWhy(ServiceSnapshot service, Instant now) {
    for (ServiceEventSnapshot event : service.events()) {
      if (event.createdAt().isBefore(now.minus(SAYS_AGAIN))) {
        return false;
      }
      if (isReason(event.message())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isReason(String message) {
    return message.contains("was unable to place a task")
        || message.contains("is unable to consistently start tasks successfully")
        || message.contains("because of the service deployment configuration")
        || message.contains("tasks under protection");
  }
}
