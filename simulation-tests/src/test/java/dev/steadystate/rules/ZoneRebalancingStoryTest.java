package dev.steadystate.rules;

import static dev.steadystate.rules.Assumptions.plain;
import static dev.steadystate.rules.Assumptions.scene;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.Rule;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.StopCode;
import org.junit.jupiter.api.Test;

/** The worked examples PX-14, PX-17, PX-18 and EX-11: a service in need of balance. */
class ZoneRebalancingStoryTest {
  private static final String STEADY = "has reached a steady state.";
  private static final String UNBALANCED =
      "110 is not AZ balanced with 3 tasks in a, 1 tasks in b, 1 tasks in c. AZ Rebalancing in"
          + " progress.";
  private static final String STARTED = "110 has started 1 tasks in b to AZ Rebalance: (task 6).";

  @Test
  @Rule({
    "PX-14", "EX-11", "PL-80", "PL-83", "PL-84", "PL-86", "PL-87", "PL-91", "PL-92", "EV-33",
    "EV-34", "EV-36", "EV-39", "EO-7", "TK-91"
  })
  void startsInTheEmptyZoneBeforeItStopsInTheFullOne() {
    Scene scene = threeInZoneA().runTo(300);

    assertThat(scene.eventsFrom(101, "web"))
        .containsExactly(
            UNBALANCED,
            STARTED,
            "170 has stopped 1 running tasks in a due to AZ rebalancing: (task 5).",
            "180 is AZ balanced with 2 tasks in a, 2 tasks in b, 1 tasks in c.",
            "180 " + STEADY);
    assertThat(scene.task("web/5").stopCode()).hasValue(StopCode.SERVICE_SCHEDULER_INITIATED);
    assertThat(scene.task("web/5").stoppedReason().orElseThrow())
        .startsWith("Availability-zone rebalancing initiated by (deployment ecs-svc/");
  }

  @Test
  @Rule("EV-36")
  void tellsOfStopsZoneByZone() {
    Scene scene = scene().instances("i-1 a", "i-2 b").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 6));

    scene.at(110).suffers(new Fault.InstanceRegistered(ContainerInstance.of("i-3", "c")));
    scene.runTo(300);

    assertThat(scene.eventsFrom(161, "web"))
        .startsWith(
            "170 has stopped 1 running tasks in a due to AZ rebalancing: (task 5).",
            "170 has stopped 1 running tasks in b due to AZ rebalancing: (task 6).",
            "180 is AZ balanced with 2 tasks in a, 2 tasks in b, 2 tasks in c.");
  }

  @Test
  @Rule({"PX-17", "PL-89", "EV-37"})
  void waitsForProtectedTasks() {
    Scene scene = threeInZoneA();

    scene.at(100).protects(15, "web/1", "web/4", "web/5").runTo(990);

    assertThat(scene.eventsFrom(101, "web"))
        .startsWith(UNBALANCED, STARTED)
        .contains(
            "170 was unable to AZ Rebalance because (taskSet ecs-svc/1) was unable to scale in due"
                + " to (reason 3 tasks under protection)");
    assertThat(scene.liveTasks("web")).hasSize(6);
    scene.runTo(1100);
    assertThat(scene.eventsFrom(1000, "web"))
        .startsWith(
            "1000 has stopped 1 running tasks in a due to AZ rebalancing: (task 5).",
            "1010 is AZ balanced with 2 tasks in a, 2 tasks in b, 1 tasks in c.");
  }

  @Test
  @Rule({"PX-18", "PL-90", "EV-38"})
  void yieldsToADeployment() {
    Scene scene = threeInZoneA();

    scene.at(120).updates(ServiceUpdate.of("web").withTaskDefinition("web:2")).runTo(120);

    assertThat(scene.eventsFrom(101, "web"))
        .startsWith(UNBALANCED, STARTED, "120 stopped AZ Rebalancing.");
    assertThat(scene.eventsFrom(120, "web").get(1)).contains("pending tasks").isNotEmpty();
  }

  @Test
  @Rule({"PL-85", "PL-90", "EV-38"})
  void stopsWhenNoZoneIsLeftThatItsTasksMayGoTo() {
    Scene scene = threeInZoneA();
    PlacementConstraint nowhere = PlacementConstraint.memberOf("attribute:stack == none");

    scene.at(120).updates(ServiceUpdate.of("web").withPlacementConstraints(nowhere)).runTo(300);

    assertThat(scene.eventsFrom(101, "web"))
        .startsWith(UNBALANCED, STARTED, "120 stopped AZ Rebalancing.")
        .noneMatch(event -> event.contains("is AZ balanced with"));
    assertThat(scene.liveTasks("web")).hasSize(5);
  }

  @Test
  @Rule({"PL-86", "PL-88", "SS-140"})
  void waitsForTheLaunchRateAndTakesItForNoRefusal() {
    Scene scene =
        Scene.with(Assumptions.TIMING.with("launchesPerMinute", "2"))
            .instances("i-1 a")
            .taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 6));
    scene.at(600).suffers(new Fault.InstanceRegistered(ContainerInstance.of("i-2", "b")));

    scene.runTo(900);

    assertThat(scene.eventsFrom(600, "web"))
        .anyMatch(event -> event.contains("is AZ balanced with 3 tasks in a, 3 tasks in b."));
  }

  @Test
  @Rule({"PL-83", "SS-88"})
  void beginsWhenFailedLaunchesLetItLaunch() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 2));
    scene.at(240).drains("i-1");
    scene.at(400).activates("i-1");
    scene.at(400).suffers(new Fault.InstanceRegistered(ContainerInstance.of("i-2", "b")));

    scene.runTo(1200);

    assertThat(scene.eventsFrom(400, "web"))
        .first()
        .asString()
        .contains("is not AZ balanced with 2 tasks in a, 0 tasks in b.");
    assertThat(scene.eventsFrom(400, "web").get(1)).contains("to AZ Rebalance");
  }

  @Test
  @Rule({"SS-3", "SS-121", "PL-92"})
  void aServiceThatWaitsForItsTurnHasOnePassATick() {
    Scene scene = threeInZoneA();
    scene.at(40).creates(Service.of("api", "web:1", 5));

    scene.runTo(300);

    // The stop in web wakes api, whose own turn in this tick is still to come.
    assertThat(scene.eventsFrom(170, "api"))
        .containsExactly(
            "170 has stopped 3 running tasks in a due to AZ rebalancing: (task 3) (task 4) (task"
                + " 5).",
            "180 is AZ balanced with 2 tasks in a, 2 tasks in b, 1 tasks in c.",
            "180 " + STEADY);
  }

  /** Zones b and c have room for one task each until 105, when steady state has just begun. */
  private static Scene threeInZoneA() {
    Scene scene =
        scene()
            .instances("i-1 a")
            .instance(ContainerInstance.of("i-2", "b").withCpu(256))
            .instance(ContainerInstance.of("i-3", "c").withCpu(256))
            .taskDefinition(plain())
            .taskDefinition(plain());
    scene.at(40).creates(Service.of("web", "web:1", 5));
    scene.at(105).suffers(new Fault.InstanceRegistered(ContainerInstance.of("i-4", "b")));
    scene.at(105).suffers(new Fault.InstanceRegistered(ContainerInstance.of("i-5", "c")));
    return scene;
  }
}
