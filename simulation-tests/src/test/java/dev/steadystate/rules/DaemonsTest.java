package dev.steadystate.rules;

import static dev.steadystate.core.fate.Fates.container;
import static dev.steadystate.core.fate.Fates.rule;
import static dev.steadystate.rules.Assumptions.neverStarts;
import static dev.steadystate.rules.Assumptions.plain;
import static dev.steadystate.rules.Assumptions.scene;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Rule;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.NetworkMode;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One task of a daemon service on each instance that will have it (file 2, B). */
class DaemonsTest {
  private static final Service LOG = Service.daemon("log", "log:1");

  @Test
  @Rule({"SX-20", "SS-25", "SS-3"})
  void leavesADrainingInstanceInTheTickAfterItsLastReplicaTask() {
    Scene scene = log().instances("i-1 a", "i-2 a", "i-3 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 1)).service(LOG);
    scene.at(95).suffers(new Fault.InstanceRegistered(ContainerInstance.of("i-4", "a")));

    scene.at(200).drains("i-1").runTo(400);

    assertThat(scene.way("web/1")).endsWith("RUNNING 20, STOPPING 260, STOPPED 290");
    assertThat(scene.way("log/1")).endsWith("RUNNING 20, STOPPING 290, STOPPED 290");
    assertThat(scene.events("log"))
        .containsExactly(
            "0 has started 3 tasks: (task 1) (task 2) (task 3).",
            "60 (deployment ecs-svc/1) deployment completed.",
            "60 has reached a steady state.",
            "100 has started 1 tasks: (task 4).",
            "160 has reached a steady state.",
            "290 has stopped 1 running tasks: (task 1).",
            "300 has reached a steady state.");
  }

  @Test
  @Rule({"SS-25", "SS-107"})
  void waitsForNoStandaloneTask() {
    Scene scene = log().instances("i-1 a", "i-2 a").taskDefinition(plain());
    scene.service(LOG).at(0).runs(RunTask.of("web:1"));

    scene.at(200).drains("i-1").at(200).drains("i-2").runTo(205);

    assertThat(scene.liveTasks("log")).isEmpty();
    assertThat(scene.task("web/1").isLive()).isTrue();
  }

  @Test
  @Rule({"SS-26", "EV-11"})
  void triesAgainWhereItDidNotFit() {
    // i-1 is full of web, which has been there before.
    Scene scene =
        log()
            .instance(ContainerInstance.of("i-1", "a").withCpu(1024))
            .instances("i-2 a")
            .taskDefinition(plain().withCpu(1024));
    scene.service(
        Service.of("web", "web:1", 1)
            .withPlacementConstraints(PlacementConstraint.memberOf("ec2InstanceId == i-1")));
    scene.at(100).creates(LOG);

    scene.at(200).updates(ServiceUpdate.of("web").withDesiredCount(0)).runTo(1000);

    assertThat(scene.placesOf("log")).containsExactly("i-2", "i-1");
    assertThat(scene.ticksOf("log", "(container-instance i-1) has insufficient CPU units"))
        .containsExactly(100L);
    assertThat(scene.ticksOf("log", "has started").get(1)).isBetween(200L, 300L);
  }

  @Test
  @Rule({"SS-23", "SS-3"})
  void keepsItsRoomFreeOfReplicaTasks() {
    Scene scene =
        log()
            .instance(ContainerInstance.of("i-1", "a").withCpu(1024))
            .taskDefinition(plain().withCpu(512));

    scene.service(Service.of("web", "web:1", 2)).service(LOG).runTo(105);
    assertThat(scene.liveTasks("web")).hasSize(1);
    assertThat(scene.liveTasks("log")).hasSize(1);

    // Also between two tasks of the daemon nobody else may have it.
    scene.at(110).stops("log/1", "x").runTo(500);
    assertThat(scene.liveTasks("web")).hasSize(1);
    assertThat(scene.liveTasks("log")).containsExactly(2);
  }

  @Test
  @Rule("SS-23")
  void keepsItsRoomWhileItsTasksFailToStart() {
    Scene scene =
        scene(neverStarts().family("log"))
            .instance(ContainerInstance.of("i-1", "a").withCpu(1024))
            .taskDefinition(plain().withCpu(512))
            .taskDefinition(
                TaskDefinition.of("log", ContainerDefinition.of("log", "log").withCpu(256)));
    scene.service(LOG);

    scene.at(57).creates(Service.of("web", "web:1", 2)).runTo(500);

    assertThat(scene.ticksOf("log", "has started")).startsWith(0L, 10L, 20L, 40L, 70L);
    assertThat(scene.liveTasks("web")).hasSize(1);
  }

  static Stream<Arguments> kindsOfRoom() {
    ContainerDefinition app = ContainerDefinition.of("app", "app");
    ContainerInstance instance = ContainerInstance.of("i-1", "a").withMemory(4096);
    return Stream.of(
        Arguments.of("memory", app.withMemory(2048), NetworkMode.BRIDGE, instance.withMemory(3000)),
        Arguments.of("GPUs", app.withGpus(1), NetworkMode.BRIDGE, instance.withGpus(1)),
        Arguments.of(
            "a TCP port",
            app.withPortMappings(PortMapping.of(80, 8080)),
            NetworkMode.BRIDGE,
            instance),
        Arguments.of(
            "a UDP port",
            app.withPortMappings(new PortMapping(80, 8080, "udp", "")),
            NetworkMode.BRIDGE,
            instance),
        Arguments.of("interfaces", app, NetworkMode.AWSVPC, instance.withNetworkInterfaces(2)));
  }

  /** A daemon that never starts waits ever longer; nobody takes the only place meanwhile. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("kindsOfRoom")
  @Rule("SS-23")
  void keepsRoomOfEveryKind(
      String kind, ContainerDefinition app, NetworkMode mode, ContainerInstance instance) {
    Scene scene =
        scene(neverStarts().family("log"))
            .instance(instance)
            .taskDefinition(TaskDefinition.of("web", app).withNetworkMode(mode))
            .taskDefinition(TaskDefinition.of("log", app).withNetworkMode(mode));
    scene.service(inSubnet(LOG, mode));
    scene.at(57).creates(inSubnet(Service.of("web", "web:1", 1), mode)).runTo(500);
    assertThat(scene.ticksOf("log", "has started")).startsWith(0L, 10L).hasSizeBetween(6, 10);
    assertThat(scene.liveTasks("web")).isEmpty();

    scene.at(501).deletes("log", true).runTo(2000);

    assertThat(scene.liveTasks("web")).hasSize(1);
  }

  private static Service inSubnet(Service service, NetworkMode mode) {
    return mode == NetworkMode.AWSVPC
        ? service.withOther(
            Document.of(
                "networkConfiguration",
                Document.of(
                    "awsvpcConfiguration", Document.of("subnets", ImmutableList.of("subnet-1")))))
        : service;
  }

  @Test
  @Rule({"SS-22", "OWN-1"})
  void wantsAsManyTasksAsInstancesMatch() {
    Scene scene = log().instances("i-1 a", "i-2 a", "i-3 a");
    scene.service(LOG);

    // A silent agent keeps its instance in the count only while a task is there.
    scene.at(100).suffers(new Fault.AgentDisconnected("i-1"));
    scene.at(100).suffers(new Fault.InstanceLost("i-2")).runTo(110);
    assertThat(scene.service("log").desiredCount()).isEqualTo(2);

    scene.at(200).drains("i-3").runTo(210);
    assertThat(scene.service("log").desiredCount()).isEqualTo(1);

    scene
        .at(300)
        .suffers(new Fault.InstanceRegistered(ContainerInstance.of("i-4", "a")))
        .runTo(310);
    assertThat(scene.service("log").desiredCount()).isEqualTo(2);
    assertThat(scene.placesOf("log")).containsExactly("i-1", "i-2", "i-3", "i-4");
  }

  @Test
  @Rule("SS-22")
  void wantsNoTaskOnASilentInstanceThatHasNone() {
    Scene scene = log().instances("i-1 a", "i-2 a");
    scene.at(0).suffers(new Fault.AgentDisconnected("i-2"));

    scene.service(LOG).runTo(100);

    assertThat(scene.service("log").desiredCount()).isEqualTo(1);
    assertThat(scene.placesOf("log")).containsExactly("i-1");
  }

  @Test
  @Rule("SS-24")
  void leavesAnInstanceThatNoLongerMatches() {
    Scene scene = log().instances("i-1 a", "i-2 a");
    scene.service(
        LOG.withPlacementConstraints(PlacementConstraint.memberOf("not(attribute:quiet exists)")));

    scene
        .at(105)
        .calls(
            "PutAttributes",
            Document.of(
                "attributes",
                ImmutableList.of(
                    Document.builder()
                        .put("name", "quiet")
                        .put("targetType", "container-instance")
                        .put("targetId", scene.instance("i-1").id())
                        .build())))
        .runTo(200);

    assertThat(scene.eventsFrom(61, "log"))
        .containsExactly(
            "110 has stopped 1 running tasks: (task 1).", "120 has reached a steady state.");
    assertThat(scene.ecs().eventBridge())
        .filteredOn(event -> event.toString().contains("DAEMON_PLACEMENT_CONSTRAINT_VIOLATED"))
        .singleElement()
        .asString()
        .contains("\"eventType\":\"ERROR\"", scene.task("log/1").arn());
    assertThat(scene.service("log").desiredCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "runningTasksCount < 1",
        "runningTasksCount == 0",
        "not(task:group == service:log)",
        "task:group != service:log"
      })
  @Rule({"SS-24", "SS-21", "CQ-19"})
  void isNotInItsOwnWay(String expression) {
    Scene scene = log().instances("i-1 a", "i-2 a");

    scene
        .service(LOG.withPlacementConstraints(PlacementConstraint.memberOf(expression)))
        .runTo(1000);

    assertThat(scene.liveTasks("log")).containsExactly(1, 2);
    assertThat(scene.ticksOf("log", "has reached a steady state.")).containsExactly(60L);
  }

  @Test
  @Rule({"SS-24", "CQ-19"})
  void leavesAnInstanceThatOthersFill() {
    Scene scene = log().instances("i-1 a").taskDefinition(plain());
    scene.service(
        LOG.withPlacementConstraints(PlacementConstraint.memberOf("runningTasksCount < 2")));

    scene.at(100).creates(Service.of("web", "web:1", 1));
    scene.at(205).updates(ServiceUpdate.of("web").withDesiredCount(2)).runTo(240);

    assertThat(scene.ticksOf("log", "has stopped")).containsExactly(220L);
    assertThat(scene.service("log").desiredCount()).isZero();
  }

  @Test
  @Rule({"SS-27", "DEP-57", "OWN-3", "SS-4"})
  void startsAgainWhereItsPredecessorHasLeft() {
    Scene scene =
        scene(rule().family("log").container(container("log").shutdown(ofSeconds(30))))
            .instances("i-1 a", "i-2 a")
            .taskDefinition(TaskDefinition.of("log", "fluentd"))
            .taskDefinition(TaskDefinition.of("log", "fluentd"));
    scene.service(LOG);

    scene.at(100).updates(ServiceUpdate.of("log").withTaskDefinition("log:2")).runTo(300);

    assertThat(scene.eventsFrom(100, "log"))
        .containsExactly(
            "100 has stopped 2 running tasks: (task 1) (task 2).",
            "130 has started 2 tasks: (task 3) (task 4).",
            "190 (deployment ecs-svc/2) deployment completed.",
            "190 has reached a steady state.");
  }

  private static Scene log() {
    return scene(rule().family("log").container(container("log")))
        .taskDefinition(
            TaskDefinition.of("log", ContainerDefinition.of("log", "fluentd").withCpu(256)));
  }
}
