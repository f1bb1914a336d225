package dev.steadystate.core.api;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;

/**
 * Reads requests: what was given, with the defaults of ECS for what was not.
 *
 * <p>Each takes a document that {@link Schema#check} accepts for the action of its name. What ECS
 * knows and the simulation does not stays in the document that the value keeps.
 */
public final class Requests {
  private Requests() {}

  /** Reads a {@code RegisterTaskDefinition}. */
  public static TaskDefinition taskDefinition(Document request) {
    return TaskDefinitionReader.read(request);
  }

  /** Reads a {@code CreateService}. */
  public static Service service(Document request) {
    return ServiceReader.service(request);
  }

  /** Reads an {@code UpdateService}. */
  public static ServiceUpdate serviceUpdate(Document request) {
    return ServiceReader.update(request);
  }

  /** Returns the service as the update leaves it, its deployment configuration overlaid. */
  public static Service updated(Service present, ServiceUpdate update) {
    DeploymentConfiguration configuration = present.deploymentConfiguration();
    return present.updated(
        update,
        update
            .deploymentConfiguration()
            .map(given -> overlaid(configuration, given))
            .orElse(configuration));
  }

  /** Reads a {@code RunTask}. */
  public static RunTask runTask(Document request) {
    return RunTaskReader.read(request);
  }

  /** Reads a {@code StartTask}: one task for each container instance. */
  public static RunTask startTask(Document request) {
    if (request.list("containerInstances").isEmpty()) {
      throw EcsException.client("Container Instances cannot be empty.");
    }
    return RunTaskReader.read(request);
  }

  /** Reads a {@code RegisterContainerInstance}. */
  public static ContainerInstance containerInstance(Document request) {
    return ContainerInstanceReader.read(request);
  }

  /** Returns the configuration with the given members laid over the present ones. */
  public static DeploymentConfiguration overlaid(DeploymentConfiguration present, Document given) {
    return DeploymentConfigurationReader.overlaid(present, given);
  }
}
