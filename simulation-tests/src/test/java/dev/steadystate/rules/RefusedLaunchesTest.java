package dev.steadystate.rules;

import static dev.steadystate.rules.Assumptions.plain;
import static dev.steadystate.rules.Assumptions.scene;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.Rule;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.NetworkMode;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a service says of a task for which there is no place: EV-10 to EV-18, and EV-20. */
class RefusedLaunchesTest {
  private static final ContainerInstance SMALL =
      ContainerInstance.of("i-1", "a").withCpu(1024).withMemory(1024);
  private static final ContainerDefinition WEB = ContainerDefinition.of("web", "nginx");
  private static final Service ONE = Service.of("web", "web:1", 1);
  private static final Service TWO = Service.of("web", "web:1", 2);
  private static final String NO_INSTANCES =
      "was unable to place a task because no container instance met all of its requirements."
          + " Reason: No Container Instances were found in your cluster. For more information, see"
          + " the Troubleshooting section of the Amazon ECS Developer Guide.";

  @Test
  @Rule({"EV-10", "PL-27", "EG-7"})
  void saysThatThereAreNoInstances() {
    Scene scene = scene().taskDefinition(plain());

    scene.service(ONE).runTo(5);

    assertThat(scene.events("web")).containsExactly("0 " + NO_INSTANCES);
  }

  @Test
  @Rule({"EV-10", "PL-27"})
  void doesNotConsiderDrainingInstances() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());

    scene.at(0).drains("i-1").service(ONE).runTo(5);

    assertThat(scene.events("web")).containsExactly("0 " + NO_INSTANCES);
  }

  @Test
  @Rule("EV-12")
  void saysThatMemoryIsMissing() {
    assertRefused(ONE, WEB.withMemory(2048), "has insufficient memory available.");
  }

  @Test
  @Rule({"EV-13", "PX-9", "PL-14"})
  void saysThatThePortIsTaken() {
    assertRefused(
        TWO,
        WEB.withPortMappings(PortMapping.of(80, 80)),
        "is already using a port required by your task.");
  }

  @Test
  @Rule({"EV-14", "PL-21"})
  void saysThatAnAttributeIsMissing() {
    assertRefused(
        ONE,
        plain().withRequiredAttributes(new Attribute("stack", "prod")),
        "is missing an attribute required by your task.");
  }

  @Test
  @Rule({"EV-15", "PL-3", "SS-101"})
  void saysThatTheAgentIsGone() {
    Scene scene = scene().instance(SMALL).taskDefinition(plain());
    scene.at(0).suffers(new Fault.AgentDisconnected("i-1"));

    scene.service(ONE).runTo(5);

    assertRefused(scene, "doesn't have the agent connected.");
  }

  @Test
  @Rule({"EV-16", "PL-33", "PL-34", "SS-51"})
  void saysThatTheInstanceIsNoMember() {
    Service choosy =
        ONE.withPlacementConstraints(PlacementConstraint.memberOf("attribute:stack == prod"));
    assertRefused(choosy, WEB, "encountered error \"MemberOf placement constraint unsatisfied.\".");
  }

  @Test
  @Rule({"EV-17", "PX-8", "PL-30"})
  void saysThatThereIsSuchATaskAlready() {
    assertRefused(
        TWO.withPlacementConstraints(PlacementConstraint.distinctInstance()),
        WEB,
        "encountered error \"DistinctInstance placement constraint unsatisfied.\".");
  }

  @Test
  @Rule({"EV-18", "PX-11", "PL-17"})
  void saysThatInterfacesAreMissing() {
    Scene scene =
        scene()
            .instance(SMALL.withNetworkInterfaces(3).withCpu(4096).withMemory(4096))
            .taskDefinition(plain().withNetworkMode(NetworkMode.AWSVPC));

    scene.service(Service.of("web", "web:1", 3).inSubnets("subnet-a")).runTo(5);

    assertThat(scene.events("web").get(0)).isEqualTo("0 has started 2 tasks: (task 1) (task 2).");
    assertRefused(scene, "encountered error \"RESOURCE:ENI\".");
  }

  @Test
  @Rule({"EV-18", "PL-18"})
  void saysThatGpusAreMissing() {
    assertRefused(ONE, WEB.withGpus(1), "encountered error \"RESOURCE:GPU\".");
  }

  @Test
  @Rule({"EV-18", "PL-16"})
  void saysThatTooManyPortsWouldBeReserved() {
    PortMapping[] ports =
        IntStream.rangeClosed(1, 96)
            .mapToObj(i -> PortMapping.of(8000 + i, 8000 + i))
            .toArray(PortMapping[]::new);
    assertRefused(ONE, WEB.withPortMappings(ports), "encountered error \"RESOURCE:PORTS\".");
  }

  @Test
  @Rule({"EG-9", "SS-72"})
  void saysItAgainOnceATaskWasStartedInBetween() {
    Scene scene =
        scene().instance(SMALL).taskDefinition(TaskDefinition.of("web", WEB.withMemory(800)));
    scene.service(TWO);

    scene.at(65).stops("web/1", "x").runTo(100);

    assertThat(scene.ticksOf("web", "has started")).containsExactly(0L, 70L);
    assertThat(scene.ticksOf("web", "insufficient memory")).containsExactly(0L, 70L);
  }

  @Test
  @Rule({"EV-20", "SS-140"})
  void startsFiveHundredTasksAMinute() {
    Scene scene = scene().instances("i-1 a", "i-2 a", "i-3 a").taskDefinition(plain());

    scene.service(Service.of("web", "web:1", 600)).runTo(100);

    assertThat(scene.events("web").stream().map(RefusedLaunchesTest::withoutTasks))
        .containsExactly(
            "0 has started 500 tasks",
            "0 operations are being throttled. Will try again later.",
            "60 has started 100 tasks");
  }

  @Test
  @Rule("SS-140")
  void countsLaunchesOfTheLatestMinuteOnly() {
    Scene scene =
        Scene.with(Assumptions.TIMING.with("launchesPerMinute", "10"))
            .instances("i-1 a")
            .taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 6));

    scene.at(30).updates(ServiceUpdate.of("web").withDesiredCount(20)).runTo(200);

    assertThat(scene.events("web").stream().map(RefusedLaunchesTest::withoutTasks))
        .filteredOn(event -> event.contains("has started"))
        .containsExactly(
            "0 has started 6 tasks",
            "30 has started 4 tasks",
            "60 has started 6 tasks",
            "90 has started 4 tasks");
  }

  @Test
  @Rule("SS-140")
  void startsThemAllAtOnceWithoutQuotas() {
    Scene scene =
        Scene.with(Assumptions.TIMING.with("enforceQuotas", "false"))
            .instances("i-1 a", "i-2 a", "i-3 a")
            .taskDefinition(plain());

    scene.service(Service.of("web", "web:1", 600)).runTo(0);

    assertThat(scene.liveTasks("web")).hasSize(600);
    assertThat(scene.ticksOf("web", "throttled")).isEmpty();
  }

  private static String withoutTasks(String event) {
    return event.replaceFirst(": \\(task .*", "");
  }

  private static void assertRefused(Service service, ContainerDefinition web, String words) {
    assertRefused(service, TaskDefinition.of("web", web), words);
  }

  private static void assertRefused(Service service, TaskDefinition web, String words) {
    Scene scene = scene().instance(SMALL).taskDefinition(web);

    scene.service(service).runTo(5);

    assertRefused(scene, words);
    assertThat(scene.liveTasks("web")).hasSize(service.desiredCount().orElseThrow() - 1);
    assertThat(scene.service("web").pendingCount()).isEqualTo(scene.liveTasks("web").size());
  }

  private static void assertRefused(Scene scene, String words) {
    assertThat(scene.events("web"))
        .filteredOn(event -> event.contains("closest"))
        .containsExactly(
            "0 was unable to place a task because no container instance met all of its"
                + " requirements. The closest matching (container-instance i-1) "
                + words
                + " For more information, see the Troubleshooting section of the Amazon ECS"
                + " Developer Guide.");
  }
}
