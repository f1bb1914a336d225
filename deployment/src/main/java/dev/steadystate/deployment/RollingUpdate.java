package dev.steadystate.deployment;

import dev.steadystate.core.spi.DeploymentController;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.SubStep;

/**
 * The deployment controller {@code ECS}: keeps the desired count, rolls new revisions out within
 * floor and ceiling, and rolls back what fails.
 */
public final class RollingUpdate implements DeploymentController {
  /** Makes a controller; all are alike, for it keeps no state. */
  public RollingUpdate() {}

  @Override
  public String type() {
    return "ECS";
  }

  @Override
  public Plan plan(ServiceView service, SubStep step) {
    boolean daemon = Daemons.isDaemon(service);
    return switch (step) {
      case NOTE_FINISHED -> FinishedTasks.plan(service);
      case HEALTH -> UnhealthyTasks.plan(service);
      case DRAINING -> daemon ? Daemons.leaveInstances(service) : DrainingTasks.plan(service);
      case DEPLOYMENT -> SourceTasks.plan(service);
      case SCALE_IN -> daemon ? Plan.nothing() : ScaleIn.plan(service);
      case STARTS -> daemon ? Daemons.start(service) : Starts.plan(service);
      case COMPLETION -> Completion.plan(service);
    };
  }

  @Override
  public String toString() {
    return type();
  }
}
