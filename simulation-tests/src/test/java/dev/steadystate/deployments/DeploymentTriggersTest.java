package dev.steadystate.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Rule;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.json.Json;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.model.ZoneRebalancing;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What starts a deployment and what does not (5.1). */
class DeploymentTriggersTest {
  @Test
  @Rule("DEP-1")
  void creatingAServiceStartsItsFirstDeployment() {
    Web web = Web.brisk();
    web.ecs.createService(Web.service(2, 100, 200));

    assertThat(web.deployments())
        .containsExactly("A PRIMARY IN_PROGRESS: desired 0, pending 0, running 0");
    assertThat(web.statuses()).containsExactly("PENDING");
  }

  static Stream<Named<ServiceUpdate>> startADeployment() {
    return Stream.of(
        Named.of("another revision", Web.update().withTaskDefinition("web:2")),
        Named.of("force", Web.update().withForceNewDeployment()),
        other("serviceRegistries", "[{\"registryArn\": \"arn:aws:servicediscovery:r\"}]"),
        other("serviceConnectConfiguration", "{\"enabled\": false}"),
        other("monitoring", "{\"metricResolution\": 10}"));
  }

  @ParameterizedTest
  @MethodSource
  @Rule({"DEP-1", "DEP-2"})
  void startADeployment(ServiceUpdate update) {
    Web web = Web.steady(2, 100, 200);

    web.update(update);

    assertThat(web.deployments())
        .containsExactly(
            "B PRIMARY IN_PROGRESS: desired 0, pending 0, running 0",
            "A ACTIVE COMPLETED: desired 2, pending 0, running 2");
  }

  static Stream<Named<ServiceUpdate>> startADeploymentOnFargate() {
    return Stream.of(
        Named.of("subnets", Web.update().inSubnets("subnet-2")),
        other("platformVersion", "\"1.4.0\""));
  }

  @ParameterizedTest
  @MethodSource
  @Rule({"DEP-1", "DEP-2"})
  void startADeploymentOnFargate(ServiceUpdate update) {
    Web web = Web.brisk();
    web.ecs.registerTaskDefinition(TaskDefinition.of("web", "web:10").onFargate(256, 512));
    web.create(
        Service.of("web", "web:10", 2).withLaunchType(LaunchType.FARGATE).inSubnets("subnet-1"));

    web.update(update);

    assertThat(web.deployments()).hasSize(2);
  }

  static Stream<Named<ServiceUpdate>> startNone() {
    return Stream.of(
        Named.of("nothing", Web.update()),
        Named.of("the revision it has", Web.update().withTaskDefinition("web:1")),
        Named.of("desired count", Web.update().withDesiredCount(3)),
        Named.of("percents", Web.update().withMinimumHealthyPercent(50).withMaximumPercent(150)),
        Named.of("breaker", Web.update().withCircuitBreaker(CircuitBreaker.withRollback())),
        Named.of("rebalancing", Web.update().withZoneRebalancing(ZoneRebalancing.DISABLED)),
        Named.of(
            "constraints",
            Web.update().withPlacementConstraints(PlacementConstraint.distinctInstance())),
        Named.of("strategy", Web.update().withPlacementStrategy(PlacementStrategy.random())),
        Named.of("grace period", Web.update().withGracePeriod(60)),
        other("enableExecuteCommand", "false"),
        other("enableECSManagedTags", "true"),
        other("propagateTags", "\"SERVICE\""),
        other("deploymentController", "{\"type\": \"ECS\"}"),
        other("volumeConfigurations", "[]"));
  }

  @ParameterizedTest
  @MethodSource
  @Rule({"DEP-3", "DEP-4", "DEP-5", "DEP-9", "SS-8"})
  void startNone(ServiceUpdate update) {
    Web web = Web.steady(2, 100, 200);
    String before = web.deployment("A").id();

    web.update(update);

    assertThat(web.deployments())
        .containsExactly("A PRIMARY COMPLETED: desired 2, pending 0, running 2");
    assertThat(web.deployment("A").id()).isEqualTo(before);
    assertThat(web.statuses()).containsExactly("SUCCESSFUL");
  }

  private static Named<ServiceUpdate> other(String member, String json) {
    Document members = Json.read("{\"" + member + "\": " + json + "}");
    return Named.of(member, Web.update().withOther(members));
  }

  @Test
  @Rule("DEP-6")
  void takesTheNewestRevisionOfAFamilyGivenAlone() {
    Web web = Web.brisk().create(Web.service(1, 100, 200).withTaskDefinition("web"));
    assertThat(web.census()).isEqualTo("web:9 1");

    web.update(Web.update().withTaskDefinition("web"));
    assertThat(web.deployments()).hasSize(1);
    web.ecs.registerTaskDefinition(TaskDefinition.of("web", "web:10"));
    web.update(Web.update().withTaskDefinition("web"));

    assertThat(web.deployments()).hasSize(2);
    assertThat(web.ecs.service("web").taskDefinition()).isEqualTo("web:10");
  }

  @Test
  @Rule("DEP-7")
  void forcesTheSameRevisionOut() {
    Web web = Web.steady(2, 100, 200);

    web.update(Web.update().withForceNewDeployment());
    web.ecs.runUntilSteady();

    assertThat(web.census()).isEqualTo("web:1 2");
    assertThat(web.live()).extracting(task -> task.launchNumber()).containsExactly(3, 4);
  }

  @Test
  @Rule("DEP-10")
  void refusesASixthDeployment() {
    Web web = Web.steady(2, 100, 200);
    for (int revision = 2; revision <= 5; revision++) {
      web.deploy(revision);
    }
    ImmutableList<String> before = web.deployments();
    assertThat(before).hasSize(5);
    String digest = web.ecs.digest();

    assertThatThrownBy(() -> web.deploy(6))
        .isInstanceOfSatisfying(
            EcsException.class,
            refused -> {
              assertThat(refused.errorType()).isEqualTo("InvalidParameterException");
              assertThat(refused.getMessage())
                  .isEqualTo("5 active deployments exist, unable to create new deployment.");
            });

    assertThat(web.deployments()).isEqualTo(before);
    assertThat(web.ecs.digest()).isEqualTo(digest);
    assertThat(web.ecs.service("web").taskDefinition()).isEqualTo("web:5");
  }
}
