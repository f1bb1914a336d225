package dev.steadystate.rules;

import static dev.steadystate.core.fate.ContainerFate.Behaviour.FAILING;
import static dev.steadystate.core.fate.ContainerFate.Behaviour.PASSING;
import static dev.steadystate.core.fate.Fates.rule;
import static dev.steadystate.rules.Assumptions.TIMING;
import static dev.steadystate.rules.Assumptions.checked;
import static dev.steadystate.rules.Assumptions.plain;
import static dev.steadystate.rules.Assumptions.scene;
import static dev.steadystate.rules.Assumptions.unhealthyAt145;
import static dev.steadystate.rules.Assumptions.web;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steadystate.core.Rule;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.model.ZoneRebalancing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What one pass does beside another, and what calls in between change. */
class HappeningsInAPassTest {
  private static final Service WEB = Service.of("web", "web:1", 2);
  private static final String STEADY = "has reached a steady state.";

  @Test
  @Rule({"SS-3", "SS-23"})
  void looksAtDaemonsFirstAndThenInOrderOfCreation() {
    // Room for two: the daemon takes the first place, the older service the second.
    Scene scene =
        scene()
            .instance(ContainerInstance.of("i-1", "a").withCpu(512))
            .taskDefinition(plain().withCpu(256))
            .taskDefinition(TaskDefinition.of("log", "log").withCpu(256));

    scene
        .service(Service.of("old", "web:1", 1))
        .service(Service.of("young", "web:1", 1))
        .service(Service.daemon("log", "log:1"))
        .runTo(5);

    assertThat(scene.liveTasks("log")).hasSize(1);
    assertThat(scene.liveTasks("old")).hasSize(1);
    assertThat(scene.liveTasks("young")).isEmpty();
  }

  @Test
  @Rule({"EV-24", "DEP-88", "EV-11"})
  void tellsOfWhatABreakerWatchesAndOtherwiseNot() {
    for (boolean breaker : new boolean[] {true, false}) {
      Scene scene =
          scene()
              .instance(ContainerInstance.of("i-1", "a").withCpu(256))
              .taskDefinition(plain().withCpu(256));

      scene
          .service(
              breaker
                  ? Service.of("web", "web:1", 3)
                      .withCircuitBreaker(
                          CircuitBreaker.withoutRollback()
                              .withThreshold(CircuitBreaker.Threshold.COUNT, 100))
                  : Service.of("web", "web:1", 3))
          .runTo(5);

      String closest =
          "The closest matching (container-instance i-1) has insufficient CPU units available.";
      assertThat(
              scene.ticksOf("web", "could not launch 2 tasks for deployment ecs-svc/1. " + closest))
          .hasSize(breaker ? 1 : 0);
      assertThat(scene.service("web").primary().failedTasks()).isEqualTo(2);
    }
  }

  @Test
  @Rule({"SS-44", "SS-8"})
  void holdsANewGracePeriodForAllTasksAtOnce() {
    Scene scene =
        scene(rule().launch(1).container(web().health(ofSeconds(0), FAILING)))
            .instances("i-1 a")
            .taskDefinition(checked());
    scene.service(WEB.withGracePeriod(1000));

    // UNHEALTHY at 50, hidden until 1020; from 203 on only until 320.
    scene.at(203).updates(ServiceUpdate.of("web").withGracePeriod(300)).runTo(330);

    assertThat(scene.ticksOf("web", "due to an unhealthy status")).containsExactly(320L);
    assertThat(scene.service("web").deployments()).hasSize(1);
  }

  @Test
  @Rule({"SS-44"})
  void hidesAgainWhatALongerGracePeriodCovers() {
    Scene scene =
        scene(rule().launch(1).container(unhealthyAt145()))
            .instance(ContainerInstance.of("i-1", "a").withCpu(512))
            .taskDefinition(checked().withCpu(256));
    scene.service(WEB);

    // Task 1 is UNHEALTHY from 145 on, and there is no room for its replacement.
    scene.at(155).updates(ServiceUpdate.of("web").withGracePeriod(400));
    scene
        .at(200)
        .suffers(new Fault.InstanceRegistered(ContainerInstance.of("i-2", "a")))
        .runTo(600);

    assertThat(scene.ticksOf("web", "due to an unhealthy status").get(0)).isEqualTo(420);
  }

  @Test
  @Rule({"SS-36", "DEP-58"})
  void stopsTheLongerUnhealthyOneWhenTheReplacementTurnsUnhealthyToo() {
    Scene scene =
        scene(
                rule().launch(1).container(unhealthyAt145()),
                rule().launch(3).container(web().health(ofSeconds(0), FAILING)))
            .instances("i-1 a")
            .taskDefinition(checked());

    scene.service(WEB).runTo(260);

    assertThat(scene.health("web/3")).isEqualTo("UNHEALTHY 200");
    assertThat(scene.eventsFrom(150, "web"))
        .startsWith(
            "150 has started 1 tasks: (task 3). Amazon ECS replaced 1 tasks due to an unhealthy"
                + " status.",
            "200 has started 1 tasks: (task 4). Amazon ECS replaced 1 tasks due to an unhealthy"
                + " status.",
            "200 (task 1) failed container health checks.",
            "200 has stopped 1 running tasks: (task 1).");
  }

  @Test
  @Rule({"SS-62", "SS-40"})
  void takesTheHandOfFateByHandFromAServiceOrATask() {
    Scene scene = scene().instances("i-1 a").taskDefinition(checked());
    scene.service(WEB);

    scene.at(100).suffers(new Fault.TaskHealth("web/1", FAILING));
    scene.at(500).suffers(new Fault.TaskHealth("web", FAILING));
    scene.at(900).suffers(new Fault.TaskHealth("web", PASSING)).runTo(499);

    assertThat(scene.health("web/1")).isEqualTo("HEALTHY 30, UNHEALTHY 130");
    assertThat(scene.health("web/2")).isEqualTo("HEALTHY 30");
    scene.runTo(530);
    assertThat(scene.health("web/2")).isEqualTo("HEALTHY 30, UNHEALTHY 530");
  }

  @Test
  @Rule({"SS-125", "SS-126", "TK-53"})
  void isDrainingUntilItsTargetsAre() {
    Scene scene =
        scene()
            .instances("i-1 a")
            .targetGroup(40)
            .taskDefinition(
                TaskDefinition.of(
                    "web",
                    ContainerDefinition.of("web", "nginx")
                        .withPortMappings(dev.steadystate.core.model.PortMapping.of(80))));
    scene.at(0).createsBehindTheTargetGroup(WEB);

    scene.at(100).deletes("web", true).runTo(139);

    assertThat(scene.service("web").status()).isEqualTo(ServiceStatus.DRAINING);
    assertThat(scene.way("web/1")).endsWith("DEACTIVATING 100");
    scene.runTo(140);
    assertThat(scene.way("web/1")).endsWith("STOPPING 140");
    assertThat(scene.service("web").status()).isEqualTo(ServiceStatus.INACTIVE);
    assertThat(scene.eventsFrom(100, "web"))
        .containsExactly(
            "100 has stopped 2 running tasks: (task 1) (task 2).",
            "110 deregistered 2 targets in (target-group T)",
            "110 (service web, taskSet ecs-svc/1) has begun draining connections on 2 tasks.");
  }

  @Test
  @Rule("SS-126")
  void isNotDeletedWhileTasksAreLeft() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(WEB).runTo(100);
    scene.ecs().updateService(ServiceUpdate.of("web").withDesiredCount(0));

    assertThatThrownBy(() -> scene.ecs().deleteService("default", "web", false))
        .isInstanceOf(EcsException.class)
        .hasMessage("The service cannot be stopped while deployments are active.");
    scene.runTo(200);
    scene.ecs().deleteService("default", "web", false);
    scene.runTo(210);
    assertThat(scene.service("web").status()).isEqualTo(ServiceStatus.INACTIVE);
    assertThatThrownBy(() -> scene.ecs().deleteService("default", "web", false))
        .isInstanceOf(EcsException.class)
        .hasMessage("Service not found.");
  }

  @Test
  @Rule("SS-127")
  void cannotTakeTheNameOfAServiceThatDrains() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(WEB).runTo(105);
    scene.ecs().deleteService("default", "web", true);

    assertThatThrownBy(() -> scene.ecs().createService(WEB))
        .isInstanceOf(EcsException.class)
        .hasMessage("Unable to Start a service that is still Draining.");
  }

  @ParameterizedTest
  @MethodSource
  @Rule({"PL-80", "PL-81", "PL-82"})
  void isNoServiceForZoneRebalancing(Service service) {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());

    assertThatThrownBy(
            () -> scene.ecs().createService(service.withZoneRebalancing(ZoneRebalancing.ENABLED)))
        .isInstanceOf(EcsException.class)
        .hasMessageContaining("Availability Zone Rebalancing");
    assertThat(scene.ecs().createService(service).zoneRebalancing())
        .isEqualTo(ZoneRebalancing.DISABLED);
  }

  static Service[] isNoServiceForZoneRebalancing() {
    return new Service[] {
      Service.daemon("web", "web:1"),
      WEB.withMaximumPercent(100).withMinimumHealthyPercent(50),
      WEB.withPlacementStrategy(PlacementStrategy.binpack("cpu")),
      WEB.withPlacementConstraints(
          PlacementConstraint.memberOf("attribute:ecs.availability-zone == a"))
    };
  }

  @Test
  @Rule({"PL-80", "PL-81"})
  void isRebalancedUnlessToldOtherwise() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());

    assertThat(scene.ecs().createService(WEB).zoneRebalancing()).isEqualTo(ZoneRebalancing.ENABLED);
    assertThat(
            scene
                .ecs()
                .updateService(
                    ServiceUpdate.of("web").withZoneRebalancing(ZoneRebalancing.DISABLED))
                .zoneRebalancing())
        .isEqualTo(ZoneRebalancing.DISABLED);
    assertThat(
            scene
                .ecs()
                .updateService(ServiceUpdate.of("web").withDesiredCount(3))
                .zoneRebalancing())
        .isEqualTo(ZoneRebalancing.DISABLED);
    assertThatThrownBy(
            () ->
                scene
                    .ecs()
                    .updateService(
                        ServiceUpdate.of("web")
                            .withMaximumPercent(100)
                            .withMinimumHealthyPercent(50)
                            .withZoneRebalancing(ZoneRebalancing.ENABLED)))
        .isInstanceOf(EcsException.class);
  }

  @Test
  @Rule("PL-85")
  void givesSubnetsNobodyToldOfTheZonesInTurn() {
    Scene scene = Scene.with(TIMING).taskDefinition(plain().onFargate(256, 512));

    scene
        .service(
            Service.of("web", "web:1", 5)
                .withLaunchType(LaunchType.FARGATE)
                .inSubnets("subnet-x", "subnet-y", "subnet-z", "subnet-w", "subnet-b"))
        .runTo(0);

    // x, y, z and w stand for a, b, c and a of the region; subnet-b is told to be in b.
    assertThat(scene.tasks("web").map(task -> task.availabilityZone()))
        .containsExactly("b", "us-east-1a", "us-east-1b", "us-east-1c", "b");
  }

  @Test
  @Rule("PL-85")
  void isRestrictedOnlyByToldSubnetsOnEc2() {
    Scene scene =
        scene()
            .instances("i-1 a", "i-2 b", "i-3 c")
            .taskDefinition(plain().withNetworkMode(dev.steadystate.core.model.NetworkMode.AWSVPC));

    scene
        .service(Service.of("web", "web:1", 4).inSubnets("subnet-b", "subnet-c"))
        .at(0)
        .creates(Service.of("free", "web:1", 3).inSubnets("subnet-x"))
        .runTo(0);

    assertThat(scene.placesOf("web")).containsExactly("i-2", "i-3", "i-2", "i-3");
    assertThat(scene.placesOf("free")).containsExactly("i-1", "i-2", "i-3");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"services", "instances", "tasks"})
  void keepsAClusterThatIsInUse(String what) {
    Scene scene = scene().taskDefinition(plain().onFargate(256, 512));
    scene.ecs().createCluster("other");
    switch (what) {
      case "services" ->
          scene
              .ecs()
              .createService(
                  WEB.withCluster("other")
                      .withLaunchType(LaunchType.FARGATE)
                      .inSubnets("subnet-a"));
      case "instances" ->
          scene
              .ecs()
              .registerContainerInstance(ContainerInstance.of("i-1", "a").withCluster("other"));
      default ->
          scene
              .ecs()
              .runTask(
                  RunTask.of("web:1")
                      .withCluster("other")
                      .withLaunchType(LaunchType.FARGATE)
                      .inSubnets("subnet-a"));
    }

    assertThatThrownBy(() -> scene.ecs().call("DeleteCluster", Document.of("cluster", "other")))
        .isInstanceOf(EcsException.class)
        .hasMessageContaining("cannot be deleted while");
  }

  @Test
  @Rule({"SS-123", "EV-9"})
  void entersSteadyStateAgainAfterEachUpdate() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(WEB);

    scene.at(105).updates(ServiceUpdate.of("web").withDesiredCount(2));
    scene.at(305).updates(ServiceUpdate.of("web").withDesiredCount(2)).runTo(22000);

    assertThat(scene.ticksOf("web", STEADY)).containsExactly(60L, 110L, 310L, 21910L);
  }

  @Test
  @Rule({"DEP-50", "DEP-59", "SS-10"})
  void replacesWhatTheOldRevisionLostBeforeItStartsTheNew() {
    // The ceiling of six leaves room for one at 120 and for the other when task 1 is gone.
    Scene scene = scene().instances("i-1 a").taskDefinition(plain()).taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 4).withMaximumPercent(150));
    scene.at(100).updates(ServiceUpdate.of("web").withTaskDefinition("web:2"));

    scene.at(115).stops("web/1", "x").at(115).stops("web/5", "x").runTo(155);

    assertThat(scene.eventsFrom(101, "web"))
        .startsWith("120 has started 1 tasks: (task 7).", "150 has started 1 tasks: (task 8).");
    assertThat(scene.task("web/7").taskDefinition()).isEqualTo("web:1");
    assertThat(scene.task("web/8").taskDefinition()).isEqualTo("web:2");
  }
}
