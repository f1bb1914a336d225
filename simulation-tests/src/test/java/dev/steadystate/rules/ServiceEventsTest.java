package dev.steadystate.rules;

import static dev.steadystate.core.fate.Fates.rule;
import static dev.steadystate.rules.Assumptions.checked;
import static dev.steadystate.rules.Assumptions.neverStarts;
import static dev.steadystate.rules.Assumptions.plain;
import static dev.steadystate.rules.Assumptions.scene;
import static dev.steadystate.rules.Assumptions.unhealthyAt145;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.Rule;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import org.junit.jupiter.api.Test;

/** The worked examples EX-1 to EX-10, each a whole simulation; EX-11 is with zone rebalancing. */
class ServiceEventsTest {
  private static final String STEADY = "has reached a steady state.";
  private static final String SEE =
      " For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";
  private static final String IMPAIRED =
      "is unable to consistently start tasks successfully." + SEE;

  @Test
  @Rule({"EX-1", "EG-1", "EG-2", "EG-3", "EG-4", "EG-5", "EG-10", "EO-6"})
  void showsTheNewestEventFirstAndCountsMilliseconds() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());

    scene.service(Service.of("web", "web:1", 3)).runTo(100);

    assertThat(scene.described("web"))
        .containsExactly(
            "60.002 (service web) has reached a steady state.",
            "60.001 (service web) (deployment ecs-svc/1) deployment completed.",
            "0.001 (service web) has started 3 tasks: (task 1) (task 2) (task 3).");
  }

  @Test
  @Rule({"EX-2", "EG-2", "EG-8", "SS-123"})
  void repeatsSteadyStateEverySixHoursAndKeepsAHundredEvents() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());

    scene.service(Service.of("web", "web:1", 3)).runTo(64900);

    assertThat(scene.ticksOf("web", STEADY)).containsExactly(60L, 21660L, 43260L, 64860L);
    scene.runTo(60 + 110L * 21600);
    assertThat(scene.described("web")).hasSize(100).allMatch(event -> event.endsWith(STEADY));
  }

  @Test
  @Rule({"EX-3", "SS-123", "EG-9"})
  void repeatsSteadyStateSixHoursAfterItWasEnteredAgain() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 3));

    scene.at(105).suffers(new Fault.TaskExits("web/2", 1)).runTo(21800);

    assertThat(scene.eventsFrom(61, "web"))
        .containsExactly("110 has started 1 tasks: (task 4).", "170 " + STEADY, "21770 " + STEADY);
  }

  @Test
  @Rule({"EX-4", "EG-7", "EV-25", "SS-83"})
  void tellsOfEachThrottledFailure() {
    Scene scene = scene(neverStarts()).instances("i-1 a").taskDefinition(plain());

    scene.service(Service.of("web", "web:1", 1)).runTo(130);

    assertThat(scene.events("web"))
        .containsExactly(
            "0 has started 1 tasks: (task 1).",
            "10 has started 1 tasks: (task 2).",
            "20 has started 1 tasks: (task 3).",
            "30 " + IMPAIRED,
            "40 has started 1 tasks: (task 4).",
            "50 " + IMPAIRED,
            "70 has started 1 tasks: (task 5).",
            "80 " + IMPAIRED,
            "120 has started 1 tasks: (task 6).",
            "130 " + IMPAIRED);
  }

  @Test
  @Rule({"EX-5", "EG-8", "EG-9", "EV-11", "SS-51", "SS-82", "SS-89"})
  void repeatsWhatStaysImpossibleAtTheFirstAttemptAfterSixHours() {
    Scene scene =
        scene()
            .instance(ContainerInstance.of("i-1", "a").withCpu(128))
            .taskDefinition(TaskDefinition.of("web", ContainerDefinition.of("web", "nginx")));

    scene.service(Service.of("web", "web:1", 1)).runTo(46800);

    String noRoom =
        "was unable to place a task because no container instance met all of its requirements. The"
            + " closest matching (container-instance i-1) has insufficient CPU units available."
            + SEE;
    assertThat(scene.events("web"))
        .containsExactly(
            "0 " + noRoom,
            "20 " + IMPAIRED,
            "22010 " + noRoom,
            "22010 " + IMPAIRED,
            "44690 " + noRoom,
            "44690 " + IMPAIRED);
    assertThat(scene.service("web").pendingCount()).isZero();
    assertThat(scene.liveTasks("web")).isEmpty();
  }

  @Test
  @Rule({"EX-6", "EG-6", "EG-11", "EV-3", "EV-5", "EV-6", "EV-7", "EO-1", "SS-122"})
  void tellsOfLoadBalancersOneTickLater() {
    Scene scene = scene().instances("i-1 a").targetGroup(30).taskDefinition(withPort());
    scene.at(0).createsBehindTheTargetGroup(Service.of("web", "web:1", 5));

    scene.at(200).updates(ServiceUpdate.of("web").withDesiredCount(2)).runTo(400);

    assertThat(scene.eventsFrom(100, "web"))
        .containsExactly(
            "200 has stopped 3 running tasks: (task 3) (task 4) (task 5).",
            "210 deregistered 3 targets in (target-group T)",
            "210 (service web, taskSet ecs-svc/1) has begun draining connections on 3 tasks.",
            "210 " + STEADY);
  }

  @Test
  @Rule({"EX-7", "EV-4", "SS-64", "SS-60", "SS-2", "SS-8"})
  void tellsOfPendingTasksOnlyHowMany() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 2));

    scene.at(300).updates(ServiceUpdate.of("web").withDesiredCount(6));
    scene.at(310).updates(ServiceUpdate.of("web").withDesiredCount(2)).runTo(400);

    assertThat(scene.eventsFrom(100, "web"))
        .containsExactly(
            "300 has started 4 tasks: (task 3) (task 4) (task 5) (task 6).",
            "310 stopped 4 pending tasks.",
            "320 " + STEADY);
    assertThat(scene.service("web").deployments()).hasSize(1);
  }

  @Test
  @Rule({"EX-8", "EO-5", "EO-9"})
  void namesTheUnhealthyTaskRightBeforeItsStop() {
    Scene scene =
        scene(rule().launch(1).container(unhealthyAt145()))
            .instances("i-1 a")
            .taskDefinition(checked());

    scene.service(Service.of("web", "web:1", 2)).runTo(400);

    assertThat(scene.described("web"))
        .startsWith(
            "190.001 (service web) has reached a steady state.",
            "180.002 (service web) has stopped 1 running tasks: (task 1).",
            "180.001 (service web) (task 1) failed container health checks.",
            "150.001 (service web) has started 1 tasks: (task 3). Amazon ECS replaced 1 tasks due"
                + " to an unhealthy status.");
  }

  @Test
  @Rule({"EX-9", "EV-21", "DEP-53", "DEP-54", "DEP-55", "W5-8"})
  void saysOnceInSixHoursThatADeploymentIsStuck() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain()).taskDefinition(plain());
    scene.service(
        Service.of("web", "web:1", 1).withMinimumHealthyPercent(50).withMaximumPercent(100));

    scene.at(500).updates(ServiceUpdate.of("web").withTaskDefinition("web:2")).runTo(22200);

    assertThat(scene.ticksOf("web", "was unable to stop or start tasks during a deployment"))
        .containsExactly(500L, 22100L);
    assertThat(scene.eventsFrom(500, "web")).hasSize(2);
    assertThat(scene.service("web").primary().rolloutState().toString()).isEqualTo("IN_PROGRESS");
  }

  @Test
  @Rule({"EX-10", "EG-8", "EG-9", "PL-26"})
  void suppressesATextNotAKind() {
    Scene scene =
        scene()
            .instance(ContainerInstance.of("i-1", "a").withCpu(900))
            .instance(ContainerInstance.of("i-2", "a").withCpu(800))
            .taskDefinition(
                TaskDefinition.of("web", ContainerDefinition.of("web", "nginx").withCpu(1024)))
            .taskDefinition(TaskDefinition.of("other", "busybox"));
    scene.service(Service.of("web", "web:1", 1));

    scene
        .at(5)
        .calls("StartTask", RunTask.of("other:1").onInstances("i-1").toDocument())
        .at(15)
        .stops("other/1", "make room")
        .runTo(100);

    assertThat(scene.events("web").stream().filter(event -> event.contains("closest")))
        .hasSize(2)
        .anyMatch(event -> event.startsWith("0 ") && event.contains("(container-instance i-1)"))
        .anyMatch(event -> event.startsWith("10 ") && event.contains("(container-instance i-2)"));
  }

  private static TaskDefinition withPort() {
    return TaskDefinition.of(
        "web", ContainerDefinition.of("web", "nginx").withPortMappings(PortMapping.of(80)));
  }
}
