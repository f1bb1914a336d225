package dev.steadystate.rules;

import static dev.steadystate.core.fate.ContainerFate.Behaviour.FAILING;
import static dev.steadystate.core.fate.Fates.rule;
import static dev.steadystate.rules.Assumptions.checked;
import static dev.steadystate.rules.Assumptions.neverStarts;
import static dev.steadystate.rules.Assumptions.plain;
import static dev.steadystate.rules.Assumptions.scene;
import static dev.steadystate.rules.Assumptions.unhealthyAt145;
import static dev.steadystate.rules.Assumptions.web;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Rule;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.StopCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who goes when a service has too many tasks, who may not, and who is replaced. */
class ScaleInTest {
  private static final ServiceUpdate TWO = ServiceUpdate.of("web").withDesiredCount(2);

  @Test
  @Rule({"SS-20", "SS-51"})
  void keepsTheDesiredCountWhereverThereIsRoom() {
    Scene scene =
        scene()
            .instance(ContainerInstance.of("i-1", "a").withCpu(256))
            .instances("i-2 b")
            .taskDefinition(plain().withCpu(256));

    scene.service(Service.of("web", "web:1", 3)).runTo(0);

    assertThat(scene.placesOf("web")).containsExactly("i-1", "i-2", "i-2");
    assertThatThrownBy(
            () ->
                scene
                    .ecs()
                    .call(
                        "CreateService",
                        Document.builder()
                            .put("serviceName", "none")
                            .put("taskDefinition", "web:1")
                            .build()))
        .isInstanceOf(EcsException.class)
        .hasMessage("The replica scheduling strategy requires a desired count for services");
  }

  @Test
  @Rule({"SS-40", "SS-32"})
  void leavesAnUnhealthyTaskUntilItsReplacementFindsAPlace() {
    Scene scene =
        scene(rule().launch(1).container(unhealthyAt145()))
            .instance(ContainerInstance.of("i-1", "a").withCpu(256))
            .taskDefinition(checked().withCpu(256));
    scene.service(Service.of("web", "web:1", 1));

    scene
        .at(1000)
        .suffers(new Fault.InstanceRegistered(ContainerInstance.of("i-2", "a")))
        .runTo(999);

    assertThat(scene.liveTasks("web")).containsExactly(1);
    assertThat(scene.ticksOf("web", "insufficient CPU")).containsExactly(150L);
    scene.runTo(2000);
    assertThat(scene.placesOf("web")).containsExactly("i-1", "i-2");
    assertThat(scene.liveTasks("web")).containsExactly(2);
    assertThat(scene.task("web/1").stoppedReason()).hasValue("Task failed container health checks");
  }

  @Test
  @Rule({"SS-46", "SS-64"})
  void takesAnUnhealthyTaskWithinItsGracePeriodFirst() {
    Scene scene =
        scene(rule().launch(2).container(web().health(ofSeconds(50), FAILING)))
            .instances("i-1 a")
            .taskDefinition(checked());
    scene.service(Service.of("web", "web:1", 3).withGracePeriod(1000));

    scene.at(200).updates(TWO).runTo(205);

    assertThat(scene.health("web/2")).isEqualTo("HEALTHY 30, UNHEALTHY 90");
    assertThat(scene.eventsFrom(61, "web"))
        .containsExactly("200 has stopped 1 running tasks: (task 2).");
    assertThat(scene.task("web/2").stoppedReason().orElseThrow())
        .startsWith("Scaling activity initiated by (deployment ecs-svc/");
  }

  @Test
  @Rule({"SS-65", "SS-64", "SS-60", "PL-61"})
  void heedsTheStrategyBeforeTheAgeOfTasks() {
    // i-1: tasks 1 and 3   i-2: task 2   i-3 comes later: task 4, the newest of all
    Scene scene = scene().instances("i-1 a", "i-2 a").taskDefinition(plain());
    scene.service(
        Service.of("web", "web:1", 3)
            .withPlacementStrategy(PlacementStrategy.spread("instanceId")));
    scene.at(50).suffers(new Fault.InstanceRegistered(ContainerInstance.of("i-3", "a")));
    scene.at(100).updates(ServiceUpdate.of("web").withDesiredCount(4));

    scene.at(200).updates(ServiceUpdate.of("web").withDesiredCount(3)).runTo(205);

    assertThat(scene.placesOf("web")).containsExactly("i-1", "i-2", "i-1", "i-3");
    assertThat(scene.liveTasks("web")).containsExactly(1, 2, 4);
  }

  @Test
  @Rule({"SS-66", "TK-88", "SS-60"})
  void replacesNobodyWhoWasScaledIn() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 4));

    scene.at(100).updates(TWO).runTo(10000);

    assertThat(scene.ticksOf("web", "has started")).containsExactly(0L);
    assertThat(scene.eventsFrom(61, "web"))
        .containsExactly(
            "100 has stopped 2 running tasks: (task 3) (task 4).",
            "110 has reached a steady state.");
    for (String task : ImmutableList.of("web/3", "web/4")) {
      assertThat(scene.task(task).stopCode()).hasValue(StopCode.SERVICE_SCHEDULER_INITIATED);
      assertThat(scene.task(task).stoppedReason())
          .hasValue(
              "Scaling activity initiated by (deployment "
                  + scene.service("web").primary().id()
                  + ")");
    }
  }

  @Test
  @Rule({"SS-128", "SS-120", "DEP-43"})
  void isSteadyWithNothingToDo() {
    Scene scene = scene().taskDefinition(plain());

    scene.service(Service.of("web", "web:1", 0)).runTo(100);

    assertThat(scene.events("web"))
        .containsExactly(
            "0 (deployment ecs-svc/1) deployment completed.", "0 has reached a steady state.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a crash", "StopTask", "a lost host", "a forced deregistration"})
  @Rule({"SS-62", "TRF-107"})
  void helpsAgainstNothingButScaleInAndDeployments(String end) {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 1));
    Scene.Moment moment = scene.at(60).protects(60, "web/1").at(105);

    switch (end) {
      case "a crash" -> moment.suffers(new Fault.TaskExits("web/1", 1));
      case "StopTask" -> moment.stops("web/1", "x");
      case "a lost host" -> moment.suffers(new Fault.InstanceLost("i-1"));
      default ->
          moment.calls(
              "DeregisterContainerInstance",
              Document.builder().put("containerInstance", "i-1").put("force", true).build());
    }
    scene.runTo(105);

    assertThat(scene.task("web/1").isLive()).isFalse();
  }

  @Test
  @Rule({"SS-62", "TRF-107", "SS-35"})
  void helpsNotAgainstFailedHealthChecks() {
    Scene scene =
        scene(rule().launch(1).container(unhealthyAt145()))
            .instances("i-1 a")
            .taskDefinition(checked());
    scene.service(Service.of("web", "web:1", 1));

    scene.at(100).protects(600, "web/1").runTo(400);

    assertThat(scene.ticksOf("web", "(task 1) failed container health checks."))
        .containsExactly(180L);
    assertThat(scene.liveTasks("web")).containsExactly(2);
  }

  @Test
  @Rule({"SS-62", "TRF-107", "SS-126"})
  void helpsNotAgainstTheDeletionOfItsService() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 1));

    scene.at(100).protects(600, "web/1").at(110).deletes("web", true).runTo(110);

    assertThat(scene.task("web/1").isLive()).isFalse();
  }

  @Test
  @Rule({"SS-62", "TRF-108"})
  void keepsAProtectedTaskOnADrainingInstanceUntilProtectionEnds() {
    Scene scene = scene().instances("i-1 a", "i-2 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 2));

    scene.at(100).protects(10, "web/1");
    scene.at(200).drains("i-1").runTo(690);

    assertThat(scene.task("web/1").isLive()).isTrue();
    assertThat(scene.ticksOf("web", "has stopped")).isEmpty();
    scene.runTo(1000);
    assertThat(scene.eventsFrom(500, "web")).contains("700 has stopped 1 running tasks: (task 1).");
    assertThat(scene.liveTasks("web")).containsExactly(2, 3);
  }

  @Test
  @Rule({"TRF-101", "TRF-103", "EV-40"})
  void keepsAProtectedTaskOfAnOldRevision() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain()).taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 2));

    scene.at(100).protects(10, "web/2");
    scene.at(200).updates(ServiceUpdate.of("web").withTaskDefinition("web:2")).runTo(690);

    assertThat(scene.liveTasks("web")).containsExactly(2, 3, 4);
    assertThat(scene.service("web").deployments()).hasSize(2);
    assertThat(scene.ticksOf("web", "1 tasks under protection")).hasSize(1);
    scene.runTo(800);
    assertThat(scene.eventsFrom(700, "web"))
        .containsExactly(
            "700 has stopped 1 running tasks: (task 2).",
            "730 (deployment ecs-svc/2) deployment completed.",
            "730 has reached a steady state.");
  }

  @Test
  @Rule({"TRF-102", "TRF-106", "SS-63"})
  void stopsFewerWhereTooManyAreProtected() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 4));

    scene.at(100).protects(10, "web/1", "web/2", "web/3");
    scene.at(100).updates(ServiceUpdate.of("web").withDesiredCount(1)).runTo(690);

    assertThat(scene.liveTasks("web")).containsExactly(1, 2, 3);
    assertThat(scene.ticksOf("web", "has reached a steady state.")).containsExactly(60L);
    scene.runTo(800);
    assertThat(scene.eventsFrom(101, "web"))
        .containsExactly(
            "700 has stopped 2 running tasks: (task 2) (task 3).",
            "710 has reached a steady state.");
  }

  @Test
  @Rule({"SS-9", "TRF-102"})
  void knowsNoFloor() {
    // Task 4 is protected before it is healthy; all but one of the healthy ones go nevertheless.
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 3));
    scene.at(100).updates(ServiceUpdate.of("web").withDesiredCount(4));

    scene.at(125).protects(10, "web/4");
    scene.at(125).updates(TWO).runTo(135);

    assertThat(scene.liveTasks("web")).containsExactly(1, 4);
    assertThat(scene.eventsFrom(101, "web"))
        .containsExactly("130 has stopped 2 running tasks: (task 2) (task 3).");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 2881})
  @Rule("TRF-96")
  void cannotBeProtectedForSoLong(int minutes) {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 1)).runTo(100);

    assertThatThrownBy(() -> scene.ecs().call("UpdateTaskProtection", protection(scene, minutes)))
        .isInstanceOf(EcsException.class);
    assertThat(scene.task("web/1").protectedUntil()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 120, 2880})
  @Rule({"TRF-96", "TRF-97", "TRF-100", "SS-61"})
  void isProtectedForSoManyMinutesToTheMillisecond(int minutes) {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 1)).runTo(103);
    Instant end = scene.ecs().now().plus(Duration.ofMinutes(minutes));

    scene.ecs().call("UpdateTaskProtection", protection(scene, minutes));

    assertThat(scene.task("web/1").protectedUntil()).hasValue(end);
    assertThat(isProtected(scene)).isTrue();
    scene.ecs().runUntil(end.minusMillis(1));
    assertThat(isProtected(scene)).isTrue();
    scene.ecs().runUntil(end);
    assertThat(isProtected(scene)).isFalse();
  }

  @Test
  @Rule({"TRF-96", "SS-61"})
  void isProtectedForTwoHoursUnlessSaid() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 1)).runTo(100);

    scene.ecs().call("UpdateTaskProtection", protection(scene, 1).without("expiresInMinutes"));

    assertThat(scene.task("web/1").protectedUntil())
        .hasValue(scene.ecs().now().plus(Duration.ofHours(2)));
  }

  @Test
  @Rule("TRF-96")
  void heedsNoMinutesWhenProtectionIsSwitchedOff() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 1)).runTo(100);
    scene.ecs().call("UpdateTaskProtection", protection(scene, 60));

    scene
        .ecs()
        .call("UpdateTaskProtection", protection(scene, 60).with("protectionEnabled", false));

    assertThat(isProtected(scene)).isFalse();
  }

  private static Document protection(Scene scene, int minutes) {
    return Document.builder()
        .put("cluster", "default")
        .put("tasks", ImmutableList.of(scene.task("web/1").id()))
        .put("protectionEnabled", true)
        .put("expiresInMinutes", minutes)
        .build();
  }

  private static boolean isProtected(Scene scene) {
    return scene
        .ecs()
        .call(
            "GetTaskProtection",
            Document.builder()
                .put("cluster", "default")
                .put("tasks", ImmutableList.of(scene.task("web/1").id()))
                .build())
        .documents("protectedTasks")
        .get(0)
        .bool("protectionEnabled")
        .orElseThrow();
  }

  @Test
  @Rule({"SS-64", "SS-60"})
  void takesTasksThatAreNotRunningYetBeforeAnyOther() {
    Scene scene =
        scene(rule().launch(1).pending(ofSeconds(500))).instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 3));

    scene.at(100).updates(TWO).runTo(105);

    assertThat(scene.eventsFrom(61, "web")).startsWith("100 stopped 1 pending tasks.");
    assertThat(scene.liveTasks("web")).containsExactly(2, 3);
  }

  @Test
  @Rule({"SS-3", "SS-105", "SS-60"})
  void drainsBeforeItScalesIn() {
    // i-1: tasks 1 and 3   i-2: tasks 2 and 4. The lower floor lets draining take one, task 1.
    Scene scene = scene().instances("i-1 a", "i-2 a").taskDefinition(plain());
    scene.service(
        Service.of("web", "web:1", 4).withMinimumHealthyPercent(100).withMaximumPercent(100));
    scene.at(100).drains("i-1");

    scene.at(200).updates(ServiceUpdate.of("web").withDesiredCount(3)).runTo(205);

    assertThat(scene.eventsFrom(101, "web"))
        .startsWith("200 has stopped 1 running tasks: (task 1).");
    assertThat(scene.liveTasks("web")).containsExactly(2, 3, 4);
  }

  @Test
  @Rule({"SS-9", "SS-30"})
  void fillsTheGapOfACrashWhateverTheCeiling() {
    // 100/100: the ceiling of 2 is full while task 1 is STOPPING, and task 3 starts all the same.
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(
        Service.of("web", "web:1", 2).withMinimumHealthyPercent(100).withMaximumPercent(100));

    scene.at(100).stops("web/1", "x").runTo(105);

    assertThat(scene.way("web/1")).endsWith("STOPPING 100");
    assertThat(scene.ticksOf("web", "has started")).containsExactly(0L, 100L);
    assertThat(scene.occupying("web")).isEqualTo(3);
  }

  @Test
  @Rule({"SS-73", "SS-86", "DEP-89"})
  void launchesAtOnceWithANewTaskDefinitionAndKeepsOldTasks() {
    Scene scene =
        scene(neverStarts().family("web").revision(2))
            .instances("i-1 a")
            .taskDefinition(plain())
            .taskDefinition(plain())
            .taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 1));
    scene.at(100).updates(ServiceUpdate.of("web").withTaskDefinition("web:2"));

    scene.at(500).updates(ServiceUpdate.of("web").withTaskDefinition("web:3")).runTo(505);

    assertThat(scene.task("web/1").isLive()).isTrue();
    assertThat(scene.eventsFrom(491, "web"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("500 has started 1 tasks");
  }
}
