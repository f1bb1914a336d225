package dev.steadystate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Rule;
import dev.steadystate.core.model.DeploymentAlarms;
import dev.steadystate.core.model.EarlySuccessCriteria;
import dev.steadystate.core.model.EarlySuccessCriteria.Cleanup;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a deployment, and what is reported of one that has ended. */
class CompletionTest {
  @ParameterizedTest(name = "{0} instead of 2")
  @ValueSource(ints = {4, 1})
  @Rule("DEP-19")
  void aCompletedDeploymentWantsWhatItsServiceWants(int desired) {
    Stage stage = Stage.steady(2, 100, 200);
    stage.pass();
    stage.desiredCount = desired;

    stage.pass();

    assertThat(stage.primary.desiredCount()).isEqualTo(desired);
  }

  @Test
  @Rule({"DEP-21", "DEP-84"})
  void launchesOfACompletedDeploymentThatFindNoPlaceAreCountedToo() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.pass();
    stage.places = 1;
    stage.crash(stage.task(1));

    stage.pass();

    assertThat(stage.primary.failedTasks()).isEqualTo(1);
  }

  @Test
  @Rule({"DEP-74", "DEP-99"})
  void whatWasRememberedOfARolloutIsForgottenWhenTheLastOldTaskIsGone() {
    Stage stage = Stage.steady(4, 50, 150);
    stage.earlySuccess(new EarlySuccessCriteria(true, 50, Cleanup.DEFERRED));
    stage.task(1).isProtected = true;
    FakeDeployment b = stage.deploy();
    stage.runUntilQuiet();
    assertThat(b.rolloutState()).isEqualTo(RolloutState.COMPLETED);
    assertThat(b.memory).as("until when it cleans up").isNotNull();
    stage.task(1).isProtected = false;
    stage.runUntilQuiet();

    stage.pass();

    assertThat(b.memory).isNull();
  }

  @Test
  @Rule({"DEP-105", "DEP-43", "DEP-108"})
  void alarmsAreShownToWatchWhereOnlyTheBakeTimeIsLeft() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.alarms(0, new DeploymentAlarms(ImmutableList.of("errors"), true, true));
    stage.desiredCount = 0;
    stage.runUntilQuiet();
    stage.actions.clear();
    stage.deploy();

    stage.pass();

    assertThat(stage.actions)
        .filteredOn(Plan.Monitor.class::isInstance)
        .containsExactly(new Plan.Monitor("DISABLED", 3, "MONITORING", ImmutableList.of()));
  }

  @Test
  @Rule({"SS-25", "DEP-70"})
  void aNewDaemonThatWaitsOnADrainingInstanceDoesNotDelayIt() {
    Stage stage = new Stage(0, 0, 100);
    stage.strategy = SchedulingStrategy.DAEMON;
    stage.slots.put(0, true);
    stage.slots.put(1, true);
    stage.pass();
    stage.become(stage.task(1), Condition.HEALTHY);
    stage.slots.remove(0);
    stage.task(1).onDrainingInstance = true;
    stage.replicasOn.add(0);
    assertThat(stage.pass()).as("the other is not healthy yet").isEmpty();
    stage.become(stage.task(2), Condition.HEALTHY);

    assertThat(stage.pass()).containsExactly("A completed");
  }

  @Test
  @Rule({"SS-105", "DEP-70"})
  void aNewReplicaTaskOnADrainingInstanceHasToBeReplacedBeforeIt() {
    Stage stage = new Stage(2, 100, 200);
    stage.pass();
    stage.task(1).onDrainingInstance = true;
    stage.task(1).isProtected = true;
    stage.become(stage.task(1), Condition.HEALTHY);
    stage.become(stage.task(2), Condition.HEALTHY);
    assertThat(stage.pass()).containsExactly("start 1 A");
    stage.become(stage.task(3), Condition.HEALTHY);

    stage.pass();

    assertThat(stage.primary.rolloutState())
        .as("three are healthy and two wanted")
        .isEqualTo(RolloutState.IN_PROGRESS);
  }

  @Test
  @Rule({"DEP-19", "DEP-50"})
  void roomForLostOldTasksIsNotWantedForNewOnes() {
    Stage stage = Stage.steady(4, 100, 150);
    FakeDeployment b = stage.deploy();
    assertThat(stage.pass()).containsExactly("start 2 B");
    stage.places = 5;
    stage.crash(stage.task(1));

    stage.pass();

    assertThat(b.desiredCount()).as("the room is for one of A, which finds no place").isEqualTo(2);
  }
}
