package dev.steadystate.testkit.assertions;

import static dev.steadystate.testkit.assertions.SimulationAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.DryRun;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.SubStep;
import dev.steadystate.deployment.RollingUpdate;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
            "expected cluster default to be steady within PT1S, but web ACTIVE, web:1, desired 9",
            ecs -> {
              ecs.updateService(ServiceUpdate.of("web").withDesiredCount(9));
              assertThat(ecs).cluster("default").reachedSteadyStateWithin(Duration.ofSeconds(1));
            }),
        claim(
            "to be FAILED within PT1M, but it is COMPLETED: ECS deployment",
            ecs ->
                assertThat(ecs).service("web").deployment().isFailedWithin(Duration.ofMinutes(1))),
        claim(
            "to be COMPLETED within PT1S, but it is IN_PROGRESS: ECS deployment",
            ecs -> {
              ecs.updateService(ServiceUpdate.of("web").withForceNewDeployment());
              assertThat(ecs).service("web").deployment().isCompletedWithin(Duration.ofSeconds(1));
            }),
        claim(
            "to be IN_PROGRESS, but it is COMPLETED: ECS deployment",
            ecs -> assertThat(ecs).service("web").deployment().isInProgress()),
        claim(
            "expected task web/1 to be STOPPED within PT1M, but it is RUNNING",
            ecs -> assertThat(ecs).task("web/1").isStoppedWithin(Duration.ofMinutes(1))),
        claim(
            "expected task web/1 to be RUNNING within PT1M, but it is STOPPED because \"Task stopped"
                + " by user\"",
            ecs -> {
              ecs.stopTask("web/1");
              assertThat(ecs).task("web/1").isRunningWithin(Duration.ofMinutes(1));
            }),
        claim(
            "expected container instance i-1 to be empty within PT1M, but it runs 1 tasks",
            ecs -> assertThat(ecs).instance("i-1").isEmptyWithin(Duration.ofMinutes(1))),
        claim(
            "expected container instance i-1 to be DRAINING, but it is ACTIVE",
            ecs -> assertThat(ecs).instance("i-1").hasStatus(InstanceStatus.DRAINING)),
        claim(
            "expected service web to say \"good bye\" within PT1M, but it did not",
            ecs -> assertThat(ecs).service("web").emitsWithin(Duration.ofMinutes(1), "good bye")),
        claim(
            "expected the tasks of web to be on distinct instances, but they are on {i-2=2}",
            ecs -> {
              ecs.drain("i-1");
              ecs.runFor(Duration.ofMinutes(5));
              assertThat(ecs).service("web").placed().onDistinctInstances();
            }),
        claim(
            "expected the tasks of web to be balanced over zones within 0, but they are in"
                + " {us-east-1a=2, us-east-1b=1}",
            ecs -> {
              ecs.updateService(ServiceUpdate.of("web").withDesiredCount(3));
              ecs.runUntilSteady();
              assertThat(ecs).service("web").placed().balancedWithin(0);
            }),
        claim(
            "expected the next pass to start 2 tasks, but it would, at 2026-01-01T00:01:00Z\n",
            ecs ->
                assertThat(ecs)
                    .service("web")
                    .wouldDoOn(ServiceUpdate.of("web").withDesiredCount(3))
                    .starts(2)),
        claim(
            "expected the next pass to stop 2 tasks, but it would, at ",
            ecs -> assertThat(shrunk(ecs)).stops(2)),
        claim(
            "expected the next pass to do nothing, but it would, at ",
            ecs -> assertThat(shrunk(ecs)).isNothing()),
        claim(
            "expected the next pass to say \"good bye\", but it would, at ",
            ecs -> assertThat(shrunk(ecs)).emits("good bye")),
        claim(
            "expected two runs alike, but they part at entry ",
            ecs -> assertThat(ecs).wentLike(EcsSimulation.create())));
  }

  private static DryRun shrunk(EcsSimulation ecs) {
    return ecs.dryRun(ServiceUpdate.of("web").withDesiredCount(1));
  }

  /** What the controller of ECS would start for two missing tasks. */
  private static Plan plan(EcsSimulation ecs) {
    ecs.createService(Service.of("api", "web:1", 2));
    return new RollingUpdate().plan(ecs.serviceView("default", "api"), SubStep.STARTS);
  }

  static ImmutableList<Arguments> wrongClaimsOnAPlan() {
    return ImmutableList.of(
        claimOnPlan("to start 3 tasks, not 2", plan -> assertThat(plan).starts(3)),
        claimOnPlan("to stop 1 tasks, not 0", plan -> assertThat(plan).stops(1)),
        claimOnPlan("to do nothing", plan -> assertThat(plan).isNothing()),
        claimOnPlan("to say \"good bye\"", plan -> assertThat(plan).emits("good bye")),
        claimOnPlan("to have a Complete", plan -> assertThat(plan).does(Plan.Complete.class)));
  }

  private static Arguments claimOnPlan(String message, Consumer<Plan> wrong) {
    return Arguments.of(message, wrong);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongClaimsOnAPlan")
  void sayWhatAPlanWouldDo(String message, Consumer<Plan> wrong) {
    Plan plan = plan(steady());

    assertThatThrownBy(() -> wrong.accept(plan))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("expected the plan " + message + ", but it is\n  Launch[");
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
    assertThat(ecs).cluster("default").runsTasks(2);
    assertThat(plan(steady())).starts(2).stops(0).does(Plan.Launch.class);
    assertThat(Plan.nothing()).isNothing();
    assertThat(shrunk(ecs)).stops(1).starts(0).emits("has stopped 1 running tasks");
    assertThat(ecs.dryRun(ServiceUpdate.of("web").withDesiredCount(2))).emits("steady state");
  }

  @Test
  void rightClaimsOverTimePass() {
    EcsSimulation ecs = steady();

    ecs.updateService(ServiceUpdate.of("web").withForceNewDeployment());
    assertThat(ecs).service("web").deployment().isInProgress();
    assertThat(ecs).service("web").emitsWithin(Duration.ofMinutes(1), "has started 2 tasks");
    assertThat(ecs).task("web/3").isRunningWithin(Duration.ofMinutes(1));
    assertThat(ecs).service("web").deployment().isCompletedWithin(Duration.ofMinutes(5));
    assertThat(ecs).task("web/1").isStoppedWithin(Duration.ofMinutes(1));
    ecs.drain("i-1");
    assertThat(ecs).service("web").emitsWithin(Duration.ofMinutes(5), "has stopped 1 running");
    assertThat(ecs).instance("i-1").isEmptyWithin(Duration.ofMinutes(1));
    assertThat(ecs).cluster("default").reachedSteadyStateWithin(Duration.ofMinutes(5));
  }
}
