package dev.steadystate.rules;

import static dev.steadystate.core.fate.ContainerFate.Behaviour.FAILING;
import static dev.steadystate.core.fate.Fates.rule;
import static dev.steadystate.rules.Assumptions.TIMING;
import static dev.steadystate.rules.Assumptions.checked;
import static dev.steadystate.rules.Assumptions.neverStarts;
import static dev.steadystate.rules.Assumptions.plain;
import static dev.steadystate.rules.Assumptions.scene;
import static dev.steadystate.rules.Assumptions.web;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Rule;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.DeploymentAlarms;
import dev.steadystate.core.model.DeploymentStatus;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.view.DeploymentSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of file 5 that none of its worked examples shows, each by a small simulation. */
class DeploymentRulesTest {
  private static final ServiceUpdate SECOND = ServiceUpdate.of("web").withTaskDefinition("web:2");
  private static final String COMPLETED = "(deployment ecs-svc/2) deployment completed.";
  private static final String STEADY = "has reached a steady state.";

  @Test
  @Rule({"EO-3", "DEP-31", "DEP-37", "DEP-39", "DEP-71"})
  void tellsOfAStopBeforeTheStartItMadeRoomFor() {
    // 50/100: one may stop first. While it drains it serves still and yet counts as healthy no
    // more.
    Scene scene = twoBehindATargetGroup(50, 100, 100);

    scene.at(200).updates(SECOND).runTo(800);

    assertThat(scene.eventsFrom(200, "web"))
        .containsExactly(
            "200 has stopped 1 running tasks: (task 2).",
            "210 deregistered 1 targets in (target-group T)",
            "210 (service web, taskSet ecs-svc/1) has begun draining connections on 1 tasks.",
            "330 has started 1 tasks: (task 3).",
            "350 has stopped 1 running tasks: (task 1).",
            "360 registered 1 targets in (target-group T)",
            "360 deregistered 1 targets in (target-group T)",
            "360 (service web, taskSet ecs-svc/1) has begun draining connections on 1 tasks.",
            "480 has started 1 tasks: (task 4).",
            "500 " + COMPLETED,
            "500 " + STEADY,
            "510 registered 1 targets in (target-group T)");
    assertThat(scene.way("web/2")).endsWith("DEACTIVATING 200, STOPPING 300, STOPPED 330");
  }

  @Test
  @Rule({"EO-2", "DEP-71", "DEP-70"})
  void tellsOfAStartBeforeTheStopItReplaces() {
    Scene scene = twoBehindATargetGroup(100, 200, 30);

    scene.at(200).updates(SECOND).runTo(800);

    assertThat(scene.eventsFrom(200, "web"))
        .containsExactly(
            "200 has started 2 tasks: (task 3) (task 4).",
            "220 has stopped 2 running tasks: (task 1) (task 2).",
            "230 registered 2 targets in (target-group T)",
            "230 deregistered 2 targets in (target-group T)",
            "230 (service web, taskSet ecs-svc/1) has begun draining connections on 2 tasks.",
            "280 " + COMPLETED,
            "280 " + STEADY);
  }

  @Test
  @Rule({"DEP-70", "DEP-71", "DEP-108", "DEP-103"})
  void completesWhenTheOldTasksAreGoneAndTheAlarmsWereQuiet() {
    Scene scene = twoBehindATargetGroup(100, 200, 30);
    scene.ecs().putAlarm("errors", Duration.ofSeconds(60), 2);

    scene.at(200).updates(SECOND.withAlarms(DeploymentAlarms.withRollback("errors"))).runTo(399);

    // STOPPED at 280, and then the alarm is watched for two minutes.
    assertThat(scene.way("web/1")).endsWith("STOPPED 280");
    assertThat(scene.service("web").primary().rolloutState()).isEqualTo(RolloutState.IN_PROGRESS);
    scene.runTo(500);
    assertThat(scene.ticksOf("web", COMPLETED)).containsExactly(400L);
    assertThat(scene.ticksOf("web", STEADY)).containsExactly(20L, 400L);
  }

  @ParameterizedTest(name = "enabled {0}: failed {1}")
  @CsvSource({"true, true", "false, false"})
  @Rule({"DEP-103", "DEP-106", "DEP-107"})
  void heedsAlarmsOnlyWhenToldTo(boolean enabled, boolean fails) {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain()).taskDefinition(plain());
    scene.ecs().putAlarm("errors", Duration.ofSeconds(60), 1);
    scene.service(Service.of("web", "web:1", 1));
    Document alarms = DeploymentAlarms.withRollback("errors").toDocument().with("enable", enabled);

    scene
        .at(100)
        .calls(
            "UpdateService",
            SECOND.toDocument().with("deploymentConfiguration", Document.of("alarms", alarms)));
    scene.at(133).suffers(new Fault.AlarmChanges("errors", AlarmState.ALARM));
    scene.at(137).suffers(new Fault.AlarmChanges("errors", AlarmState.OK)).runTo(400);

    assertThat(scene.ticksOf("web", "deployment failed: alarm detected."))
        .isEqualTo(fails ? ImmutableList.of(140L) : ImmutableList.of());
  }

  @Test
  @Rule({"DEP-14", "DEP-94", "DEP-95", "DEP-90"})
  void keepsAFailedDeploymentActiveUntilItsTasksAreGone() {
    // web:2 fails its checks from the start, so that it has RUNNING tasks when it fails.
    Scene scene =
        scene(rule().family("web").revision(2).container(web().health(ofSeconds(0), FAILING)))
            .instances("i-1 a")
            .taskDefinition(checked())
            .taskDefinition(checked());
    scene.service(
        Service.of("web", "web:1", 2)
            .withCircuitBreaker(
                CircuitBreaker.withRollback().withThreshold(CircuitBreaker.Threshold.COUNT, 2)));

    scene.at(100).updates(SECOND).runTo(165);

    assertThat(scene.ticksOf("web", "deployment failed")).containsExactly(160L);
    ImmutableList<DeploymentSnapshot> deployments = scene.service("web").deployments();
    assertThat(deployments.get(0).status()).isEqualTo(DeploymentStatus.PRIMARY);
    assertThat(deployments.get(1).status()).isEqualTo(DeploymentStatus.ACTIVE);
    assertThat(deployments.get(1).rolloutState()).isEqualTo(RolloutState.FAILED);
    scene.runTo(300);
    assertThat(scene.service("web").deployments()).hasSize(1);
  }

  @Test
  @Rule({"DEP-39", "DEP-46", "DEP-48", "DEP-63"})
  void countsHealthyTasksOfEveryDeploymentForTheFloor() {
    // 75/125 of four: the floor is three. A has three tasks left, B one healthy and one not yet.
    Scene scene =
        scene()
            .instances("i-1 a")
            .taskDefinition(plain())
            .taskDefinition(plain())
            .taskDefinition(plain());
    scene.service(
        Service.of("web", "web:1", 4).withMinimumHealthyPercent(75).withMaximumPercent(125));
    scene.at(100).updates(SECOND);

    scene.at(160).updates(ServiceUpdate.of("web").withTaskDefinition("web:3")).runTo(165);

    assertThat(scene.eventsFrom(100, "web"))
        .containsExactly(
            "100 has stopped 1 running tasks: (task 4).",
            "100 has started 1 tasks: (task 5).",
            "130 has started 1 tasks: (task 6).",
            "160 has stopped 2 running tasks: (task 5) (task 6).");
    assertThat(scene.liveTasks("web")).containsExactly(1, 2, 3);
  }

  @Test
  @Rule({"DEP-73", "SS-122", "SS-123"})
  void isSteadyWhileTasksFinishAndAgainAfterEachCall() {
    Scene scene = twoBehindATargetGroup(100, 200, 600);

    scene.at(200).updates(ServiceUpdate.of("web").withDesiredCount(1));
    scene.at(300).updates(ServiceUpdate.of("web").withGracePeriod(5)).runTo(22000);

    assertThat(scene.way("web/2")).contains("DEACTIVATING 200, STOPPING 800");
    assertThat(scene.ticksOf("web", STEADY)).containsExactly(20L, 210L, 300L, 21900L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"enable", "rollback"})
  @Rule("DEP-77")
  void needsBothSwitchesOfTheBreaker(String missing) {
    Scene scene = scene().taskDefinition(plain());
    Document breaker = CircuitBreaker.withRollback().toDocument().without(missing);
    Document service =
        Service.of("web", "web:1", 2)
            .toDocument()
            .with("deploymentConfiguration", Document.of("deploymentCircuitBreaker", breaker));

    assertThatThrownBy(() -> scene.ecs().call("CreateService", service))
        .isInstanceOf(EcsException.class)
        .hasMessageContaining(missing);
  }

  @Test
  @Rule({"DEP-77", "DEP-78", "DEP-91"})
  void breaksAtHalfTheDesiredCountUnlessSaid() {
    Scene scene = scene(neverStarts()).instances("i-1 a").taskDefinition(plain());
    Document breaker = Document.builder().put("enable", true).put("rollback", false).build();

    scene
        .at(0)
        .calls(
            "CreateService",
            Service.of("web", "web:1", 8)
                .toDocument()
                .with("deploymentConfiguration", Document.of("deploymentCircuitBreaker", breaker)))
        .runTo(5);

    Document shown =
        scene.serviceDeployments("web").get(0).document("deploymentCircuitBreaker").orElseThrow();
    assertThat(shown.integer("threshold")).hasValue(4);
    assertThat(shown.string("status")).hasValue("MONITORING");
    CircuitBreaker holds =
        scene.service("web").definition().deploymentConfiguration().circuitBreaker();
    assertThat(holds.resetOnHealthyTask()).isTrue();
    assertThat(holds.type()).isEqualTo(CircuitBreaker.Threshold.BOUNDED_PERCENT);
    assertThat(holds.value()).isEqualTo(50);
  }

  @Test
  @Rule({"OWN-2", "DEP-84", "DEP-21"})
  void countsAnUnhealthyTaskWhenItIsToldToStopAndAFailedStartWhenItHasStopped() {
    Scene scene =
        scene(
                rule().family("web").launch(1).container(web().health(ofSeconds(0), FAILING)),
                neverStarts().family("web").launch(2))
            .instances("i-1 a")
            .taskDefinition(checked());
    scene.service(Service.of("web", "web:1", 2)).runTo(9);

    // Task 2 stopped at 5, which is noticed at 10. Task 1 is UNHEALTHY at 50 and STOPPED at 80.
    assertThat(scene.service("web").primary().failedTasks()).isZero();
    scene.runTo(10);
    assertThat(scene.service("web").primary().failedTasks()).isEqualTo(1);
    scene.runTo(50);
    assertThat(scene.way("web/1")).endsWith("STOPPING 50");
    // Task 3 became healthy at 40 and set the count back.
    assertThat(scene.service("web").primary().failedTasks()).isEqualTo(1);
    scene.runTo(85);
    assertThat(scene.way("web/1")).endsWith("STOPPED 80");
  }

  @Test
  @Rule("OWN-3")
  void startsASuccessorBeforeTheInterfaceOfItsPredecessorIsGone() {
    Scene scene =
        scene()
            .instances("i-1 a")
            .taskDefinition(plain().withNetworkMode(dev.steadystate.core.model.NetworkMode.AWSVPC))
            .taskDefinition(plain().withNetworkMode(dev.steadystate.core.model.NetworkMode.AWSVPC));
    scene.service(
        Service.of("web", "web:1", 1)
            .inSubnets("subnet-a")
            .withMinimumHealthyPercent(0)
            .withMaximumPercent(100));

    scene.at(100).updates(SECOND).runTo(200);

    assertThat(scene.way("web/1")).endsWith("STOPPING 100, DEPROVISIONING 130, STOPPED 150");
    assertThat(scene.ticksOf("web", "has started")).containsExactly(0L, 130L);
  }

  @Test
  @Rule({"OWN-10", "EV-21", "EG-8", "DEP-53"})
  void saysAnewThatItIsStuckOnceItWasNot() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain()).taskDefinition(plain());
    scene.service(
        Service.of("web", "web:1", 1).withMinimumHealthyPercent(50).withMaximumPercent(100));
    scene.at(500).updates(SECOND);

    scene.at(600).updates(ServiceUpdate.of("web").withMaximumPercent(200));
    scene.at(1000).updates(ServiceUpdate.of("web").withMaximumPercent(100));
    scene.at(1100).updates(ServiceUpdate.of("web").withTaskDefinition("web:1")).runTo(1200);

    assertThat(scene.ticksOf("web", "unable to stop or start")).containsExactly(500L, 1100L);
  }

  @Test
  @Rule({"OWN-10", "EV-40", "EG-8"})
  void saysAnewThatProtectionIsInTheWayOnceItWasNot() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 2));
    scene.at(100).protects(60, "web/1", "web/2");
    scene.at(100).updates(ServiceUpdate.of("web").withDesiredCount(1));

    scene.at(200).updates(ServiceUpdate.of("web").withDesiredCount(2));
    scene.at(300).updates(ServiceUpdate.of("web").withDesiredCount(1)).runTo(1000);

    assertThat(scene.ticksOf("web", "2 tasks under protection")).containsExactly(100L, 300L);
  }

  private static Scene twoBehindATargetGroup(int minimum, int maximum, long delay) {
    TaskDefinition withPort =
        TaskDefinition.of(
            "web", ContainerDefinition.of("web", "nginx").withPortMappings(PortMapping.of(80)));
    Scene scene =
        Scene.with(TIMING, rule().container(web()))
            .instances("i-1 a")
            .targetGroup(delay)
            .taskDefinition(withPort)
            .taskDefinition(withPort);
    return scene
        .at(0)
        .createsBehindTheTargetGroup(
            Service.of("web", "web:1", 2)
                .withMinimumHealthyPercent(minimum)
                .withMaximumPercent(maximum));
  }
}
