package dev.steadystate.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.steadystate.core.json.Json;
import dev.steadystate.core.model.EcsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTest {
  @Test
  void acceptsARequestOfItsShape() {
    assertThatCode(
            () ->
                Schema.check(
                    "CreateService",
                    Json.read(
                        """
                        {"cluster": "production", "serviceName": "web", "taskDefinition": "web:1",
                         "desiredCount": 3, "launchType": "FARGATE",
                         "deploymentConfiguration": {
                           "maximumPercent": 200,
                           "linearConfiguration": {"stepPercent": 12.5},
                           "lifecycleHooks": [
                             {"hookDetails": {"any": ["thing"]}, "lifecycleStages": ["POST_SCALE_UP"]}]},
                         "placementStrategy": [{"type": "newest-first", "field": "x"}],
                         "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"]}},
                         "tags": [{"key": "a", "value": "b"}]}""")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CreateService         | {"serviceNam": "web"}                  | InvalidParameterException | Unknown member serviceNam, did you mean serviceName?
          CreateService         | {"serviceName": "web", "zzzzzzzz": 1, "x": 2} | InvalidParameterException | Unknown member zzzzzzzz, expected one of [cluster, serviceName, taskDefinition, availabilityZoneRebalancing, loadBalancers, serviceRegistries, desiredCount, clientToken, launchType, capacityProviderStrategy, platformVersion, role, deploymentConfiguration, placementConstraints, placementStrategy, networkConfiguration, healthCheckGracePeriodSeconds, schedulingStrategy, deploymentController, tags, enableECSManagedTags, propagateTags, enableExecuteCommand, serviceConnectConfiguration, volumeConfigurations, vpcLatticeConfigurations, monitoring]
          CreateService         | {"serviceName": "web", "runningCount": 0} | InvalidParameterException | Unknown member runningCount, which is a member of answers: leave it out
          RegisterTaskDefinition | {"family": "a", "registeredBy": "me"}  | InvalidParameterException | Unknown member registeredBy, which is a member of answers: leave it out
          RegisterTaskDefinition | {"family": "a", "containerDefinitions": [{"imagee": "x"}]} | InvalidParameterException | Unknown member containerDefinitions[0].imagee, did you mean image?
          CreateService         | {"serviceName": "w", "desiredCount": "3"} | SerializationException | desiredCount should be an integer but was "3"
          CreateService         | {"serviceName": "w", "desiredCount": 1.5} | SerializationException | desiredCount should be an integer but was 1.5
          CreateService         | {"serviceName": "w", "desiredCount": 2147483648} | SerializationException | desiredCount should be an integer of 32 bits but was 2147483648
          CreateService         | {"serviceName": 7} | SerializationException | serviceName should be a string but was 7
          CreateService         | {"serviceName": "w", "tags": {}} | SerializationException | tags should be a list but was {}
          CreateService         | {"serviceName": "w", "tags": ["a"]} | SerializationException | tags[0] should be an object but was "a"
          CreateService         | {"serviceName": "w", "enableExecuteCommand": "yes"} | SerializationException | enableExecuteCommand should be true or false but was "yes"
          RegisterTaskDefinition | {"family": "a", "containerDefinitions": [{"dockerLabels": {"a": 1}}]} | SerializationException | containerDefinitions[0].dockerLabels.a should be a string but was 1
          CreateService         | {"serviceName": "w", "launchType": "EC3"} | InvalidParameterException | launchType should be one of [EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES] but was "EC3"
          CreateService         | {} | InvalidParameterException | serviceName is required
          CreateService         | {"serviceName": "w", "deploymentConfiguration": {"alarms": {"enable": true, "rollback": true}}} | InvalidParameterException | deploymentConfiguration.alarms.alarmNames is required
          RegisterTaskDefinition | {} | ClientException | family is required
          DescribeServices      | {"services": []} | InvalidParameterException | Services cannot be empty.
          DescribeTasks         | {"tasks": []} | InvalidParameterException | Tasks cannot be empty.
          DescribeContainerInstances | {"containerInstances": []} | ClientException | Container Instances cannot be empty.
          DescribeServices      | {"services": ["1","2","3","4","5","6","7","8","9","10","11"]} | InvalidParameterException | services can have at most 10 items but had 11
          DeleteTaskDefinitions | {"taskDefinitions": []} | InvalidParameterException | size of TaskDefinition references list must be greater than 0
          ListServices          | {"maxResults": 101} | InvalidParameterException | maxResults should be between 1 and 100 but was 101
          CreateServise         | {} | UnknownOperationException | Unknown action CreateServise, did you mean CreateService?
          """)
  void refusesWhatIsNotOfItsShape(String action, String request, String type, String sentence) {
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> Schema.check(action, Json.read(request)))
        .withMessage(sentence)
        .satisfies(e -> assertThat(e.errorType()).isEqualTo(type));
  }

  @Test
  void knowsEveryActionOfTheSchedulingApi() {
    assertThat(Schema.actions()).hasSize(59).startsWith("CreateCluster", "DescribeClusters");
  }

  @Test
  void listsWhatIsNotSimulated() {
    assertThat(
            NotSimulated.listedIn(
                "RegisterTaskDefinition",
                Json.read(
                    """
                    {"family": "web", "taskRoleArn": "arn:x", "volumes": [],
                     "containerDefinitions": [
                       {"name": "a", "image": "b", "memory": 10, "privileged": false},
                       {"name": "c", "interactive": true,
                        "portMappings": [{"containerPort": 80, "appProtocol": "http"}],
                        "resourceRequirements": [{"type": "GPU", "value": "1"}],
                        "logConfiguration": {"logDriver": "awslogs"}}]}""")))
        .containsExactly(
            "taskRoleArn",
            "containerDefinitions[1].interactive",
            "containerDefinitions[1].portMappings[0].appProtocol",
            "containerDefinitions[1].logConfiguration");
  }

  @Test
  void looksAtTheValueOfWhatIsSimulatedInPart() {
    assertThat(
            NotSimulated.listedIn(
                "CreateService",
                Json.read(
                    """
                    {"serviceName": "web", "launchType": "EXTERNAL", "propagateTags": "NONE",
                     "loadBalancers": [{"targetGroupArn": "x"}],
                     "deploymentConfiguration": {"strategy": "CANARY"}}""")))
        .containsExactly("launchType", "loadBalancers", "deploymentConfiguration.strategy");
    assertThat(
            NotSimulated.listedIn(
                "CreateService",
                Json.read(
                    """
                    {"serviceName": "web", "launchType": "FARGATE",
                     "deploymentConfiguration": {"strategy": "ROLLING"}}""")))
        .isEmpty();
  }
}
