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

  /** How long a container lasts that is restarted again and again. */
  private static final Duration RESTARTS_AGAIN = Duration.ofMinutes(10);

  static final Law REST =
      new Law(
          "in the end a service is steady, or FAILED, or says why it is not",
          Law.Kind.EVENTUALLY,
          Recovery::new);

  private RecoveryLaws() {}

  private record Recovery(Facts facts) implements Check {
    @Override
    public String end() {
      return restless(facts);
    }
  }

  private static String restless(Facts facts) {
    EcsSimulation simulation = facts.simulation();
    return simulation.clusters().stream()
        .flatMap(cluster -> simulation.services(cluster.name()).stream())
        .filter(service -> !isAtRest(service, simulation.now()) && !restarts(facts, service))
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

  /**
   * A container that exits again and again, and is restarted in its task, is no fault that ends.
   */
  private static boolean restarts(Facts facts, ServiceSnapshot service) {
    KnownService known = facts.service(service.cluster(), service.name());
    return known != null
        && known.restartedAt >= facts.simulation().now().minus(RESTARTS_AGAIN).toEpochMilli();
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
