package dev.steadystate.core.spi;

import dev.steadystate.core.model.Service;

/**
 * Decides how many tasks of which revision a service has, and when.
 *
 * <p>A controller keeps no state of its own: what it must remember it returns in the plan, and the
 * core stores it with the deployment, so that a simulation can be forked in mid-run.
 */
public interface DeploymentController {
  /** Returns the name that {@code deploymentController.type} gives it, such as {@code ECS}. */
  String type();

  /** Refuses a service that this controller cannot run, with an EcsException. */
  default void validate(Service service) {}

  /** Returns what to do at this sub-step; the core does it before it asks for the next one. */
  Plan plan(ServiceView service, SubStep step);
}
