package dev.steadystate.rules;

import static dev.steadystate.core.fate.ContainerFate.Behaviour.FAILING;
import static dev.steadystate.core.fate.ContainerFate.Behaviour.PASSING;
import static dev.steadystate.core.fate.Fates.container;
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

import dev.steadystate.core.Rule;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.model.TaskDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked examples SX-1 to SX-20, each a whole simulation. */
class KeepingTheDesiredCountTest {
  private static final String STEADY = "has reached a steady state.";
  private static final String IMPAIRED =
      "is unable to consistently start tasks successfully. For more information, see the"
          + " Troubleshooting section of the Amazon ECS Developer Guide.";

  @Test
  @Rule({"SX-1", "SS-1", "SS-6", "SS-50", "SS-120", "SS-121", "SS-124", "EV-1", "EV-8", "EV-9"})
  void startsWhatIsMissingAndIsSteadyFortySecondsAfterRunning() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());

    scene.service(Service.of("web", "web:1", 3)).runTo(300);

    assertThat(scene.events("web"))
        .containsExactly(
            "0 has started 3 tasks: (task 1) (task 2) (task 3).",
            "60 (deployment ecs-svc/1) deployment completed.",
            "60 " + STEADY);
  }

  @Test
  @Rule({"SX-2", "SS-30", "SS-72"})
  void replacesACrashedTaskAtTheNextTick() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 3));

    scene.at(105).suffers(new Fault.TaskExits("web/2", 1)).runTo(400);

    assertThat(scene.way("web/2")).endsWith("STOPPED 105");
    assertThat(scene.eventsFrom(61, "web"))
        .containsExactly("110 has started 1 tasks: (task 4).", "170 " + STEADY);
    assertThat(scene.way("web/4")).contains("RUNNING 130");
  }

  @Test
  @Rule({"SX-3", "SS-30", "SS-72", "SS-86"})
  void neverThrottlesTasksThatCrashAfterRunning() {
    Scene scene =
        scene(rule().container(web().exits(ofSeconds(3), 1)))
            .instances("i-1 a")
            .taskDefinition(plain());

    scene.service(Service.of("web", "web:1", 1)).runTo(299);

    assertThat(scene.ticksOf("web", "has started 1 tasks"))
        .containsExactly(0L, 30L, 60L, 90L, 120L, 150L, 180L, 210L, 240L, 270L);
    assertThat(scene.ticksOf("web", "unable to consistently")).isEmpty();
    assertThat(scene.way("web/2")).contains("RUNNING 50").endsWith("STOPPED 53");
  }

  @Test
  @Rule({"SX-4", "SS-70", "SS-72", "SS-81", "SS-82", "SS-83", "SS-84", "EV-25"})
  void waitsLongerAndLongerForTasksThatNeverStart() {
    Scene scene = scene(neverStarts()).instances("i-1 a").taskDefinition(plain());

    scene.service(Service.of("web", "web:1", 1)).runTo(6000);

    assertThat(scene.ticksOf("web", "has started 1 tasks"))
        .containsExactly(
            0L, 10L, 20L, 40L, 70L, 120L, 210L, 380L, 710L, 1360L, 2650L, 4280L, 5910L);
    assertThat(scene.ticksOf("web", IMPAIRED))
        .containsExactly(30L, 50L, 80L, 130L, 220L, 390L, 720L, 1370L, 2660L, 4290L, 5920L);
    assertThat(scene.way("web/4")).endsWith("STOPPED 45");
    assertThat(scene.service("web").primary().failedTasks()).isEqualTo(13);
  }

  @Test
  @Rule({"SX-5", "SS-73", "SS-86"})
  void startsAWorkingTaskDefinitionAtOnce() {
    Scene scene =
        scene(neverStarts().family("web").revision(1))
            .instances("i-1 a")
            .taskDefinition(plain())
            .taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 1));

    scene.at(1000).updates(ServiceUpdate.of("web").withTaskDefinition("web:2")).runTo(1100);

    assertThat(scene.eventsFrom(721, "web")).startsWith("1000 has started 1 tasks: (task 10).");
    assertThat(scene.way("web/10")).contains("RUNNING 1020");
  }

  @Test
  @Rule({"SX-6", "SS-74", "SS-81", "DEP-21"})
  void countsABatchThatFailsOnce() {
    Scene scene = scene(neverStarts()).instances("i-1 a").taskDefinition(plain());

    scene.service(Service.of("web", "web:1", 4)).runTo(35);

    assertThat(scene.service("web").primary().failedTasks()).isEqualTo(12);
    scene.runTo(100);
    assertThat(scene.ticksOf("web", "has started 4 tasks")).containsExactly(0L, 10L, 20L, 40L, 70L);
    assertThat(scene.service("web").primary().failedTasks()).isEqualTo(20);
  }

  @Test
  @Rule({
    "SX-7", "SS-31", "SS-32", "SS-34", "SS-35", "TK-63", "TK-68", "TK-89", "EV-2", "EV-3", "EV-26",
    "EO-4", "EO-5", "DEP-25", "DEP-58"
  })
  void replacesAnUnhealthyTaskBeforeItStopsIt() {
    Scene scene =
        scene(rule().launch(1).container(unhealthyAt145()))
            .instances("i-1 a")
            .taskDefinition(checked());

    scene.service(Service.of("web", "web:1", 2)).runTo(400);

    assertThat(scene.health("web/1")).isEqualTo("HEALTHY 30, UNHEALTHY 145");
    assertThat(scene.eventsFrom(100, "web"))
        .containsExactly(
            "150 has started 1 tasks: (task 3). Amazon ECS replaced 1 tasks due to an unhealthy"
                + " status.",
            "180 (task 1) failed container health checks.",
            "180 has stopped 1 running tasks: (task 1).",
            "190 " + STEADY);
    assertThat(scene.way("web/3")).contains("RUNNING 170");
    assertThat(scene.health("web/3")).isEqualTo("HEALTHY 180");
    assertThat(scene.task("web/1").stoppedReason()).hasValue("Task failed container health checks");
    assertThat(scene.task("web/1").stopCode()).hasValue(StopCode.SERVICE_SCHEDULER_INITIATED);
    assertThat(scene.way("web/1")).endsWith("STOPPED 210");
  }

  @Test
  @Rule({"SX-8", "SS-4", "SS-5", "SS-37", "TK-114"})
  void stopsAnUnhealthyTaskFirstWhereThereIsNoRoom() {
    for (int minimum : new int[] {100, 50}) {
      Scene scene =
          scene(rule().launch(1).container(unhealthyAt145()))
              .instances("i-1 a")
              .taskDefinition(checked());

      scene
          .service(
              Service.of("web", "web:1", 4)
                  .withMinimumHealthyPercent(minimum)
                  .withMaximumPercent(100))
          .runTo(400);

      assertThat(scene.eventsFrom(100, "web"))
          .as("minimum %s", minimum)
          .startsWith(
              "150 (task 1) failed container health checks.",
              "150 has stopped 1 running tasks: (task 1).",
              "180 has started 1 tasks: (task 5).");
      assertThat(scene.way("web/1")).endsWith("STOPPED 180");
    }
  }

  @Test
  @Rule({"SX-9", "SS-33", "SS-38", "DEP-33"})
  void replacesUnhealthyTasksAsFarAsTheCeilingLets() {
    Scene scene =
        scene(rule().launches(1, 4).container(unhealthyAt145()))
            .instances("i-1 a")
            .taskDefinition(checked());

    scene.service(Service.of("web", "web:1", 4).withMaximumPercent(150)).runTo(400);

    assertThat(scene.eventsFrom(100, "web"))
        .startsWith(
            "150 has started 2 tasks: (task 5) (task 6). Amazon ECS replaced 2 tasks due to an"
                + " unhealthy status.",
            "180 (task 1) failed container health checks.",
            "180 (task 2) failed container health checks.",
            "180 has stopped 2 running tasks: (task 1) (task 2).",
            "210 has started 2 tasks: (task 7) (task 8). Amazon ECS replaced 2 tasks due to an"
                + " unhealthy status.",
            "240 (task 3) failed container health checks.",
            "240 (task 4) failed container health checks.",
            "240 has stopped 2 running tasks: (task 3) (task 4).");
    assertThat(scene.way("web/1")).endsWith("STOPPED 210");
  }

  @Test
  @Rule({"SX-10", "SS-39", "SS-64", "TK-65", "TK-88"})
  void stopsTheReplacementOfATaskThatRecovers() {
    Scene scene =
        scene(rule().launch(1).container(unhealthyAt145().health(ofSeconds(140), PASSING)))
            .instances("i-1 a")
            .taskDefinition(checked());

    scene.service(Service.of("web", "web:1", 2)).runTo(185);

    assertThat(scene.health("web/1")).isEqualTo("HEALTHY 30, UNHEALTHY 145, HEALTHY 165");
    assertThat(scene.eventsFrom(151, "web"))
        .containsExactly("180 has stopped 1 running tasks: (task 3).");
    assertThat(scene.task("web/3").stoppedReason())
        .hasValue(
            "Scaling activity initiated by (deployment "
                + scene.task("web/3").deploymentId()
                + ")");
  }

  @Test
  @Rule({"SX-11", "SS-44", "SS-45"})
  void ignoresAnUnhealthyTaskUntilItsGracePeriodIsOver() {
    Scene scene =
        scene(rule().launch(1).container(web().health(ofSeconds(0), FAILING)))
            .instances("i-1 a")
            .taskDefinition(checked());

    scene.service(Service.of("web", "web:1", 1).withGracePeriod(60)).runTo(85);

    assertThat(scene.health("web/1")).isEqualTo("UNHEALTHY 50");
    assertThat(scene.events("web"))
        .startsWith(
            "0 has started 1 tasks: (task 1).",
            "80 has started 1 tasks: (task 2). Amazon ECS replaced 1 tasks due to an unhealthy"
                + " status.");
  }

  @Test
  @Rule({
    "SX-13", "SS-102", "SS-103", "SS-104", "SS-105", "SS-122", "PL-3", "DEP-56", "TK-88", "SS-101"
  })
  void replacesADrainingTaskBeforeItStopsIt() {
    Scene scene = fourOnFour(100, 200);

    scene.at(1000).drains("i-1").runTo(1200);

    assertThat(scene.eventsFrom(900, "web"))
        .containsExactly(
            "1000 has started 1 tasks: (task 5).",
            "1060 has stopped 1 running tasks: (task 1).",
            "1070 " + STEADY);
    assertThat(scene.task("web/5").ec2InstanceId()).isNotEqualTo("i-1");
    assertThat(scene.way("web/5")).contains("RUNNING 1020");
    assertThat(scene.way("web/1")).endsWith("STOPPED 1090");
    assertThat(scene.instance("i-1").status()).isEqualTo(InstanceStatus.DRAINING);
  }

  @Test
  @Rule({"SX-14", "SS-104", "SS-105", "SS-5"})
  void stopsADrainingTaskAtOnceWhereTheFloorLets() {
    Scene scene = fourOnFour(50, 100);

    scene.at(1000).drains("i-1").runTo(1035);

    assertThat(scene.eventsFrom(900, "web"))
        .containsExactly(
            "1000 has stopped 1 running tasks: (task 1).", "1030 has started 1 tasks: (task 5).");
    assertThat(scene.way("web/1")).endsWith("STOPPED 1030");
  }

  @Test
  @Rule({"SX-15", "SS-104", "SS-106", "EV-21"})
  void neverEmptiesADrainingInstanceWithinHundredAndHundredPercent() {
    Scene scene = fourOnFour(100, 100);

    scene.at(1000).drains("i-1").runTo(10000);

    assertThat(scene.eventsFrom(900, "web"))
        .containsExactly(
            "1000 was unable to stop or start tasks during a deployment because of the service"
                + " deployment configuration. Update the minimumHealthyPercent or maximumPercent"
                + " value and try again.");
    assertThat(scene.liveTasks("web")).containsExactly(1, 2, 3, 4);
    assertThat(scene.instance("i-1").runningTasksCount()).isEqualTo(1);
    scene.runTo(1000 + 21600);
    assertThat(scene.ticksOf("web", "unable to stop or start")).containsExactly(1000L, 22600L);
  }

  @Test
  @Rule({"SX-16", "SS-111", "TK-93"})
  void replacesTheTasksOfALostInstance() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 2));
    scene.at(500).suffers(new Fault.InstanceRegistered(ContainerInstance.of("i-2", "a")));

    scene.at(1003).suffers(new Fault.InstanceLost("i-1")).runTo(1015);

    for (String task : List.of("web/1", "web/2")) {
      assertThat(scene.way(task)).endsWith("STOPPED 1003");
      assertThat(scene.task(task).stopCode()).hasValue(StopCode.TERMINATION_NOTICE);
      assertThat(scene.task(task).stoppedReason()).hasValue("Host EC2 (instance i-1) terminated.");
    }
    assertThat(scene.eventsFrom(900, "web"))
        .containsExactly("1010 has started 2 tasks: (task 3) (task 4).");
    assertThat(scene.instance("i-1").status()).isEqualTo(InstanceStatus.INACTIVE);
  }

  @Test
  @Rule({"SX-17", "SS-101", "SS-109", "PL-3"})
  void waitsForASilentAgentForAsLongAsItTakes() {
    Scene scene = scene().instances("i-1 a", "i-2 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 2));

    scene.at(1000).suffers(new Fault.AgentDisconnected("i-1"));
    scene.at(2000).updates(ServiceUpdate.of("web").withDesiredCount(4));
    scene.at(37000).suffers(new Fault.AgentConnected("i-1")).runTo(1990);

    assertThat(scene.eventsFrom(100, "web")).isEmpty();
    assertThat(scene.service("web").runningCount()).isEqualTo(2);
    scene.runTo(37100);
    assertThat(scene.placesOf("web")).containsExactly("i-1", "i-2", "i-2", "i-2");
    assertThat(scene.ticksOf("web", "has started")).containsExactly(0L, 2000L);
    assertThat(scene.task("web/1").lastStatus()).isEqualTo(LastStatus.RUNNING);
  }

  @Test
  @Rule({"SX-18", "SS-125", "SS-126", "SS-127", "TK-96"})
  void deletesAServiceByForceAndLetsItsNameBeUsedAgain() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 2)).runTo(400);

    assertThatThrownBy(() -> scene.ecs().deleteService("default", "web", false))
        .isInstanceOf(EcsException.class)
        .hasMessageContaining("while it is scaled above 0.");

    scene.at(500).deletes("web", true).runTo(500);
    assertThat(scene.service("web").status()).isEqualTo(ServiceStatus.INACTIVE);
    assertThat(scene.eventsFrom(400, "web"))
        .containsExactly("500 has stopped 2 running tasks: (task 1) (task 2).");
    assertThat(scene.way("web/1")).contains("STOPPING 500");

    scene.at(505).creates(Service.of("web", "web:1", 2)).runTo(510);
    assertThat(scene.service("web").status()).isEqualTo(ServiceStatus.ACTIVE);
  }

  @Test
  @Rule({"SX-19", "SS-61", "SS-63", "SS-64", "EV-40"})
  void leavesProtectedTasksAlone() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 3));

    scene.at(100).protects(120, "web/1", "web/2");
    scene.at(100).updates(ServiceUpdate.of("web").withDesiredCount(1)).runTo(7290);

    assertThat(scene.eventsFrom(61, "web"))
        .containsExactly(
            "100 has stopped 1 running tasks: (task 3).",
            "100 was unable to reach steady state because (taskSet ecs-svc/1) was unable to scale"
                + " in due to (reason 2 tasks under protection)");
    scene.runTo(7305);
    assertThat(scene.eventsFrom(7300, "web"))
        .containsExactly("7300 has stopped 1 running tasks: (task 2).");
  }

  @Test
  @Rule({"SX-20", "SS-3", "SS-21", "SS-22", "SS-25", "SS-27"})
  void keepsOneDaemonTaskOnEachInstanceUntilItsLastReplicaTaskIsGone() {
    Scene scene =
        scene(rule().family("log").container(container("log")))
            .instances("i-1 a", "i-2 a", "i-3 a")
            .taskDefinition(plain())
            .taskDefinition(TaskDefinition.of("log", "fluentd"));
    scene.service(Service.of("web", "web:1", 1)).service(Service.daemon("log", "log:1"));
    scene.at(95).suffers(new Fault.InstanceRegistered(ContainerInstance.of("i-4", "a")));

    scene.at(200).drains("i-1").runTo(295);

    assertThat(scene.placesOf("web")).startsWith("i-1");
    assertThat(scene.way("web/1")).contains("STOPPING 260").endsWith("STOPPED 290");
    assertThat(scene.placesOf("log")).containsExactly("i-1", "i-2", "i-3", "i-4");
    assertThat(scene.ticksOf("log", "has started")).containsExactly(0L, 100L);
    assertThat(scene.eventsFrom(200, "log"))
        .startsWith("290 has stopped 1 running tasks: (task 1).");
    assertThat(scene.service("log").desiredCount()).isEqualTo(3);
  }

  private static Scene fourOnFour(int minimum, int maximum) {
    Scene scene = scene().instances("i-1 a", "i-2 a", "i-3 a", "i-4 a").taskDefinition(plain());
    scene
        .service(
            Service.of("web", "web:1", 4)
                .withMinimumHealthyPercent(minimum)
                .withMaximumPercent(maximum))
        .runTo(900);
    assertThat(scene.placesOf("web")).containsExactly("i-1", "i-2", "i-3", "i-4");
    return scene;
  }
}
