package dev.steadystate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.Rule;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.spi.Condition;
import org.junit.jupiter.api.Test;

/** One task on each of some instances, which are numbered from 0; task 1 is on instance 0. */
class DaemonsTest {
  private static Stage daemon(int instances, int minimumHealthyPercent) {
    Stage stage = new Stage(0, minimumHealthyPercent, 100);
    stage.strategy = SchedulingStrategy.DAEMON;
    for (int instance = 0; instance < instances; instance++) {
      stage.slots.put(instance, true);
    }
    return stage;
  }

  private static Stage steady(int instances, int minimumHealthyPercent) {
    Stage stage = daemon(instances, minimumHealthyPercent);
    stage.runUntilQuiet();
    stage.happenings.clear();
    return stage;
  }

  private static void sick(Stage stage, int launchNumber) {
    stage.now += 1;
    stage.become(stage.task(launchNumber), Condition.UNHEALTHY);
  }

  @Test
  @Rule({"SS-37", "SS-38", "SS-27"})
  void unhealthyOnesAreReplacedOneAfterTheOtherLongestUnhealthyFirst() {
    Stage stage = steady(3, 0);
    sick(stage, 2);
    sick(stage, 1);

    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(stage.task(2).condition()).isEqualTo(Condition.LEAVING);
    assertThat(stage.primary.failedTasks()).isEqualTo(1);
    assertThat(stage.pass()).as("one leaves still").isEmpty();
    stage.everythingLeaves();
    assertThat(stage.pass()).containsExactly("start 1 A");
    assertThat(stage.task(4).instance()).isEqualTo(1);
    assertThat(stage.pass()).as("its successor is not healthy yet").isEmpty();
    stage.become(stage.task(4), Condition.HEALTHY);
    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(stage.task(1).condition()).isEqualTo(Condition.LEAVING);
  }

  @Test
  @Rule("DEP-61")
  void newOnesThatWereNeverHealthyStopTogether() {
    Stage stage = daemon(3, 0);
    assertThat(stage.pass()).containsExactly("start 3 A");
    for (int task : new int[] {3, 1}) {
      stage.become(stage.task(task), Condition.SETTLING);
      sick(stage, task);
    }

    assertThat(stage.pass()).containsExactly("stop 2 A");
    assertThat(stage.task(2).condition()).isEqualTo(Condition.STARTING);
    assertThat(stage.primary.failedTasks()).isEqualTo(2);
  }

  @Test
  @Rule("DEP-61")
  void aNewOneThatHadBeenHealthyWaitsUntilNothingMoves() {
    Stage stage = daemon(2, 0);
    stage.pass();
    stage.become(stage.task(1), Condition.HEALTHY);
    sick(stage, 1);

    assertThat(stage.pass()).isEmpty();
    stage.become(stage.task(2), Condition.HEALTHY);
    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(stage.task(1).condition()).isEqualTo(Condition.LEAVING);
  }

  @Test
  @Rule({"DEP-59", "DEP-50"})
  void anOldOneIsReplacedInKindWhileDeploying() {
    Stage stage = steady(3, 100);
    FakeDeployment b = stage.deploy();
    assertThat(stage.pass()).singleElement().asString().startsWith("was unable to stop or start");
    sick(stage, 1);

    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(b.failedTasks()).as("it is not of the new deployment").isZero();
    assertThat(stage.pass()).isEmpty();
    stage.everythingLeaves();
    assertThat(stage.pass()).containsExactly("start 1 A");
    assertThat(stage.task(4).instance()).isZero();
    assertThat(b.desiredCount()).isZero();
  }

  @Test
  @Rule("DEP-62")
  void thoseOfAFailedDeploymentAreNotReplaced() {
    Stage stage = daemon(2, 0);
    stage.pass();
    stage.everythingMoves();
    stage.primary.rolloutState = RolloutState.FAILED;
    sick(stage, 1);

    assertThat(stage.pass()).isEmpty();
    stage.crash(stage.task(1));
    assertThat(stage.pass()).isEmpty();
  }

  @Test
  @Rule("DEP-64")
  void unhealthyOnesOfAnOvertakenDeploymentAreNotReplaced() {
    Stage stage = steady(2, 0);
    FakeDeployment b = stage.deploy();
    stage.pass();
    stage.everythingMoves();
    stage.pass();
    stage.everythingMoves();
    assertThat(b.healthy()).isEqualTo(2);
    stage.percents(100, 100);
    stage.deploy();
    sick(stage, 3);

    assertThat(stage.pass()).singleElement().asString().startsWith("was unable to stop or start");
    assertThat(stage.task(3).condition()).isEqualTo(Condition.UNHEALTHY);
  }

  @Test
  @Rule("SS-37")
  void anUnhealthyOneWaitsWhileAnInstanceIsStillWithoutATask() {
    Stage stage = steady(2, 0);
    stage.slots.put(2, true);
    stage.primary.launchesFrom = stage.now + 60_000;
    sick(stage, 1);

    assertThat(stage.pass()).isEmpty();
    stage.slots.put(2, false);
    assertThat(stage.pass()).as("that instance takes none").containsExactly("stop 1 A");
  }

  @Test
  @Rule({"SS-24", "SS-37"})
  void anUnhealthyOneWaitsWhileAMisplacedOneGivesWayToAnother() {
    Stage stage = steady(2, 0);
    stage.slots.remove(0);
    stage.slots.put(5, true);
    sick(stage, 2);

    assertThat(stage.pass()).containsExactly("stop 1 A", "start 1 A");
    assertThat(stage.task(1).condition()).isEqualTo(Condition.LEAVING);
    assertThat(stage.task(3).instance()).isEqualTo(5);
  }

  @Test
  @Rule({"SS-103", "SS-25"})
  void oneThatIsNotRunningYetLeavesADrainingInstanceAtOnce() {
    Stage stage = daemon(2, 0);
    stage.pass();
    stage.slots.remove(0);
    stage.task(1).onDrainingInstance = true;
    stage.replicasOn.add(0);

    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(stage.task(1).condition()).isEqualTo(Condition.LEAVING);
  }

  @Test
  @Rule("SS-62")
  void aProtectedOneStaysOnADrainingInstance() {
    Stage stage = steady(2, 0);
    stage.slots.remove(0);
    stage.task(1).onDrainingInstance = true;
    stage.task(1).isProtected = true;

    assertThat(stage.pass()).isEmpty();
    stage.task(1).isProtected = false;
    assertThat(stage.pass()).containsExactly("stop 1 A");
  }

  @Test
  @Rule({"SS-25", "DEP-57", "DEP-53"})
  void anOldOneOnADrainingInstanceLeavesLastAlsoWhileDeploying() {
    Stage stage = steady(4, 50);
    stage.slots.remove(3);
    stage.task(4).onDrainingInstance = true;
    stage.replicasOn.add(3);
    FakeDeployment b = stage.deploy();

    // Three instances match, two of them keep a task; the one that drains does not count.
    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(stage.task(4).condition()).isEqualTo(Condition.HEALTHY);
    for (int round = 0; round < 8; round++) {
      stage.everythingMoves();
      stage.pass();
    }
    assertThat(b.healthy()).isEqualTo(3);
    assertThat(b.rolloutState()).isEqualTo(RolloutState.IN_PROGRESS);
    assertThat(stage.happenings).noneMatch(happening -> happening.startsWith("was unable"));
    stage.replicasOn.clear();
    assertThat(stage.pass()).containsExactly("stop 1 A");
    stage.everythingLeaves();
    assertThat(stage.pass()).containsExactly("B completed");
  }

  @Test
  @Rule({"DEP-19", "DEP-57"})
  void asManyAreWantedAsInstancesAreFree() {
    Stage stage = steady(4, 50);
    FakeDeployment a = stage.primary;
    FakeDeployment b = stage.deploy();

    stage.pass();
    assertThat(b.desiredCount()).as("the old ones leave still").isZero();
    assertThat(a.desiredCount()).isEqualTo(2);
    stage.everythingLeaves();
    b.launchesFrom = stage.now + 1;
    assertThat(stage.pass()).as("the throttle makes them wait; that is not stuck").isEmpty();
    assertThat(b.desiredCount()).isEqualTo(2);
    stage.now += 1;
    assertThat(stage.pass()).containsExactly("start 2 B");
    assertThat(b.desiredCount()).isEqualTo(2);
  }
}
