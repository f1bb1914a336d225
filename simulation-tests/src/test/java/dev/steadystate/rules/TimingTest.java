package dev.steadystate.rules;

import static dev.steadystate.core.fate.Fates.container;
import static dev.steadystate.core.fate.Fates.rule;
import static dev.steadystate.rules.Assumptions.TIMING;
import static dev.steadystate.rules.Assumptions.checked;
import static dev.steadystate.rules.Assumptions.neverStarts;
import static dev.steadystate.rules.Assumptions.plain;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.Rule;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.NetworkMode;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When things happen: ticks, calls, and the two profiles of SS-11. */
class TimingTest {
  private static final Service WEB = Service.of("web", "web:1", 1);

  @ParameterizedTest(name = "{0} s without a check: completed at {1}")
  @CsvSource({"0, 20", "15, 40", "40, 60", "100, 120"})
  @Rule({"SS-7", "SS-6", "DEP-24"})
  void isHealthySoLongAfterRunning(int settle, long completed) {
    Scene scene =
        Scene.with(TIMING.with("noHealthCheckSettleSeconds", Integer.toString(settle)))
            .instances("i-1 a")
            .taskDefinition(plain());

    scene.service(WEB).runTo(300);

    assertThat(scene.ticksOf("web", "deployment completed.")).containsExactly(completed);
  }

  @Test
  @Rule({"SS-1", "SS-2"})
  void comesAtWholeMultiplesOfTheInterval() {
    Scene scene =
        Scene.with(TIMING.with("reconcileInterval", "7s"))
            .instances("i-1 a")
            .taskDefinition(plain());

    scene.at(1).creates(WEB);
    scene.at(100).stops("web/1", "x").runTo(110);

    assertThat(scene.ticksOf("web", "has started")).containsExactly(7L, 105L);
  }

  @Test
  @Rule("SS-2")
  void comesOnceMoreForACallByHandAndNotForOneScheduledAhead() {
    Scene scene = Scene.with(TIMING).instances("i-1 a").taskDefinition(plain());
    scene.service(WEB).runTo(100);

    scene.ecs().updateService(ServiceUpdate.of("web").withDesiredCount(2));
    scene.runTo(100);
    scene.ecs().updateService(ServiceUpdate.of("web").withDesiredCount(3));
    scene.runTo(100);

    assertThat(scene.ticksOf("web", "has started")).containsExactly(0L, 100L, 100L);
  }

  @Test
  @Rule("SS-2")
  void seesWhatHappenedToTasksAtItsOwnInstant() {
    Scene scene = Scene.with(TIMING).instances("i-1 a").taskDefinition(plain());
    scene.service(WEB);

    scene.at(110).suffers(new Fault.TaskExits("web/1", 1)).runTo(110);

    assertThat(scene.ticksOf("web", "has started")).containsExactly(0L, 110L);
  }

  @Test
  @Rule("SS-1")
  void restsWhileTheSchedulerIsPaused() {
    Scene scene = Scene.with(TIMING).instances("i-1 a").taskDefinition(plain());
    scene.service(WEB);

    scene.at(100).suffers(new Fault.SchedulerPaused(Duration.ofSeconds(55)));
    scene.at(105).suffers(new Fault.TaskExits("web/1", 1)).runTo(300);

    assertThat(scene.ticksOf("web", "has started")).containsExactly(0L, 160L);
  }

  @Test
  @Rule({"SS-11", "SS-12"})
  void takesNoTimeAtAllWhenPrompt() {
    Scene scene =
        Scene.with(Parameters.prompt())
            .instances("i-1 a")
            .taskDefinition(plain().withNetworkMode(NetworkMode.AWSVPC));

    scene.at(3).creates(WEB.inSubnets("subnet-a"));
    scene.at(50).stops("web/1", "x").runTo(100);

    assertThat(scene.way("web/1"))
        .isEqualTo(
            "PROVISIONING 3, PENDING 3, ACTIVATING 3, RUNNING 3, STOPPING 50, DEPROVISIONING 50,"
                + " STOPPED 50");
    assertThat(scene.events("web"))
        .containsExactly(
            "3 has started 1 tasks: (task 1).",
            "3 (deployment ecs-svc/1) deployment completed.",
            "3 has reached a steady state.",
            "50 has started 1 tasks: (task 2).",
            "50 has reached a steady state.");
  }

  @Test
  @Rule({"SS-11", "EG-11"})
  void tellsOfLoadBalancersAtOnceWhenPrompt() {
    Scene scene =
        Scene.with(Parameters.prompt())
            .instances("i-1 a")
            .targetGroup(30)
            .taskDefinition(
                TaskDefinition.of(
                    "web",
                    ContainerDefinition.of("web", "nginx").withPortMappings(PortMapping.of(80))));

    scene.at(0).createsBehindTheTargetGroup(WEB);
    scene.at(100).updates(ServiceUpdate.of("web").withDesiredCount(0)).runTo(200);

    assertThat(scene.ticksOf("web", " registered 1 targets")).containsExactly(0L);
    assertThat(scene.ticksOf("web", "deregistered 1 targets")).containsExactly(100L);
    // A deregistration delay is stated by the target group: no profile touches it.
    assertThat(scene.way("web/1")).endsWith("DEACTIVATING 100, STOPPING 130, STOPPED 130");
  }

  @Test
  @Rule("SS-11")
  void leavesWhatDefinitionsStateAsItIsWhenPrompt() {
    Scene scene =
        Scene.with(Parameters.prompt(), rule().container(container("web").ignoresSigterm()))
            .instances("i-1 a")
            .taskDefinition(checked());

    scene.service(WEB);
    scene.at(100).updates(ServiceUpdate.of("web").withDesiredCount(0)).runTo(200);

    assertThat(scene.health("web/1")).isEqualTo("HEALTHY 10");
    assertThat(scene.way("web/1")).endsWith("STOPPING 100, STOPPED 130");
  }

  @Test
  @Rule({"SS-12", "SS-11", "SS-83"})
  void triesAgainASecondLaterWhatFailedInTheVeryInstantOfItsLaunch() {
    Scene scene =
        Scene.with(Parameters.prompt(), neverStarts().pending(ofSeconds(0)))
            .instances("i-1 a")
            .taskDefinition(plain());

    scene.service(WEB).runTo(75);

    // Two failures are free but for the second; then the throttle waits 10, 20 and 40 s.
    assertThat(scene.ticksOf("web", "has started")).containsExactly(0L, 1L, 2L, 12L, 32L, 72L);
  }

  @Test
  @Rule({"SS-12", "SS-86"})
  void triesAgainASecondLaterAlsoBesideATaskThatBecomesRunning() {
    Scene scene =
        Scene.with(Parameters.prompt(), rule().launch(1), neverStarts().pending(ofSeconds(0)))
            .instances("i-1 a")
            .taskDefinition(plain());

    scene.service(Service.of("web", "web:1", 2)).runTo(35);

    assertThat(scene.ticksOf("web", "has started")).containsExactly(0L, 1L, 2L, 12L, 32L);
  }
}
