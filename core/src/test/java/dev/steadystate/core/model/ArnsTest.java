package dev.steadystate.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArnsTest {
  private static final String ECS = "arn:aws:ecs:us-east-1:123456789012:";

  private final Arns arns = Arns.standard();

  @Test
  void makesArns() {
    assertThat(arns.cluster("c")).isEqualTo(ECS + "cluster/c");
    assertThat(arns.service("c", "web")).isEqualTo(ECS + "service/c/web");
    assertThat(arns.task("c", "1")).isEqualTo(ECS + "task/c/1");
    assertThat(arns.container("c", "1", "2")).isEqualTo(ECS + "container/c/1/2");
    assertThat(arns.containerInstance("c", "1")).isEqualTo(ECS + "container-instance/c/1");
    assertThat(arns.taskDefinition("web", 3)).isEqualTo(ECS + "task-definition/web:3");
    assertThat(arns.capacityProvider("p")).isEqualTo(ECS + "capacity-provider/p");
    assertThat(arns.serviceDeployment("c", "web", "x"))
        .isEqualTo(ECS + "service-deployment/c/web/x");
    assertThat(arns.serviceRevision("c", "web", "7")).isEqualTo(ECS + "service-revision/c/web/7");
    assertThat(arns.taskSet("c", "web", "ecs-svc/7")).isEqualTo(ECS + "task-set/c/web/ecs-svc/7");
  }

  @ParameterizedTest
  @CsvSource({"eu-west-1, aws", "cn-north-1, aws-cn", "us-gov-west-1, aws-us-gov"})
  void knowsThePartitionOfARegion(String region, String partition) {
    assertThat(Arns.of(region, "1").cluster("c"))
        .isEqualTo("arn:" + partition + ":ecs:" + region + ":1:cluster/c");
  }

  @Test
  void takesNamesAndArns() {
    assertThat(arns.clusterName("c")).isEqualTo("c");
    assertThat(arns.clusterName(arns.cluster("c"))).isEqualTo("c");
    assertThat(arns.serviceName("c", "web")).isEqualTo("web");
    assertThat(arns.serviceName("c", arns.service("c", "web"))).isEqualTo("web");
    assertThat(arns.serviceName("c", ECS + "service/web")).isEqualTo("web");
    assertThat(arns.taskId("c", arns.task("c", "1"))).isEqualTo("1");
    assertThat(arns.containerInstanceId("c", arns.containerInstance("c", "1"))).isEqualTo("1");
    assertThat(arns.containerInstanceId("c", "i-1")).isEqualTo("i-1");
    assertThat(arns.taskDefinitionName("web")).isEqualTo("web");
    assertThat(arns.taskDefinitionName(arns.taskDefinition("web", 3))).isEqualTo("web:3");
    assertThat(arns.serviceDeploymentParts(arns.serviceDeployment("c", "web", "x")))
        .containsExactly("c", "web", "x");
    assertThat(arns.serviceRevisionParts(arns.serviceRevision("c", "web", "7")))
        .containsExactly("c", "web", "7");
  }

  @Test
  void refusesTheArnOfAnotherCluster() {
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> arns.serviceName("d", arns.service("c", "web")))
        .withMessage("Invalid identifier: Identifier is for cluster c. Your cluster is d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:",
        "arn:aws:ecs:us-east-1:123456789012:",
        "arn:aws:ecs:us-east-1:123456789012:service",
        "arn:aws:ecs:us-east-1:123456789012:service/",
        "arn:aws:ecs:us-east-1:123456789012:service/c/",
        "arn:aws:ecs:us-east-1:123456789012:service/c/web/x",
        "arn:aws:ecs:us-east-1:123456789012:task/c/web",
        "arn:aws:sqs:us-east-1:123456789012:service/c/web",
        "arn:aws:ecs:eu-west-1:123456789012:service/c/web",
        "arn:aws:ecs:us-east-1:210987654321:service/c/web"
      })
  void refusesArnsOfOtherThings(String arn) {
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> arns.serviceName("c", arn))
        .withMessageStartingWith("Invalid identifier: expected ")
        .satisfies(e -> assertThat(e.errorType()).isEqualTo("InvalidParameterException"));
  }
}
