package dev.steadystate.core.api;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import java.util.Optional;

/** The rules about what an update may change, over those about the service that it makes. */
final class ServiceUpdateRules {
  private static final String USE_CODE_DEPLOY =
      " on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new"
          + " deployment.";

  /** How sentences end that tell why commands cannot be executed. */
  static final String NEEDS_A_TASK_ROLE =
      " because a valid taskRoleArn is not being used. Specify a valid task role in your task"
          + " definition and try again.";

  private ServiceUpdateRules() {}

  static void check(ServiceUpdate update, Service present, TaskDefinition definition) {
    Document given = update.document();
    checkController(given, present.deploymentController());
    if (present.deploymentController().equals("CODE_DEPLOY")) {
      Check.parameter(
          update.taskDefinition().isEmpty(), "Unable to update task definition" + USE_CODE_DEPLOY);
      Check.parameter(
          update.subnets().isEmpty(), "Unable to update network parameters" + USE_CODE_DEPLOY);
      Check.parameter(
          !update.forceNewDeployment(), "Cannot force a new deployment" + USE_CODE_DEPLOY);
    }
    Check.parameter(
        update.forceNewDeployment() || !changesStrategy(present.document(), given),
        "When switching from launch type to capacity provider strategy on an existing service, or"
            + " making a change to a capacity provider strategy on a service that is already using"
            + " one, you must force a new deployment.");
    Check.parameter(
        mayExecuteCommands(given, definition),
        "The service couldn't be updated" + NEEDS_A_TASK_ROLE);
  }

  /** A service keeps the controller with which it was created. */
  private static void checkController(Document given, String present) {
    String wanted =
        given.document("deploymentController").flatMap(it -> it.string("type")).orElse(present);
    if (!wanted.equals(present)) {
      throw new EcsException(
          "UnsupportedFeatureException",
          "The migration of a service from the deployment controller "
              + present
              + " to "
              + wanted
              + " is not simulated.");
    }
  }

  /** Returns whether the tasks could execute commands, if the request asks for that. */
  static boolean mayExecuteCommands(Document given, TaskDefinition definition) {
    return !given.bool("enableExecuteCommand").equals(Optional.of(true))
        || definition.document().has("taskRoleArn");
  }

  private static boolean changesStrategy(Document present, Document given) {
    String strategy = "capacityProviderStrategy";
    return given.has(strategy)
        && !CapacityProviderStrategies.shown(given.documents(strategy))
            .equals(CapacityProviderStrategies.shown(present.documents(strategy)));
  }
}
