package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.model.ZoneRebalancing;
import java.util.Optional;

/** The rules about services, as they are created and as updates leave them (spec 8). */
final class ServiceRules {
  private static final ImmutableSet<String> FOREIGN_CONTROLLERS =
      ImmutableSet.of("CODE_DEPLOY", "EXTERNAL");

  private static final String NOT_REBALANCED = "Availability Zone Rebalancing does not support ";

  private final Service service;
  private final Document given;
  private final LaunchType launchType;

  private ServiceRules(Service service) {
    this.service = service;
    this.given = service.document();
    this.launchType = service.launchType().orElse(LaunchType.EC2);
  }

  /** Checks a service against the definition of its tasks. */
  static void check(Service service, TaskDefinition definition) {
    checkAlone(service);
    ServiceRules rules = new ServiceRules(service);
    rules.checkFits(definition);
    NetworkRules.check(service.subnets(), rules.given, rules.launchType, definition);
    NeighbourRules.check(service, definition);
  }

  /** Checks what has nothing to do with the definition of its tasks. */
  static void checkAlone(Service service) {
    ServiceRules rules = new ServiceRules(service);
    rules.checkController();
    rules.checkSchedulingStrategy();
    rules.checkPlacement();
    rules.checkZoneRebalancing();
    rules.checkMonitoring();
    CapacityProviderStrategies.check(rules.given);
    ClientTokens.check(rules.given, ClientTokens.OF_SERVICES);
    Tags.check(rules.given.documents("tags"));
  }

  private void checkController() {
    boolean external = service.deploymentController().equals("EXTERNAL");
    if (external) {
      Check.parameter(service.taskDefinition().isEmpty(), "TaskDefinition must be blank");
      Check.parameter(given.list("loadBalancers").isEmpty(), "LoadBalancers must be empty or null");
    } else {
      Check.parameter(!service.taskDefinition().isEmpty(), "TaskDefinition can not be blank.");
    }
    Check.parameter(
        !service.deploymentController().equals("CODE_DEPLOY") || !service.targetGroups().isEmpty(),
        "When using the CODE_DEPLOY deployment controller, the service requires an Application"
            + " Load Balancer or Network Load Balancer");
    if (FOREIGN_CONTROLLERS.contains(service.deploymentController())) {
      Check.parameter(
          !service.deploymentConfiguration().circuitBreaker().enable()
              && !service.deploymentConfiguration().alarms().enable()
              && !service.deploymentConfiguration().earlySuccess().enable(),
          "Deployment circuit breaker, alarms and early success criteria are only supported with"
              + " the ECS deployment controller");
    }
  }

  private void checkSchedulingStrategy() {
    switch (service.schedulingStrategy()) {
      case REPLICA ->
          Check.parameter(
              service.desiredCount().isPresent(),
              "The replica scheduling strategy requires a desired count for services");
      case DAEMON -> checkDaemon();
    }
  }

  private void checkDaemon() {
    Check.parameter(
        service.desiredCount().isEmpty(),
        "The daemon scheduling strategy does not support a desired count for services");
    Check.parameter(
        service.placementStrategy().isEmpty(),
        "The daemon scheduling strategy does not support placement strategies");
    Check.parameter(
        launchType != LaunchType.FARGATE,
        "The daemon scheduling strategy does not support the FARGATE launch type");
    Check.parameter(
        !FOREIGN_CONTROLLERS.contains(service.deploymentController()),
        "The daemon scheduling strategy does not support the %s deployment controller",
        service.deploymentController());
  }

  private void checkPlacement() {
    if (launchType == LaunchType.FARGATE) {
      Check.parameter(
          service.placementStrategy().isEmpty(),
          "Placement strategies are not supported with FARGATE launch type");
      Check.parameter(
          service.placementConstraints().isEmpty(),
          "Placement constraints are not supported with FARGATE launch type");
      Check.parameter(
          !NeighbourRules.hasClassicLoadBalancer(given),
          "Classic Load Balancers are not supported with Fargate");
      PlatformVersions.check(given);
    } else {
      Check.parameter(
          !given.has("platformVersion"),
          "The platform version must be null when specifying an EC2 launch type");
    }
  }

  /** Who does not ask for it gets none where it is not supported (PL-80, PL-82). */
  private void checkZoneRebalancing() {
    if (!service.zoneRebalancing().equals(Optional.of(ZoneRebalancing.ENABLED))) {
      return;
    }
    Check.parameter(
        service.schedulingStrategy() != SchedulingStrategy.DAEMON,
        NOT_REBALANCED + "DAEMON services");
    Check.parameter(
        launchType != LaunchType.EXTERNAL, NOT_REBALANCED + "services with EXTERNAL launch type");
    Check.parameter(
        service.deploymentConfiguration().maximumPercent() > 100,
        NOT_REBALANCED + "services with a maximumPercent of 100");
    Check.parameter(
        !NeighbourRules.hasClassicLoadBalancer(given),
        NOT_REBALANCED + "services with Classic Load Balancers");
  }

  private void checkMonitoring() {
    ImmutableList<Document> metrics =
        given
            .document("monitoring")
            .map(it -> it.documents("metricConfigurations"))
            .orElse(ImmutableList.of());
    for (Document metric : metrics) {
      int seconds = metric.integer("resolutionSeconds").orElse(0);
      Check.parameter(
          seconds == 20 || seconds == 60,
          "resolutionSeconds should be 20 or 60 but was %s",
          seconds);
    }
  }

  private void checkFits(TaskDefinition definition) {
    Check.parameter(
        launchType != LaunchType.FARGATE || Fargate.fits(definition),
        "Task definition does not support launch_type FARGATE.");
    Check.parameter(
        given.list("volumeConfigurations").size() <= 1,
        "volumeConfigurations can have at most 1 item but had %s",
        given.list("volumeConfigurations").size());
  }
}
