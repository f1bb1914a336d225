package dev.steadystate.core.api;

import static dev.steadystate.core.api.Texts.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.Arns;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.TaskDefinition;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
  @Test
  void showsATaskDefinitionWithTheDefaultsOfEcs() {
    TaskDefinition web =
        Requests.taskDefinition(
            json(
                """
                {'containerDefinitions': [{'image': 'nginx', 'name': 'app', 'memory': 128,
                   'logConfiguration': {'options': {'b': '1', 'a': '2'}, 'logDriver': 'awslogs'}}],
                 'memory': '1GB', 'family': 'web', 'taskRoleArn': 'arn:role'}"""));

    assertThat(answer(web).toPrettyString())
        .isEqualTo(
            """
            {
              "taskDefinitionArn": "arn:aws:ecs:us-east-1:123456789012:task-definition/web:3",
              "containerDefinitions": [
                {
                  "name": "app",
                  "image": "nginx",
                  "cpu": 0,
                  "memory": 128,
                  "portMappings": [],
                  "essential": true,
                  "environment": [],
                  "mountPoints": [],
                  "volumesFrom": [],
                  "logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {
                      "b": "1",
                      "a": "2"
                    }
                  },
                  "systemControls": []
                }
              ],
              "family": "web",
              "taskRoleArn": "arn:role",
              "networkMode": "bridge",
              "revision": 3,
              "volumes": [],
              "status": "ACTIVE",
              "placementConstraints": [],
              "compatibilities": [
                "EXTERNAL",
                "EC2"
              ],
              "memory": "1024",
              "registeredAt": 1557119253.821,
              "registeredBy": "arn:aws:iam::123456789012:root"
            }""");
  }

  @Test
  void showsWhereItCanRun() {
    TaskDefinition web =
        TaskDefinition.of(
            "web", ContainerDefinition.of("app", "nginx").withPortMappings(PortMapping.of(80)));

    Document onFargate = answer(web.onFargate(256, 512));

    assertThat(onFargate.strings("compatibilities")).containsExactly("EC2", "FARGATE");
    assertThat(onFargate.documents("containerDefinitions").get(0).list("portMappings"))
        .containsExactly(json("{'containerPort': 80, 'hostPort': 80, 'protocol': 'tcp'}"));
    assertThat(answer(web).strings("compatibilities")).containsExactly("EXTERNAL", "EC2");
    assertThat(answer(web.onFargate(256, 513)).strings("compatibilities")).containsExactly("EC2");
  }

  @Test
  void showsRequiredAttributes() {
    TaskDefinition web =
        TaskDefinition.of("web", "nginx").withRequiredAttributes(new Attribute("gpu", ""));

    assertThat(answer(web).documents("requiresAttributes"))
        .containsExactly(Document.of("name", "gpu"));
  }

  @Test
  void showsADeploymentConfigurationWithItsDefaults() {
    assertThat(Answers.deploymentConfiguration(DeploymentConfiguration.replica()))
        .hasToString(
            "{\"deploymentCircuitBreaker\":{\"enable\":false,\"rollback\":false,"
                + "\"resetOnHealthyTask\":true,"
                + "\"thresholdConfiguration\":{\"type\":\"BOUNDED_PERCENT\",\"value\":50}},"
                + "\"maximumPercent\":200,\"minimumHealthyPercent\":100,"
                + "\"strategy\":\"ROLLING\",\"bakeTimeInMinutes\":0}");
  }

  @ParameterizedTest
  @CsvSource({"1557119253821, 1557119253.821", "1557119253000, 1557119253", "0, 0", "500, 0.5"})
  void writesInstantsAsSeconds(long millis, String written) {
    assertThat(Document.of("at", Answers.timestamp(millis)))
        .hasToString("{\"at\":" + written + "}");
  }

  @Test
  void namesWhatIsMissing() {
    assertThat(Answers.missing("arn:x")).isEqualTo(json("{'arn': 'arn:x', 'reason': 'MISSING'}"));
  }

  private static Document answer(TaskDefinition definition) {
    return Answers.taskDefinition(
        definition, 3, "ACTIVE", 1557119253821L, OptionalLong.empty(), Arns.standard());
  }
}
