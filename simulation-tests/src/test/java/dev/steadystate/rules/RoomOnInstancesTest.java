package dev.steadystate.rules;

import static dev.steadystate.core.fate.Fates.container;
import static dev.steadystate.core.fate.Fates.rule;
import static dev.steadystate.rules.Assumptions.TIMING;
import static dev.steadystate.rules.Assumptions.plain;
import static dev.steadystate.rules.Assumptions.scene;
import static dev.steadystate.rules.Assumptions.web;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steadystate.core.Rule;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.NetworkMode;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.model.ZoneRebalancing;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.NetworkBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a task takes from its instance, from when to when, and what that means to others. */
class RoomOnInstancesTest {
  private static final ContainerInstance SMALL =
      ContainerInstance.of("i-1", "a").withCpu(1024).withMemory(1024);
  private static final ContainerDefinition WEB = ContainerDefinition.of("web", "nginx");

  @Test
  @Rule({"PX-12", "PL-19", "PL-20", "TK-6"})
  void waitsOnTheInstanceForThePlaceOfATaskThatStops() {
    Scene scene = onlyOneFits();

    scene.at(100).stops("web/1", "enough").runTo(200);

    assertThat(scene.way("web/1")).endsWith("RUNNING 20, STOPPING 100, STOPPED 130");
    assertThat(scene.way("web/2")).isEqualTo("PENDING 100, ACTIVATING 130, RUNNING 142");
    assertThat(scene.ticksOf("web", "has started")).containsExactly(0L, 100L);
  }

  @Test
  @Rule({"PX-12", "PL-19", "PL-20"})
  void isPendingForItsOwnTimeEvenWhereThereIsRoomBeforeItsEnd() {
    Scene scene = onlyOneFits(TIMING, rule().launch(2).pending(ofSeconds(40)).container(web()));

    scene.at(100).stops("web/1", "enough").runTo(200);

    assertThat(scene.way("web/2")).startsWith("PENDING 100, ACTIVATING 140");
  }

  @Test
  @Rule({"PX-12", "PL-19"})
  void isPlacedWhenTheOldTaskIsGoneWithoutOptimisticRelease() {
    Scene scene = onlyOneFits(TIMING.with("optimisticRelease", "false"), rule().container(web()));

    scene.at(100).stops("web/1", "enough").runTo(200);

    assertThat(scene.way("web/1")).endsWith("STOPPED 130");
    assertThat(scene.way("web/2")).startsWith("PENDING 130, ACTIVATING 138");
    assertThat(scene.ticksOf("web", "insufficient memory")).containsExactly(100L);
  }

  @Test
  @Rule("PL-19")
  void letsNoTaskOvertakeAnotherOnAnInstance() {
    // 1024 MiB: web/1 holds 800 until 130, the big one waits for them; the small one waits behind.
    Scene scene =
        onlyOneFits()
            .taskDefinition(TaskDefinition.of("big", WEB.withMemory(900)))
            .taskDefinition(TaskDefinition.of("small", WEB.withMemory(100)));
    scene.at(50).updates(ServiceUpdate.of("web").withDesiredCount(0));

    scene.at(55).runs(RunTask.of("big:1"));
    scene.at(56).runs(RunTask.of("small:1")).runTo(200);

    assertThat(scene.way("web/1")).endsWith("STOPPED 80");
    assertThat(scene.way("big/1")).startsWith("PENDING 55, ACTIVATING 80");
    assertThat(scene.way("small/1")).startsWith("PENDING 56, ACTIVATING 80");
  }

  @ParameterizedTest(name = "{0}: small {1}")
  @CsvSource({"big/1,  'PENDING 56, ACTIVATING 70'", "none,   'PENDING 56, ACTIVATING 80'"})
  @Rule("PL-19")
  void movesUpWhenTheOneBeforeIsStopped(String stopped, String small) {
    Scene scene =
        onlyOneFits()
            .taskDefinition(TaskDefinition.of("big", WEB.withMemory(900)))
            .taskDefinition(TaskDefinition.of("small", WEB.withMemory(100)));
    scene.at(50).updates(ServiceUpdate.of("web").withDesiredCount(0));
    scene.at(55).runs(RunTask.of("big:1"));
    scene.at(56).runs(RunTask.of("small:1"));

    if (!stopped.equals("none")) {
      scene.at(70).stops(stopped, "no need");
    }
    scene.runTo(200);

    assertThat(scene.way("small/1")).startsWith(small);
  }

  @Test
  @Rule("PL-19")
  void waitsInLaunchOrderNotInOrderOfArrival() {
    // Task 2 is launched before task 3 but waits longer in PENDING; room comes for one at a time.
    Scene scene =
        Scene.with(
                TIMING,
                rule().launch(1).container(web()),
                rule().family("big").pending(ofSeconds(20)))
            .instance(SMALL)
            .taskDefinition(TaskDefinition.of("web", WEB.withMemory(800)))
            .taskDefinition(TaskDefinition.of("big", WEB.withMemory(300)))
            .taskDefinition(TaskDefinition.of("small", WEB.withMemory(300)));
    scene.service(Service.of("web", "web:1", 1));
    scene.at(50).updates(ServiceUpdate.of("web").withDesiredCount(0));

    scene.at(51).runs(RunTask.of("big:1"));
    scene.at(52).runs(RunTask.of("small:1")).runTo(200);

    assertThat(scene.way("small/1")).startsWith("PENDING 52, ACTIVATING 80");
    assertThat(scene.way("big/1")).startsWith("PENDING 51, ACTIVATING 80");
    assertThat(scene.way("web/1")).endsWith("STOPPED 80");
  }

  @Test
  @Rule({"PL-20", "PL-10", "PL-13", "TK-116"})
  void takesItsResourcesAtCreation() {
    Scene scene =
        scene()
            .instance(SMALL)
            .taskDefinition(TaskDefinition.of("web", WEB.withCpu(300).withMemory(200)));

    scene.service(Service.of("web", "web:1", 2)).runTo(0);

    InstanceSnapshot instance = scene.instance("i-1");
    assertThat(instance.registered().memory()).isEqualTo(1024);
    assertThat(instance.remaining().cpu()).isEqualTo(1024 - 2 * 300);
    assertThat(instance.remaining().memory()).isEqualTo(1024 - 2 * 200);
    assertThat(instance.pendingTasksCount()).isEqualTo(2);
  }

  @ParameterizedTest(name = "task {0}, containers {1} and {2}: {3}")
  @CsvSource({"0, 100, 200, 300", "0, 100, 0, 100", "512, 100, 200, 512", "0, 0, 0, 0"})
  @Rule("PL-10")
  void needsTheProcessorOfTheTaskOrOfItsContainers(int task, int first, int second, int needed) {
    TaskDefinition definition =
        TaskDefinition.of(
            "web", WEB.withCpu(first), ContainerDefinition.of("log", "log").withCpu(second));
    Scene scene =
        scene().instance(SMALL).taskDefinition(task == 0 ? definition : definition.withCpu(task));

    scene.service(Service.of("web", "web:1", 1)).runTo(0);

    assertThat(scene.instance("i-1").remaining().cpu()).isEqualTo(1024 - needed);
  }

  @ParameterizedTest(name = "task {0}, limit {1}, reservation {2}: {3}")
  @CsvSource({"0, 300, 0, 300", "0, 300, 128, 128", "0, 0, 128, 128", "600, 300, 128, 600"})
  @Rule({"PL-11", "PX-10"})
  void needsTheMemoryOfTheTaskOrWhatItsContainersReserve(
      int task, int limit, int reservation, int needed) {
    ContainerDefinition container = WEB.withMemory(limit).withMemoryReservation(reservation);
    TaskDefinition definition = TaskDefinition.of("web", container);
    Scene scene =
        scene()
            .instance(SMALL)
            .taskDefinition(task == 0 ? definition : definition.withMemory(task));

    scene.service(Service.of("web", "web:1", 1)).runTo(0);

    assertThat(scene.instance("i-1").remaining().memory()).isEqualTo(1024 - needed);
  }

  @ParameterizedTest(name = "limit {0}, reservation {1}")
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "0, 0, At least one of 'memory' or 'memoryReservation' must be specified.",
        "5, 0, 'memory' must be at least 6 but was 5.",
        "0, 5, 'memoryReservation' must be at least 6 but was 5.",
        "128, 129, 'memory' must be greater than or equal to 'memoryReservation'"
      })
  @Rule("PL-12")
  void needsMemoryThatMakesSense(int limit, int reservation, String words) {
    Scene scene = scene();

    assertThatThrownBy(
            () ->
                scene
                    .ecs()
                    .registerTaskDefinition(
                        TaskDefinition.of(
                            "web", WEB.withMemory(limit).withMemoryReservation(reservation))))
        .isInstanceOf(EcsException.class)
        .hasMessageEndingWith(words);
  }

  @Test
  @Rule("PL-12")
  void needsNoMemoryOfItsOwnWhereTheTaskHasIt() {
    Scene scene = scene().instance(SMALL);

    scene.taskDefinition(TaskDefinition.of("web", WEB.withMemory(0)).withMemory(6));

    scene.service(Service.of("web", "web:1", 1)).runTo(0);
    assertThat(scene.instance("i-1").remaining().memory()).isEqualTo(1018);
  }

  @Test
  @Rule("PL-18")
  void getsTheLowestFreeGpus() {
    Scene scene =
        scene()
            .instance(SMALL.withGpus(4))
            .taskDefinition(TaskDefinition.of("web", WEB.withGpus(2)))
            .taskDefinition(TaskDefinition.of("one", WEB.withGpus(1)));
    scene.at(0).runs(RunTask.of("one:1")).at(0).runs(RunTask.of("one:1"));
    scene.at(50).stops("one/1", "x");

    scene.at(100).runs(RunTask.of("web:1")).runTo(200);

    assertThat(scene.task("one/1").container("web").gpuIds()).containsExactly("GPU-0");
    assertThat(scene.task("one/2").container("web").gpuIds()).containsExactly("GPU-1");
    assertThat(scene.task("web/1").container("web").gpuIds()).containsExactly("GPU-0", "GPU-2");
  }

  @Test
  @Rule({"PL-15", "PX-9"})
  void getsTheLowestFreePortOfTheEphemeralRange() {
    Scene scene =
        scene()
            .instances("i-1 a")
            .taskDefinition(TaskDefinition.of("web", WEB.withPortMappings(PortMapping.of(80))));
    scene.service(Service.of("web", "web:1", 3));

    scene.at(100).stops("web/2", "x").runTo(200);

    assertThat(hostPort(scene, "web/1")).isEqualTo(49153);
    assertThat(hostPort(scene, "web/3")).isEqualTo(49155);
    // Its predecessor still held 49154 when it reached ACTIVATING.
    assertThat(hostPort(scene, "web/4")).isEqualTo(49156);
  }

  private static int hostPort(Scene scene, String task) {
    return scene.task(task).container("web").networkBindings().stream()
        .map(NetworkBinding::hostPort)
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Rule({"PL-31", "PL-30"})
  void sharesAnInstanceWithATaskOfItsKindThatStops() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(
        Service.of("web", "web:1", 1)
            .withPlacementConstraints(PlacementConstraint.distinctInstance()));

    scene.at(100).stops("web/1", "x").runTo(125);

    assertThat(scene.way("web/1")).endsWith("STOPPING 100");
    assertThat(scene.way("web/2")).startsWith("PENDING 100, ACTIVATING 108, RUNNING 120");
  }

  @Test
  @Rule("PL-32")
  void isOnlyDistinctFromTasksOfItsOwnService() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    Service web = Service.of("web", "web:1", 1);

    scene
        .service(web.withPlacementConstraints(PlacementConstraint.distinctInstance()))
        .at(10)
        .creates(
            Service.of("api", "web:1", 1)
                .withPlacementConstraints(PlacementConstraint.distinctInstance()))
        .runTo(20);

    assertThat(scene.placesOf("web")).containsExactly("i-1");
    assertThat(scene.placesOf("api")).containsExactly("i-1");
  }

  @Test
  @Rule("PL-9")
  void movesNoRunningTaskForNewStrategiesAndConstraints() {
    Scene scene = scene().instances("i-1 a", "i-2 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 2));

    scene
        .at(100)
        .updates(
            ServiceUpdate.of("web")
                .withPlacementStrategy(PlacementStrategy.binpack("cpu"))
                .withPlacementConstraints(PlacementConstraint.memberOf("ec2InstanceId == i-2")));
    scene.at(200).updates(ServiceUpdate.of("web").withDesiredCount(4)).runTo(300);

    assertThat(scene.placesOf("web")).containsExactly("i-1", "i-2", "i-2", "i-2");
    assertThat(scene.liveTasks("web")).containsExactly(1, 2, 3, 4);
    assertThat(scene.ticksOf("web", "has stopped")).isEmpty();
  }

  @Test
  @Rule({"PL-41", "PL-40"})
  void spreadsOverLiveTasksWhereverTheyAre() {
    // i-1 drains: its task counts in zone a until it is told to stop.
    Scene scene = scene().instances("i-1 a", "i-2 a", "i-3 b").taskDefinition(plain());
    scene.service(
        Service.of("web", "web:1", 2)
            .withPlacementStrategy(PlacementStrategy.spread("attribute:ecs.availability-zone")));

    scene.at(100).drains("i-1").runTo(100);

    assertThat(scene.placesOf("web").subList(0, 2)).containsExactly("i-1", "i-3");
    // A tie of one each, which the name of the zone decides; without i-1's task b would be full.
    assertThat(scene.placesOf("web").get(2)).isEqualTo("i-2");
  }

  @Test
  @Rule({"PL-41", "PL-40"})
  void forgetsTasksThatWereToldToStopWhenItSpreads() {
    Scene scene = scene().instances("i-1 a", "i-2 b").taskDefinition(plain());
    scene.service(
        Service.of("web", "web:1", 3)
            .withPlacementStrategy(PlacementStrategy.spread("attribute:ecs.availability-zone")));

    scene.at(100).stops("web/1", "x").at(100).stops("web/3", "x").runTo(105);

    assertThat(scene.placesOf("web")).containsExactly("i-1", "i-2", "i-1", "i-1", "i-1");
  }

  @Test
  @Rule("PL-71")
  void staysOutOfBalanceWithoutRebalancingUntilSomethingStarts() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 3).withZoneRebalancing(ZoneRebalancing.DISABLED));
    scene.at(100).suffers(new Fault.InstanceRegistered(SMALL_IN_B));

    scene.at(50000).updates(ServiceUpdate.of("web").withDesiredCount(5)).runTo(50001);

    assertThat(scene.ticksOf("web", "has started")).containsExactly(0L, 50000L);
    assertThat(scene.placesOf("web")).containsExactly("i-1", "i-1", "i-1", "i-2", "i-2");
  }

  private static final ContainerInstance SMALL_IN_B =
      ContainerInstance.of("i-2", "b").withCpu(1024).withMemory(1024);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "ecs.availability-zone, b",
    "ecs.instance-type, m5.large",
    "ecs.os-type, linux",
    "ecs.os-family, LINUX",
    "ecs.cpu-architecture, x86_64"
  })
  @Rule("CQ-30")
  void carriesAttributesOfItsOwn(String attribute, String value) {
    Scene scene = scene().instances("i-1 a").instance(SMALL_IN_B).taskDefinition(plain());
    String expression = "attribute:" + attribute + " == " + value + " and ec2InstanceId == i-2";

    scene.service(
        Service.of("web", "web:1", 1)
            .withPlacementConstraints(PlacementConstraint.memberOf(expression)));
    scene.runTo(0);

    assertThat(scene.placesOf("web")).containsExactly("i-2");
  }

  @Test
  @Rule({"SS-53", "PL-5", "PL-70"})
  void onlyBalancesZonesOnFargate() {
    Scene scene =
        Scene.with(TIMING, rule().container(container("web")))
            .taskDefinition(plain().withNetworkMode(NetworkMode.AWSVPC).onFargate(256, 512));

    scene
        .service(
            Service.of("web", "web:1", 4)
                .withLaunchType(dev.steadystate.core.model.LaunchType.FARGATE)
                .inSubnets("subnet-b", "subnet-a", "subnet-c"))
        .runTo(0);

    assertThat(scene.tasks("web").map(task -> task.availabilityZone()))
        .containsExactly("a", "b", "c", "a");
    assertThat(scene.placesOf("web")).containsOnly("");
  }

  private static Scene onlyOneFits() {
    return onlyOneFits(TIMING, rule().container(web()));
  }

  private static Scene onlyOneFits(
      dev.steadystate.core.model.Parameters parameters, dev.steadystate.core.fate.FateRule fate) {
    Scene scene =
        Scene.with(parameters, fate, rule().container(web()))
            .instance(SMALL)
            .taskDefinition(TaskDefinition.of("web", WEB.withMemory(800)));
    return scene.service(Service.of("web", "web:1", 1));
  }
}
