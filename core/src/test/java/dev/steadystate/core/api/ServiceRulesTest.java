package dev.steadystate.core.api;

import static dev.steadystate.core.api.Texts.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.NetworkMode;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceRulesTest {
  private static final Document WEB =
      json("{'serviceName': 'web', 'taskDefinition': 'web:1', 'desiredCount': 3}");
  private static final Document AGENT =
      json("{'serviceName': 'agent', 'taskDefinition': 'web:1', 'schedulingStrategy': 'DAEMON'}");

  private static final TaskDefinition BRIDGE =
      TaskDefinition.of(
          "web",
          ContainerDefinition.of("app", "nginx")
              .withPortMappings(new PortMapping(80, 0, "tcp", "http")));

  private static final TaskDefinition AWSVPC = BRIDGE.withNetworkMode(NetworkMode.AWSVPC);
  private static final TaskDefinition FARGATE = BRIDGE.onFargate(256, 512);

  private static final String SUBNET =
      "'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['subnet-1']}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          bridge  | {'serviceName': 'a b'}                    | serviceName should be 1 to 255 letters, digits, hyphens and underscores but was "a b"
          bridge  | {'desiredCount': -1}                      | desiredCount cannot be a negative number.
          bridge  | {'healthCheckGracePeriodSeconds': -1}     | healthCheckGracePeriodSeconds cannot be a negative number.
          bridge  | {'taskDefinition': ''}                    | TaskDefinition can not be blank.
          bridge  | {'deploymentConfiguration': {'maximumPercent': 99}}           | maximumPercent must be at least 100
          bridge  | {'deploymentConfiguration': {'maximumPercent': 201}}          | maximumPercent must be at most 200
          bridge  | {'deploymentConfiguration': {'minimumHealthyPercent': 101}}   | minimumHealthyPercent must be at most 100
          bridge  | {'deploymentConfiguration': {'minimumHealthyPercent': -1}}    | minimumHealthyPercent must be at least 0
          bridge  | {'deploymentConfiguration': {'maximumPercent': 100}}          | Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments
          bridge  | {'deploymentConfiguration': {'bakeTimeInMinutes': 1441}}      | bakeTimeInMinutes must be between 0 and 1440
          bridge  | {'deploymentConfiguration': {'strategy': 'BLUE_GREEN'}}       | bakeTimeInMinutes is required with strategy BLUE_GREEN
          bridge  | {'deploymentConfiguration': {'deploymentCircuitBreaker': {'enable': true, 'rollback': true, 'thresholdConfiguration': {'type': 'COUNT', 'value': 0}}}} | the value of thresholdConfiguration should be at least 1 for type COUNT but was 0
          bridge  | {'deploymentConfiguration': {'deploymentCircuitBreaker': {'enable': true, 'rollback': true, 'thresholdConfiguration': {'type': 'BOUNDED_PERCENT', 'value': 101}}}} | the value of thresholdConfiguration should be between 1 and 100 for type BOUNDED_PERCENT but was 101
          bridge  | {'deploymentConfiguration': {'earlySuccessCriteria': {'enable': true}}} | earlySuccessCriteria needs healthyPercent and sourceServiceRevisionCleanup when it is enabled
          bridge  | {'deploymentConfiguration': {'earlySuccessCriteria': {'enable': true, 'healthyPercent': 101, 'sourceServiceRevisionCleanup': 'BLOCKING'}}} | healthyPercent should be between 0 and 100 but was 101
          bridge  | {'deploymentConfiguration': {'earlySuccessCriteria': {'enable': true, 'healthyPercent': 99, 'sourceServiceRevisionCleanup': 'BLOCKING'}}} | healthyPercent must be at least minimumHealthyPercent
          bridge  | {'deploymentConfiguration': {'strategy': 'CANARY', 'earlySuccessCriteria': {'enable': true, 'healthyPercent': 100, 'sourceServiceRevisionCleanup': 'BLOCKING'}}} | earlySuccessCriteria is only supported with strategy ROLLING
          bridge  | {'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['a']}}} | Network Configuration is not valid for the given networkMode of this task definition.
          awsvpc  | {}                                        | Network Configuration must be provided when networkMode 'awsvpc' is specified.
          awsvpc  | {'networkConfiguration': {'awsvpcConfiguration': {'subnets': []}}} | subnets can not be empty.
          awsvpc  | {'networkConfiguration': {'awsvpcConfiguration': {}}} | subnets can not be empty.
          awsvpc  | {'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['1','2','3','4','5','6','7','8','9','10','11','12','13','14','15','16','17']}}} | subnets can have at most 16 items but had 17
          awsvpc  | {'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['1'], 'securityGroups': ['1','2','3','4','5','6']}}} | securityGroups can have at most 5 items but had 6
          awsvpc  | {'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['1'], 'assignPublicIp': 'ENABLED'}}} | Assign public IP is not supported for this launch type
          bridge  | {'launchType': 'FARGATE'}                 | Task definition does not support launch_type FARGATE.
          awsvpc  | {'launchType': 'FARGATE'}                 | Task definition does not support launch_type FARGATE.
          fargate | {'launchType': 'FARGATE', 'placementStrategy': [{'type': 'random'}]}                | Placement strategies are not supported with FARGATE launch type
          fargate | {'launchType': 'FARGATE', 'placementConstraints': [{'type': 'distinctInstance'}]}   | Placement constraints are not supported with FARGATE launch type
          fargate | {'launchType': 'FARGATE', 'loadBalancers': [{'loadBalancerName': 'x'}]}             | Classic Load Balancers are not supported with Fargate
          bridge  | {'platformVersion': '1.4.0'}              | The platform version must be null when specifying an EC2 launch type
          bridge  | {'launchType': 'MANAGED_INSTANCES'}       | launchType MANAGED_INSTANCES is chosen by a capacity provider strategy
          bridge  | {'launchType': 'EC2', 'capacityProviderStrategy': [{'capacityProvider': 'a', 'weight': 1}]} | Specifying both a launch type and capacity provider strategy is not supported
          bridge  | {'capacityProviderStrategy': [{'capacityProvider': 'a'}]} | There are no capacity providers in the capacity provider strategy with a weight value greater than zero
          bridge  | {'capacityProviderStrategy': [{'capacityProvider': 'a', 'weight': 1, 'base': 1}, {'capacityProvider': 'b', 'base': 2}]} | There are multiple capacity providers in the specified capacity provider strategy with a base value defined
          fargate | {'capacityProviderStrategy': [{'capacityProvider': 'a', 'weight': 1}, {'capacityProvider': 'FARGATE', 'weight': 2}]} | A capacity provider strategy cannot contain a mix of capacity providers using Auto Scaling groups and Fargate providers
          bridge  | {'deploymentController': {'type': 'EXTERNAL'}} | TaskDefinition must be blank
          bridge  | {'deploymentController': {'type': 'CODE_DEPLOY'}} | When using the CODE_DEPLOY deployment controller, the service requires an Application Load Balancer or Network Load Balancer
          bridge  | {'deploymentController': {'type': 'CODE_DEPLOY'}, 'loadBalancers': [{'targetGroupArn': 'x', 'containerName': 'app', 'containerPort': 80}], 'deploymentConfiguration': {'alarms': {'alarmNames': ['a'], 'enable': true, 'rollback': true}}} | Deployment circuit breaker, alarms and early success criteria are only supported with the ECS deployment controller
          bridge  | {'loadBalancers': [{'targetGroupArn': 'x', 'containerName': 'nope', 'containerPort': 80}]} | The container nope does not exist in the task definition.
          bridge  | {'loadBalancers': [{'targetGroupArn': 'x', 'containerName': 'app', 'containerPort': 81}]} | The container app did not have a container port 81 defined.
          bridge  | {'loadBalancers': [{'targetGroupArn': 'x', 'loadBalancerName': 'y', 'containerName': 'app', 'containerPort': 80}]} | loadBalancerName and targetGroupArn cannot both be specified
          bridge  | {'loadBalancers': [{'targetGroupArn': 'x', 'containerPort': 80}]} | Container Name can not be blank.
          bridge  | {'role': 'r'}                             | IAM roles are only valid for services configured to use load balancers
          bridge  | {'serviceRegistries': [{'registryArn': 'a'}, {'registryArn': 'b'}]} | service registries can have at most 1 items but had 2
          bridge  | {'serviceConnectConfiguration': {'enabled': true, 'services': [{'portName': 'https'}]}} | portName(https) does not refer to any named PortMapping in the container definitions
          bridge  | {'serviceConnectConfiguration': {'enabled': true, 'services': [{'portName': 'http', 'clientAliases': [{'port': 1}, {'port': 2}]}]}} | 2 clientAliases exceeds the max limit of 1
          bridge  | {'serviceConnectConfiguration': {'enabled': true, 'services': [{'portName': 'http', 'clientAliases': [{'port': 1, 'dnsName': 'not a name'}]}]}} | The DNS name that you provided is invalid
          bridge  | {'monitoring': {'metricConfigurations': [{'metricNames': ['CPUUtilization'], 'resolutionSeconds': 30}]}} | resolutionSeconds should be 20 or 60 but was 30
          bridge  | {'volumeConfigurations': [{'name': 'data'}]} | The volume name 'data' in your request does not have a matching volume in your Task Definition
          bridge  | {'availabilityZoneRebalancing': 'ENABLED', 'launchType': 'EXTERNAL'} | Availability Zone Rebalancing does not support services with EXTERNAL launch type
          bridge  | {'availabilityZoneRebalancing': 'ENABLED', 'deploymentConfiguration': {'maximumPercent': 100, 'minimumHealthyPercent': 50}} | Availability Zone Rebalancing does not support services with a maximumPercent of 100
          bridge  | {'availabilityZoneRebalancing': 'ENABLED', 'loadBalancers': [{'loadBalancerName': 'y', 'containerName': 'app', 'containerPort': 80}]} | Availability Zone Rebalancing does not support services with Classic Load Balancers
          bridge  | {'clientToken': 'a b'}                    | clientToken should be at most 36 visible ASCII characters but was "a b"
          bridge  | {'tags': [{'key': 'AWS:x', 'value': ''}]} | the key of a tag may not begin with aws: but was "AWS:x"
          bridge  | {'tags': [{'key': 'x', 'value': ''}, {'key': 'x', 'value': 'y'}]} | the keys of tags should differ but x is twice
          bridge  | {'tags': [{'value': ''}]}                 | the key of a tag should be 1 to 128 letters, digits, spaces and _.:/=+-@ but was ""
          bridge  | {'tags': [{'key': 'x', 'value': '{}'}]}   | the value of a tag should be 0 to 256 letters, digits, spaces and _.:/=+-@ but was "{}"
          """)
  void refusesAReplicaService(String definition, String change, String sentence) {
    assertRefused(WEB.with(json(change)), definition, sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'desiredCount': 0}                                    | The daemon scheduling strategy does not support a desired count for services
          {'placementStrategy': [{'type': 'random'}]}            | The daemon scheduling strategy does not support placement strategies
          {'availabilityZoneRebalancing': 'ENABLED'}             | Availability Zone Rebalancing does not support DAEMON services
          {'deploymentConfiguration': {'maximumPercent': 101}}   | The daemon scheduling strategy does not support values above 100 for maximumPercent
          {'launchType': 'FARGATE'}                              | The daemon scheduling strategy does not support the FARGATE launch type
          {'deploymentController': {'type': 'CODE_DEPLOY'}, 'loadBalancers': [{'targetGroupArn': 'x'}]} | The daemon scheduling strategy does not support the CODE_DEPLOY deployment controller
          """)
  void refusesADaemonService(String change, String sentence) {
    assertRefused(AGENT.with(json(change)), "bridge", sentence);
  }

  @Test
  void wantsADesiredCountOfReplicas() {
    assertRefused(
        WEB.without("desiredCount"),
        "bridge",
        "The replica scheduling strategy requires a desired count for services");
  }

  private static void assertRefused(Document request, String definition, String sentence) {
    Schema.check("CreateService", request);

    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> Rules.check(Requests.service(request), definition(definition), true))
        .withMessage(sentence)
        .satisfies(e -> assertThat(e.errorType()).isEqualTo("InvalidParameterException"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'desiredCount': 0}",
        "{'deploymentConfiguration': {'minimumHealthyPercent': 0, 'maximumPercent': 100}}",
        "{'healthCheckGracePeriodSeconds': 2147483647}",
        "{'availabilityZoneRebalancing': 'ENABLED'}",
        "{'loadBalancers': [{'targetGroupArn': 'x', 'containerName': 'app', 'containerPort': 80}]}",
        "{'capacityProviderStrategy': [{'capacityProvider': 'a', 'weight': 1}]}",
        "{'serviceConnectConfiguration': {'enabled': true, 'services': [{'portName': 'http'}]}}",
        "{'serviceConnectConfiguration': {'enabled': true, 'services': [{'portName': 'http',"
            + " 'clientAliases': [{'port': 1, 'dnsName': 'web-1.shop.local'}]}]}}",
        "{'monitoring': {'metricConfigurations': [{'metricNames': ['CPUUtilization'],"
            + " 'resolutionSeconds': 60}]}}",
        "{'serviceConnectConfiguration': {'enabled': false, 'services': [{'portName': 'x'}]}}",
        "{'deploymentController': {'type': 'mine'}}",
        "{'tags': [{'key': 'größe', 'value': 'a b'}]}"
      })
  void acceptsWhatEcsAccepts(String change) {
    Document request = WEB.with(json(change));
    Schema.check("CreateService", request);

    assertThatCode(() -> Rules.check(Requests.service(request), BRIDGE, true))
        .doesNotThrowAnyException();
  }

  @Test
  void acceptsServicesOnFargate() {
    Document request =
        WEB.with(json("{'launchType': 'FARGATE', 'platformVersion': '1.4.0', " + SUBNET + "}"));

    assertThatCode(() -> Rules.check(Requests.service(request), FARGATE, true))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                Rules.check(
                    Service.of("web", "web:1", 3)
                        .withLaunchType(LaunchType.FARGATE)
                        .inSubnets("subnet-1"),
                    FARGATE,
                    true))
        .doesNotThrowAnyException();
  }

  @Test
  void acceptsBlockingPercentagesWhenTold() {
    Service blocking = Service.of("web", "web:1", 3).withMaximumPercent(100);

    assertThatCode(() -> Rules.check(blocking, BRIDGE, false)).doesNotThrowAnyException();
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> Rules.check(blocking, BRIDGE, true));
  }

  @Test
  void acceptsADaemon() {
    assertThatCode(() -> Rules.check(Requests.service(AGENT), BRIDGE, true))
        .doesNotThrowAnyException();
    assertThatCode(() -> Rules.check(Service.daemon("agent", "web:1"), BRIDGE, true))
        .doesNotThrowAnyException();
  }

  @Test
  void letsAnExternalControllerBringTheTasks() {
    Document request =
        json(
            "{'serviceName': 'web', 'desiredCount': 1, 'deploymentController': {'type': 'EXTERNAL'}}");

    assertThatCode(() -> Rules.checkWithoutTaskDefinition(Requests.service(request), true))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(
            () ->
                Rules.checkWithoutTaskDefinition(
                    Requests.service(
                        request.with(json("{'loadBalancers': [{'targetGroupArn': 'x'}]}"))),
                    true))
        .withMessage("LoadBalancers must be empty or null");
  }

  @Test
  void leavesUpdatesUnderCodeDeployToCodeDeploy() {
    Service present = Service.of("web", "web:1", 3).withDeploymentController("CODE_DEPLOY");

    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(
            () -> Rules.check(ServiceUpdate.of("web").withTaskDefinition("web:2"), present, BRIDGE))
        .withMessage(
            "Unable to update task definition on services with a CODE_DEPLOY deployment"
                + " controller. Use AWS CodeDeploy to trigger a new deployment.");
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(
            () -> Rules.check(ServiceUpdate.of("web").withForceNewDeployment(), present, BRIDGE))
        .withMessageStartingWith("Cannot force a new deployment on services with");
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> Rules.check(ServiceUpdate.of("web").inSubnets("a"), present, BRIDGE))
        .withMessageStartingWith("Unable to update network parameters on services with");
    assertThatCode(() -> Rules.check(ServiceUpdate.of("web").withDesiredCount(2), present, BRIDGE))
        .doesNotThrowAnyException();
  }

  @Test
  void wantsATaskRoleForExecuteCommand() {
    ServiceUpdate update =
        ServiceUpdate.of("web").withOther(Document.of("enableExecuteCommand", true));

    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> Rules.check(update, Service.of("web", "web:1", 3), BRIDGE))
        .withMessageStartingWith("The service couldn't be updated because a valid taskRoleArn");
    assertThatCode(
            () ->
                Rules.check(
                    update,
                    Service.of("web", "web:1", 3),
                    BRIDGE.withOther(Document.of("taskRoleArn", "arn:x"))))
        .doesNotThrowAnyException();
  }

  private static TaskDefinition definition(String name) {
    return switch (name) {
      case "bridge" -> BRIDGE;
      case "awsvpc" -> AWSVPC;
      case "fargate" -> FARGATE;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
