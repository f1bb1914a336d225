package dev.steadystate.rules;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static dev.steadystate.rules.Assumptions.TIMING;
import static dev.steadystate.rules.Assumptions.neverStarts;
import static dev.steadystate.rules.Assumptions.plain;
import static dev.steadystate.rules.Assumptions.scene;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Rule;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.model.TaskDefinition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launch throttle (file 2, F) beside its worked examples SX-4 to SX-6. */
class ThrottleTest {
  private static final Service WEB = Service.of("web", "web:1", 1);

  @ParameterizedTest(name = "changed [{0}]: {1}")
  @CsvSource({
    "'', '0 0 10 20 40 80 160 320 640 1280 1620 1620'",
    "'baseDelay 20s, multiplier 3.0', '0 0 20 60 180 540 1620 1620'",
    "'maxDelay 900s', '0 0 10 20 40 80 160 320 640 900 900'",
    "'freeFailures 0, multiplier 1.5', '10 15 23 34 51 76'",
    "'freeFailures 4', '0 0 0 0 10 20 40'"
  })
  @Rule({"SS-71", "SS-83", "SS-84", "SS-85"})
  void waitsAsItsParametersSay(String changes, String delays) {
    Parameters parameters = TIMING.with("reconcileInterval", "1s");
    for (String change : Splitter.on(", ").omitEmptyStrings().split(changes)) {
      List<String> parts = Splitter.on(' ').splitToList(change);
      parameters = parameters.with("throttle." + parts.get(0), parts.get(1));
    }
    Scene scene = Scene.with(parameters, neverStarts()).instances("i-1 a").taskDefinition(plain());
    ImmutableList<Long> expected =
        Splitter.on(' ').splitToStream(delays).map(Long::valueOf).collect(toImmutableList());

    scene.service(WEB).runTo(6000);

    // Each launch has failed and is noticed 5 s later.
    List<Long> launches = scene.ticksOf("web", "has started");
    for (int i = 0; i < expected.size(); i++) {
      assertThat(launches.get(i + 1) - launches.get(i) - 5)
          .as("after launch %s", i + 1)
          .isEqualTo(expected.get(i));
    }
    assertThat(Parameters.observed().throttle().maxDelay()).isEqualTo(27 * 60_000);
  }

  @Test
  @Rule({"SS-88", "SS-86"})
  void keepsReplacementsOfCrashedTasksWaitingToo() {
    // Task 1 runs from 20 on, which counts as a success; all others fail to start.
    Scene scene = scene(neverStarts().launches(2, 99)).instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 2));

    scene.at(900).suffers(new Fault.TaskExits("web/1", 1)).runTo(1400);

    assertThat(scene.ticksOf("web", "has started 1 tasks"))
        .containsExactly(10L, 20L, 30L, 50L, 80L, 130L, 220L, 390L, 720L);
    assertThat(scene.ticksOf("web", "has started 2 tasks")).containsExactly(0L, 1370L);
  }

  @Test
  @Rule({"SS-88", "SS-86"})
  void stopsTasksAllTheSame() {
    Scene scene = scene(neverStarts().launches(3, 99)).instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 3));

    scene.at(200).updates(ServiceUpdate.of("web").withDesiredCount(1));
    scene.at(210).updates(ServiceUpdate.of("web").withDesiredCount(3)).runTo(400);

    // Only the desired count changed: the attempt of 220 stands.
    assertThat(scene.eventsFrom(131, "web"))
        .startsWith(
            "140 is unable to consistently start tasks successfully. For more information, see the"
                + " Troubleshooting section of the Amazon ECS Developer Guide.",
            "200 has stopped 1 running tasks: (task 2).",
            "200 (deployment ecs-svc/1) deployment completed.",
            "220 has started 2 tasks: (task 10) (task 11).");
  }

  @Test
  @Rule("SS-83")
  void saysWhenItTriesAgain() {
    Scene scene = scene(neverStarts()).instances("i-1 a").taskDefinition(plain());
    Instant start = scene.ecs().now();

    scene.service(WEB).runTo(25);
    assertThat(scene.ecs().nextLaunchAttempt("web")).isEmpty();
    scene.runTo(30);
    assertThat(scene.ecs().nextLaunchAttempt("web")).hasValue(start.plusSeconds(40));
    scene.runTo(3000);
    assertThat(scene.ecs().nextLaunchAttempt("web")).hasValue(start.plusSeconds(4280));
  }

  @ParameterizedTest(name = "woken by capacity: {0}, then started at {1}")
  @CsvSource({"false, 330", "true, 240"})
  @Rule("SS-89")
  void waitsOnWhenCapacityComesUnlessToldOtherwise(boolean wakes, long started) {
    Scene scene =
        Scene.with(TIMING.with("wakeOnCapacityChange", Boolean.toString(wakes)))
            .taskDefinition(plain());
    scene.service(WEB);

    scene.at(235).suffers(new Fault.InstanceRegistered(ContainerInstance.of("i-1", "a")));
    scene.runTo(2000);

    assertThat(scene.ticksOf("web", "has started")).containsExactly(started);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"an activated instance", "a reconnected agent"})
  @Rule("SS-89")
  void isWokenByOtherCapacityToo(String what) {
    Scene scene =
        Scene.with(TIMING.with("wakeOnCapacityChange", "true"))
            .instances("i-1 a")
            .taskDefinition(plain());
    boolean drained = what.contains("activated");
    if (drained) {
      scene.at(0).drains("i-1");
    } else {
      scene.at(0).suffers(new Fault.AgentDisconnected("i-1"));
    }
    scene.service(WEB).runTo(234);

    if (drained) {
      scene.ecs().activate("i-1");
    } else {
      scene.ecs().inject(new Fault.AgentConnected("i-1"));
    }
    scene.runTo(2000);

    assertThat(scene.ticksOf("web", "has started")).containsExactly(240L);
  }

  @Test
  @Rule("SS-90")
  void doesNotHeedLaunchesThatOnlyRebalanceZones() {
    // Without any free failure a single one would be felt.
    Scene scene =
        Scene.with(TIMING.with("throttle.freeFailures", "0"))
            .instances("i-1 a")
            .instance(ContainerInstance.of("i-2", "b").withCpu(256))
            .taskDefinition(plain())
            .taskDefinition(TaskDefinition.of("other", "busybox").withCpu(200));
    scene
        .at(0)
        .calls(
            "StartTask",
            dev.steadystate.core.model.RunTask.of("other:1").onInstances("i-2").toDocument());
    scene.at(0).creates(Service.of("web", "web:1", 3).withTaskDefinition("web:1"));

    scene.at(205).suffers(new Fault.TaskExits("web/1", 1)).runTo(300);

    assertThat(scene.placesOf("web").subList(0, 3)).containsOnly("i-1");
    assertThat(scene.eventsFrom(61, "web"))
        .contains(
            "70 is unable to place a task in b because no container instance met all of its"
                + " requirements.");
    assertThat(scene.ticksOf("web", "(task 4)")).containsExactly(210L);
    assertThat(scene.service("web").primary().failedTasks()).isZero();
  }

  @Test
  @Rule({"DEP-89", "DEP-77", "DEP-92", "DEP-97"})
  void setsThePaceAtWhichABreakerCounts() {
    Scene scene = scene(neverStarts()).instances("i-1 a").taskDefinition(plain());

    scene
        .service(
            WEB.withCircuitBreaker(
                CircuitBreaker.withoutRollback().withThreshold(CircuitBreaker.Threshold.COUNT, 6)))
        .runTo(1000);

    assertThat(scene.ticksOf("web", "has started")).containsExactly(0L, 10L, 20L, 40L, 70L, 120L);
    assertThat(scene.ticksOf("web", "deployment failed: tasks failed to start."))
        .containsExactly(130L);
    assertThat(scene.ticksOf("web", "unable to consistently")).containsExactly(30L, 50L, 80L);
  }

  @Test
  @Rule({"SS-87", "SS-86"})
  void doesNotHeedTasksThatOthersStopped() {
    Scene scene =
        Scene.with(TIMING.with("throttle.freeFailures", "0"))
            .instances("i-1 a", "i-2 a")
            .taskDefinition(plain());
    scene.service(WEB);

    scene.at(5).stops("web/1", "x");
    scene.at(15).drains("i-1");
    scene.at(25).suffers(new Fault.InstanceLost("i-2")).runTo(29);

    assertThat(scene.tasks("web").map(task -> task.stopCode().orElseThrow()))
        .containsExactly(
            StopCode.USER_INITIATED,
            StopCode.SERVICE_SCHEDULER_INITIATED,
            StopCode.TERMINATION_NOTICE);
    assertThat(scene.ticksOf("web", "has started")).containsExactly(0L, 10L, 20L);
    assertThat(scene.service("web").primary().failedTasks()).isZero();
    scene.runTo(30);
    assertThat(scene.ticksOf("web", "No Container Instances were found")).containsExactly(30L);
  }
}
