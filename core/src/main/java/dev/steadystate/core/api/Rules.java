package dev.steadystate.core.api;

import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;

/**
 * The rules of ECS about parts that must fit together and that need no look at the simulation, for
 * requests from documents and from builders alike.
 *
 * <p>What one part alone can get wrong, it refuses at its birth. Which placement strategies and
 * constraints there are, and what they take, placement knows.
 */
public final class Rules {
  private Rules() {}

  /** Refuses with a {@code ClientException} a task definition that ECS would not register. */
  public static void check(TaskDefinition definition) {
    TaskDefinitionRules.check(definition);
  }

  /** Refuses a service that ECS would not create, or would not let an update make of another. */
  public static void check(
      Service service, TaskDefinition definition, boolean refuseBlockingPercentages) {
    ServiceRules.check(service, definition);
    check(
        service.deploymentConfiguration(), service.schedulingStrategy(), refuseBlockingPercentages);
  }

  /**
   * Refuses a service that has no task definition, as its controller brings the tasks; whatever
   * other rules hold for it.
   */
  public static void checkWithoutTaskDefinition(
      Service service, boolean refuseBlockingPercentages) {
    ServiceRules.checkAlone(service);
    check(
        service.deploymentConfiguration(), service.schedulingStrategy(), refuseBlockingPercentages);
  }

  /**
   * Refuses an update that the controller of the service does not allow (DEP-159). The service that
   * it would make is checked like a new one.
   *
   * @param definition what the tasks of the service would be made of
   */
  public static void check(ServiceUpdate update, Service present, TaskDefinition definition) {
    ServiceUpdateRules.check(update, present, definition);
  }

  /** Refuses percentages that do not suit the scheduling strategy, or block each other (DEP-41). */
  public static void check(
      DeploymentConfiguration configuration,
      SchedulingStrategy strategy,
      boolean refuseBlockingPercentages) {
    DeploymentConfigurationRules.check(configuration, strategy, refuseBlockingPercentages);
  }

  /** Refuses a run that ECS would not start. */
  public static void check(RunTask run, TaskDefinition definition) {
    RunTaskRules.check(run, definition);
  }
}
