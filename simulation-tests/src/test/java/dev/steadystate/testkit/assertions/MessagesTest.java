package dev.steadystate.testkit.assertions;

import static dev.steadystate.testkit.assertions.SimulationAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.testkit.junit.SimulationExtension;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SimulationExtension.class)
class MessagesTest {
  // One instance in a, one in b; web wants 2, has version 1 and is steady; one task on each.
  static EcsSimulation steady() {
    EcsSimulation ecs = EcsSimulation.create();
    ecs.registerContainerInstance("i-1", "us-east-1a");
    ecs.registerContainerInstance("i-2", "us-east-1b");
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
    ecs.createService(Service.of("web", "web:1", 2));
    ecs.runUntilSteady();
    return ecs;
  }

  static ImmutableList<Arguments> wrongClaims() {
    return ImmutableList.of(
        claim(
            "expected service web to run 3 tasks, but it runs 2",
            ecs -> assertThat(ecs).service("web").hasRunningCount(3)),
        claim(
            "expected service web to want 1 tasks, but it wants 2",
            ecs -> assertThat(ecs).service("web").hasDesiredCount(1)),
        claim(
            "expected service web to have 1 pending tasks, but it has 0",
            ecs -> assertThat(ecs).service("web").hasPendingCount(1)),
        claim(
            "expected service web to run web:2, but it runs web:1",
            ecs -> assertThat(ecs).service("web").runs("web:2")),
        claim(
            "expected service web to be steady, but web ACTIVE, web:1, desired 9",
            ecs -> {
              ecs.updateService(ServiceUpdate.of("web").withDesiredCount(9));
              assertThat(ecs).service("web").isSteady();
            }),
        claim(
            "expected service web to be steady within PT1S, but web ACTIVE, web:1, desired 9",
            ecs -> {
              ecs.updateService(ServiceUpdate.of("web").withDesiredCount(9));
              assertThat(ecs).service("web").reachedSteadyStateWithin(Duration.ofSeconds(1));
            }),
        claim(
            "expected every service to be steady within PT1S, but web ACTIVE",
            ecs -> {
              ecs.updateService(ServiceUpdate.of("web").withDesiredCount(9));
              assertThat(ecs).reachedSteadyStateWithin(Duration.ofSeconds(1));
            }),
        claim(
            "expected every service to be steady, but web ACTIVE",
            ecs -> {
              ecs.updateService(ServiceUpdate.of("web").withDesiredCount(9));
              assertThat(ecs).isSteady();
            }),
        claim(
            "expected service web never to run fewer than 2 tasks, but it ran 1",
            ecs -> {
              ecs.stopTask("web/1");
              assertThat(ecs).service("web").neverRanFewerThan(2).untilSteady();
            }),
        claim(
            "expected service web never to run more than 2 tasks, but it ran 3",
            ecs -> {
              ecs.updateService(ServiceUpdate.of("web").withDesiredCount(3));
              assertThat(ecs).service("web").neverRanMoreThan(2).during(Duration.ofMinutes(9));
            }),
        claim(
            "expected the tasks of web to be in zones [us-east-1a], but they are in"
                + " {us-east-1a=1, us-east-1b=1}",
            ecs -> assertThat(ecs).service("web").placed().inZones("us-east-1a")),
        claim(
            "expected the tasks of web to be on [i-9], but they are on {i-1=1, i-2=1}",
            ecs -> assertThat(ecs).service("web").placed().onInstances("i-9")),
        claim(
            "expected service web to say \"good bye\", but it did not",
            ecs -> assertThat(ecs).service("web").emitted("good bye")),
        claim(
            "expected service web to say \"steady state\" before \"has started\", but it did not",
            ecs -> assertThat(ecs).service("web").emitted("steady state").before("has started")),
        claim(
            "expected service web to say \"steady state\" before \"has started\", but it did not",
            ecs -> assertThat(ecs).service("web").emitted("has started").after("steady state")),
        claim(
            "expected service web to say \"has started\" 2 times, but it did 1 times",
            ecs -> assertThat(ecs).service("web").emitted("has started").times(2)),
        claim(
            "expected the journal never to say \"RUNNING\", but it did:",
            ecs -> assertThat(ecs).journal().neverWrote("RUNNING")),
        claim(
            "to be FAILED, but it is COMPLETED: ECS deployment",
            ecs -> assertThat(ecs).service("web").deployment().isFailed()),
        claim(
            "to roll out web:2, but it rolls out web:1",
            ecs -> assertThat(ecs).service("web").deployment().rollsOut("web:2")),
        claim(
            "to count 1 failed tasks, but it counts 0",
            ecs -> assertThat(ecs).service("web").deployment().hasFailedTasks(1)),
        claim(
            "expected task web/1 to be STOPPED, but it is RUNNING",
            ecs -> assertThat(ecs).task("web/1").isStopped()),
        claim(
            "expected task web/1 to stop because \"x\", but nothing stops it",
            ecs -> assertThat(ecs).task("web/1").stoppedBecause("x")),
        claim(
            "expected task web/1 to be in us-east-1z, but it is in us-east-1",
            ecs -> assertThat(ecs).task("web/1").isIn("us-east-1z")),
        claim(
            "expected task web/1 to be on i-9, but it is on i-",
            ecs -> assertThat(ecs).task("web/1").isOn("i-9")),
        claim(
            "expected container instance i-1 to run 0 tasks, but it runs 1",
            ecs -> assertThat(ecs).instance("i-1").isEmpty()),
        claim(
            "expected cluster default to run 7 tasks, but it runs 2",
            ecs -> assertThat(ecs).cluster("default").runsTasks(7)),
        claim(
            "expected two runs alike, but they part at entry ",
            ecs -> assertThat(ecs).wentLike(EcsSimulation.create())));
  }

  private static Arguments claim(String message, Consumer<EcsSimulation> wrong) {
    return Arguments.of(message, wrong);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongClaims")
  void sayWhatWasExpectedAndWhatWasFound(String message, Consumer<EcsSimulation> wrong) {
    EcsSimulation ecs = steady();

    assertThatThrownBy(() -> wrong.accept(ecs))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message);
  }

  @Test
  void tellWhatHappenedBefore() {
    EcsSimulation ecs = steady();

    ecs.stopTask("web/1");

    assertThatThrownBy(() -> assertThat(ecs).service("web").neverRanFewerThan(2).untilSteady())
        .hasMessageContaining("seed 0, after:")
        .hasMessageContaining("Task stopped by user");
  }

  @Test
  void rightClaimsPass() {
    EcsSimulation ecs = steady();

    assertThat(ecs).isSteady().journal().wrote("RUNNING").neverWrote("FAILED");
    assertThat(ecs).service("web").isSteady().hasRunningCount(2).runs("web:1");
    assertThat(ecs).service("web").emitted("has started").before("steady state").times(1);
    assertThat(ecs).service("web").emitted("steady state").after("has started");
    assertThat(ecs).service("web").placed().onDistinctInstances().balancedWithin(0);
    assertThat(ecs).service("web").deployment().isCompleted().hasFailedTasks(0);
    assertThat(ecs).task("web/1").isRunning();
    assertThat(ecs).wentLike(steady());
  }
}
