package dev.steadystate.rules;

import static dev.steadystate.core.fate.ContainerFate.Behaviour.FAILING;
import static dev.steadystate.core.fate.ContainerFate.Behaviour.HANGING;
import static dev.steadystate.core.fate.Fates.container;
import static dev.steadystate.core.fate.Fates.rule;
import static java.time.Duration.ofSeconds;

import dev.steadystate.core.fate.ContainerRule;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.HealthCheck;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.TaskDefinition;

/**
 * What the worked examples of the service scheduler and its events take for granted: a tick every
 * ten seconds, bridge tasks on EC2 that are RUNNING 20 s after their launch and STOPPED 30 s after
 * they are told to stop, no load balancer, plenty of room.
 */
final class Assumptions {
  static final Parameters TIMING =
      Parameters.observed().with("activating", "7s").with("refuseBlockingPercentages", "false");

  private Assumptions() {}

  /** Opens a scene with the service {@code web} in mind; these rules of fate go first. */
  static Scene scene(FateRule... fates) {
    FateRule[] all = new FateRule[fates.length + 1];
    System.arraycopy(fates, 0, all, 0, fates.length);
    all[fates.length] = rule().container(web());
    return Scene.with(TIMING, all);
  }

  /** A container that needs 30 s to stop. */
  static ContainerRule web() {
    return container("web").shutdown(ofSeconds(30));
  }

  /** A task definition without a health check. */
  static TaskDefinition plain() {
    return TaskDefinition.of("web", "nginx");
  }

  /** A task definition with a check every 10 s, three failures of which are too many. */
  static TaskDefinition checked() {
    return TaskDefinition.of(
        "web",
        ContainerDefinition.of("web", "nginx")
            .withHealthCheck(
                HealthCheck.standard().withInterval(10).withTimeout(5).withRetries(3)));
  }

  /**
   * RUNNING at 20, the container is UNHEALTHY at 145: a check that begins at 120 hangs for 5 s, so
   * that the next two fail at 135 and at 145.
   */
  static ContainerRule unhealthyAt145() {
    return web().health(ofSeconds(100), HANGING).health(ofSeconds(101), FAILING);
  }

  /** Five seconds after its launch the task is STOPPED without having been RUNNING. */
  static FateRule neverStarts() {
    return rule()
        .pending(ofSeconds(5))
        .pull(ofSeconds(0))
        .failsIn(StartFailure.Stage.PULL, "CannotPullContainerError: no such image");
  }
}
