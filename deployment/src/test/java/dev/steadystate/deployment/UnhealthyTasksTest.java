package dev.steadystate.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import dev.steadystate.core.Rule;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.TaskView;
import org.junit.jupiter.api.Test;

class UnhealthyTasksTest {
  @Test
  @Rule({"SX-7", "SS-32"})
  void startsTheReplacementFirst() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.become(stage.task(1), Condition.UNHEALTHY);

    assertThat(stage.pass()).containsExactly("start 1 A to replace unhealthy ones");
    assertThat(stage.pass()).isEmpty();
    stage.become(stage.task(3), Condition.HEALTHY);
    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(stage.task(1).condition()).isEqualTo(Condition.LEAVING);
    assertThat(stage.primary.failedTasks()).isEqualTo(1);
    assertThat(stage.pass()).isEmpty();
  }

  @Test
  @Rule({"SX-8", "SS-37"})
  void stopsOneFirstWithoutRoom() {
    Stage stage = Stage.steady(4, 50, 100);
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.now += 1;
    stage.become(stage.task(2), Condition.UNHEALTHY);

    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(stage.task(1).condition()).isEqualTo(Condition.LEAVING);
    assertThat(stage.pass()).isEmpty();
    stage.everythingLeaves();
    assertThat(stage.pass()).containsExactly("start 1 A");
    assertThat(stage.pass()).isEmpty();
    stage.become(stage.task(5), Condition.HEALTHY);
    assertThat(stage.pass()).containsExactly("stop 1 A");
  }

  @Test
  @Rule("SX-9")
  void replacesAsManyAtATimeAsTheCeilingAllows() {
    Stage stage = Stage.steady(4, 100, 150);
    for (int task = 1; task <= 4; task++) {
      stage.become(stage.task(task), Condition.UNHEALTHY);
    }

    assertThat(stage.pass()).containsExactly("start 2 A to replace unhealthy ones");
    stage.become(stage.task(5), Condition.HEALTHY);
    stage.become(stage.task(6), Condition.HEALTHY);
    assertThat(stage.pass()).containsExactly("stop 2 A");
    assertThat(stage.task(2).condition()).isEqualTo(Condition.LEAVING);
    stage.everythingLeaves();
    assertThat(stage.pass()).containsExactly("start 2 A to replace unhealthy ones");
    stage.become(stage.task(7), Condition.HEALTHY);
    stage.become(stage.task(8), Condition.HEALTHY);
    assertThat(stage.pass()).containsExactly("stop 2 A");
  }

  @Test
  @Rule({"SX-10", "SS-39"})
  void scalesInWhenTheUnhealthyTaskRecovers() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.now += Stage.TICK;
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.pass();
    stage.become(stage.task(1), Condition.HEALTHY);

    assertThat(stage.pass()).isEmpty();
    stage.become(stage.task(3), Condition.HEALTHY);
    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(stage.task(3).condition()).isEqualTo(Condition.LEAVING);
  }

  @Test
  @Rule("SS-39")
  void keepsTheReplacementOfARecoveredTaskThatACrashMadeRoomFor() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.pass();
    stage.become(stage.task(3), Condition.HEALTHY);
    stage.become(stage.task(1), Condition.HEALTHY);
    stage.crash(stage.task(2));
    assertThat(stage.pass()).isEmpty();
    stage.become(stage.task(3), Condition.UNHEALTHY);

    assertThat(stage.pass()).containsExactly("start 1 A to replace unhealthy ones");
    stage.become(stage.task(4), Condition.HEALTHY);
    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(stage.task(3).condition()).isEqualTo(Condition.LEAVING);
  }

  @Test
  @Rule({"SS-39", "SS-32"})
  void replacesAnUnhealthyTaskThatOnceReplacedOneThatRecovered() {
    Stage stage = Stage.steady(3, 100, 200);
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.pass();
    stage.become(stage.task(1), Condition.HEALTHY);
    stage.become(stage.task(4), Condition.HEALTHY);
    stage.task(4).isProtected = true;
    assertThat(stage.pass()).containsExactly("stop 1 A");
    stage.become(stage.task(4), Condition.UNHEALTHY);

    assertThat(stage.pass()).containsExactly("start 1 A to replace unhealthy ones");
  }

  @Test
  @Rule({"SS-39", "SS-60"})
  void scalesInWithASurplusThatElseWouldWaitForAllToBeHealthy() {
    Stage stage = Stage.steady(4, 100, 200);
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.pass();
    stage.become(stage.task(1), Condition.HEALTHY);
    stage.become(stage.task(5), Condition.SETTLING);
    stage.task(5).isProtected = true;
    stage.desiredCount = 3;

    assertThat(stage.pass()).containsExactly("stop 2 A");
    assertThat(stage.pass()).isEmpty();
  }

  @Test
  @Rule({"SS-38", "EO-9"})
  void stopsThoseFirstThatHaveBeenUnhealthyForLongest() {
    Stage stage = Stage.steady(4, 100, 200);
    stage.become(stage.task(3), Condition.UNHEALTHY);
    stage.now += 1;
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.pass();
    stage.become(stage.task(5), Condition.HEALTHY);
    stage.become(stage.task(6), Condition.HEALTHY);
    stage.pass();

    assertThat(stage.actions)
        .filteredOn(Plan.Stop.class::isInstance)
        .singleElement()
        .extracting(action -> ((Plan.Stop) action).tasks())
        .asInstanceOf(list(TaskView.class))
        .extracting(TaskView::launchNumber)
        .containsExactly(3, 1);
  }

  @Test
  @Rule("SS-36")
  void stopsTheLongerUnhealthyOfTwoAndStartsTheNext() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.pass();
    stage.now += Stage.TICK;
    stage.become(stage.task(3), Condition.UNHEALTHY);

    assertThat(stage.pass()).containsExactly("start 1 A to replace unhealthy ones", "stop 1 A");
    assertThat(stage.task(1).condition()).isEqualTo(Condition.LEAVING);
  }

  @Test
  @Rule("DEP-61")
  void stopsANewTaskThatWasNeverHealthyInTheRoundOfItsReplacement() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.deploy();
    stage.pass();
    stage.become(stage.task(3), Condition.SETTLING);
    stage.become(stage.task(3), Condition.UNHEALTHY);

    assertThat(stage.pass()).containsExactly("stop 1 B");
    assertThat(stage.primary.failedTasks()).isEqualTo(1);
    stage.everythingLeaves();
    assertThat(stage.pass()).containsExactly("start 1 B");
  }

  @Test
  @Rule({"DEP-61", "SS-34"})
  void replacesANeverHealthyTaskAtOnceWhereThereIsRoom() {
    Stage stage = new Stage(2, 100, 200);
    stage.pass();
    stage.become(stage.task(1), Condition.UNHEALTHY);

    assertThat(stage.pass()).containsExactly("start 1 A to replace unhealthy ones", "stop 1 A");
  }

  @Test
  @Rule({"SS-37", "SS-38"})
  void makesRoomByADrainingTaskIfThatHasBeenUnhealthyForLongest() {
    Stage stage = Stage.steady(1, 100, 200);
    stage.task(1).onDrainingInstance = true;
    assertThat(stage.pass()).containsExactly("start 1 A");
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.now += 1;
    stage.become(stage.task(2), Condition.UNHEALTHY);

    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(stage.task(1).condition()).isEqualTo(Condition.LEAVING);
  }

  @Test
  @Rule({"SS-105", "SS-33"})
  void replacesADrainingTaskOnceAlthoughItBecomesUnhealthy() {
    Stage stage = Stage.steady(4, 100, 200);
    stage.task(1).onDrainingInstance = true;
    assertThat(stage.pass()).containsExactly("start 1 A");
    stage.become(stage.task(1), Condition.UNHEALTHY);

    assertThat(stage.pass()).isEmpty();
    stage.become(stage.task(5), Condition.HEALTHY);
    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(stage.task(1).condition()).isEqualTo(Condition.LEAVING);
  }

  @Test
  @Rule("DEP-59")
  void replacesAnUnhealthyOldTaskInKind() {
    Stage stage = Stage.steady(4, 100, 200);
    stage.deploy();
    stage.become(stage.task(1), Condition.UNHEALTHY);

    assertThat(stage.pass()).containsExactly("start 1 A to replace unhealthy ones", "start 3 B");
  }

  @Test
  @Rule("SS-9")
  void fillsAGapBesideAReplacement() {
    Stage stage = Stage.steady(4, 100, 150);
    stage.crash(stage.task(1));
    stage.become(stage.task(2), Condition.UNHEALTHY);

    assertThat(stage.pass()).containsExactly("start 1 A to replace unhealthy ones", "start 1 A");
  }

  @Test
  @Rule("SS-60")
  void givesUpAnUnhealthyTaskTogetherWithItsReplacement() {
    Stage stage = Stage.steady(4, 100, 200);
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.pass();
    stage.desiredCount = 3;

    assertThat(stage.pass()).containsExactly("stop 2 A");
    assertThat(stage.primary.healthy()).isEqualTo(3);
  }

  @Test
  @Rule("SS-60")
  void replacesNoUnhealthyTaskThatScaleInGivesUp() {
    Stage stage = Stage.steady(4, 100, 200);
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.desiredCount = 3;

    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(stage.task(1).condition()).isEqualTo(Condition.LEAVING);
  }

  @Test
  @Rule({"SS-33", "SS-38"})
  void givesTheOnlyPlaceToTheOneThatHasBeenUnhealthyLongest() {
    Stage stage = Stage.steady(4, 100, 125);
    stage.become(stage.task(3), Condition.UNHEALTHY);
    stage.now += 1;
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.become(stage.task(2), Condition.UNHEALTHY);

    assertThat(stage.pass()).containsExactly("start 1 A to replace unhealthy ones");
    assertThat(stage.task(5).replaces()).isSameAs(stage.task(3));
    stage.become(stage.task(5), Condition.HEALTHY);
    stage.pass();
    stage.everythingLeaves();
    stage.pass();
    assertThat(stage.task(6).replaces()).as("lower launch number").isSameAs(stage.task(1));
  }

  @Test
  @Rule({"SS-88", "SS-32"})
  void neitherReplacesNorStopsWhileTheThrottleLasts() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.primary.launchesFrom = stage.now + 1;

    assertThat(stage.pass()).isEmpty();
    stage.now += 1;
    assertThat(stage.pass()).containsExactly("start 1 A to replace unhealthy ones");
  }

  @Test
  @Rule("SS-36")
  void stopsTheReplacementThatTurnsUnhealthyWhenTheFirstHasRecovered() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.pass();
    stage.become(stage.task(1), Condition.HEALTHY);
    stage.become(stage.task(3), Condition.UNHEALTHY);

    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(stage.task(3).condition()).isEqualTo(Condition.LEAVING);
    assertThat(stage.stopReasons.get(3)).hasToString("UNHEALTHY");
  }

  @Test
  @Rule("DEP-62")
  void doesNotReplaceThoseOfAFailedDeployment() {
    Stage stage = new Stage(2, 100, 200);
    stage.pass();
    stage.everythingMoves();
    stage.primary.rolloutState = RolloutState.FAILED;
    stage.become(stage.task(1), Condition.UNHEALTHY);

    assertThat(stage.pass()).isEmpty();
  }

  @Test
  @Rule({"SS-105", "SS-32"})
  void countsAReplacementOnceForATaskThatIsUnhealthyAndDrains() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.task(1).onDrainingInstance = true;

    assertThat(stage.pass()).containsExactly("start 1 A to replace unhealthy ones");
    assertThat(stage.pass()).isEmpty();
    stage.become(stage.task(3), Condition.HEALTHY);
    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(stage.task(1).condition()).isEqualTo(Condition.LEAVING);
  }

  @Test
  @Rule({"SS-32", "SS-105"})
  void replacesAnUnhealthyTaskBesideOneThatDrains() {
    Stage stage = Stage.steady(3, 100, 200);
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.task(2).onDrainingInstance = true;

    assertThat(stage.pass()).containsExactly("start 1 A to replace unhealthy ones", "start 1 A");
    assertThat(stage.pass()).isEmpty();
  }

  @Test
  @Rule({"SS-60", "SS-38"})
  void givesUpPairsLongestUnhealthyFirstBeforeHealthyTasks() {
    Stage stage = Stage.steady(4, 100, 200);
    stage.become(stage.task(2), Condition.UNHEALTHY);
    stage.now += 1;
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.pass();
    stage.desiredCount = 3;

    assertThat(stage.pass()).containsExactly("stop 2 A");
    assertThat(stage.task(2).condition()).isEqualTo(Condition.LEAVING);
    assertThat(stage.task(1).condition()).isEqualTo(Condition.UNHEALTHY);
    stage.desiredCount = 1;
    assertThat(stage.pass()).containsExactly("stop 2 A", "stop 1 A");
    assertThat(stage.healthy()).isEqualTo(1);
  }

  @Test
  @Rule({"SS-60", "SS-64"})
  void givesUpTasksThatAreNotRunningYetBeforePairs() {
    Stage stage = Stage.steady(4, 100, 200);
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.pass();
    stage.desiredCount = 6;
    assertThat(stage.pass()).containsExactly("start 2 A");
    stage.desiredCount = 3;

    assertThat(stage.pass()).containsExactly("stop 2 A", "stop 2 A");
    assertThat(stage.healthy()).isEqualTo(3);
    assertThat(stage.live()).isEqualTo(3);
  }

  @Test
  @Rule({"SS-60", "SS-61"})
  void sparesAPairOfWhichOneIsProtected() {
    Stage stage = Stage.steady(4, 50, 200);
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.pass();
    stage.task(1).isProtected = true;
    stage.desiredCount = 3;

    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(stage.task(1).condition()).isEqualTo(Condition.UNHEALTHY);
    assertThat(stage.task(5).condition()).isEqualTo(Condition.STARTING);
    assertThat(stage.healthy()).isEqualTo(2);
  }

  @Test
  @Rule({"SS-39", "SS-60"})
  void aRealSurplusGoesAtOnceAlsoAfterARecovery() {
    Stage stage = Stage.steady(3, 100, 200);
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.pass();
    stage.become(stage.task(1), Condition.HEALTHY);

    assertThat(stage.pass()).as("the surplus of the recovery waits").isEmpty();
    stage.desiredCount = 2;
    assertThat(stage.pass()).containsExactly("stop 2 A");
    assertThat(stage.task(4).condition()).isEqualTo(Condition.LEAVING);
    assertThat(stage.live()).isEqualTo(2);
  }

  @Test
  @Rule({"SS-39", "SS-60"})
  void theSurplusOfARecoveryGoesWithThatOfScaling() {
    Stage stage = Stage.steady(3, 100, 200);
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.pass();
    stage.become(stage.task(1), Condition.HEALTHY);
    stage.desiredCount = 2;

    // The replacement starts still and goes first, and with it the pair: one more is too many.
    assertThat(stage.pass()).containsExactly("stop 2 A");
    assertThat(stage.task(4).condition()).isEqualTo(Condition.LEAVING);
    assertThat(stage.healthy()).isEqualTo(2);
  }
}
