package dev.steadystate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Rule;
import dev.steadystate.core.model.EarlySuccessCriteria;
import dev.steadystate.core.model.EarlySuccessCriteria.Cleanup;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.spi.Condition;
import org.junit.jupiter.api.Test;

/** Draining, scaling, losses, protection and overlaps, within a deployment and without. */
class DeploymentAmidTroubleTest {
  @Test
  @Rule("SX-13")
  void replacesADrainingTaskBeforeItStops() {
    Stage stage = Stage.steady(4, 100, 200);
    stage.task(1).onDrainingInstance = true;

    assertThat(stage.pass()).containsExactly("start 1 A");
    assertThat(stage.pass()).isEmpty();
    stage.become(stage.task(5), Condition.HEALTHY);
    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(stage.pass()).isEmpty();
  }

  @Test
  @Rule("SX-14")
  void stopsADrainingTaskFirstWhenTheFloorAllows() {
    Stage stage = Stage.steady(4, 50, 100);
    stage.task(1).onDrainingInstance = true;

    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(stage.pass()).isEmpty();
    stage.everythingLeaves();
    assertThat(stage.pass()).containsExactly("start 1 A");
  }

  @Test
  @Rule({"SX-15", "SS-106"})
  void saysThatBoundsBlockDraining() {
    Stage stage = Stage.steady(4, 100, 100);
    stage.task(1).onDrainingInstance = true;

    assertThat(stage.pass()).singleElement().asString().startsWith("was unable to stop or start");
  }

  @Test
  @Rule("SS-106")
  void saysThatBoundsBlockDrainingBeforeTheTaskIsHealthy() {
    Stage stage = Stage.steady(4, 100, 100);
    stage.become(stage.task(1), Condition.SETTLING);
    stage.task(1).onDrainingInstance = true;

    assertThat(stage.pass()).singleElement().asString().startsWith("was unable to stop or start");
  }

  @Test
  @Rule("SS-103")
  void stopsATaskThatIsNotRunningYetOnADrainingInstance() {
    Stage stage = new Stage(2, 100, 200);
    stage.pass();
    stage.task(1).onDrainingInstance = true;

    assertThat(stage.pass()).containsExactly("stop 1 A", "start 1 A");
  }

  @Test
  @Rule("DEP-56")
  void treatsADrainingNewTaskLikeAnOldOne() {
    Stage stage = Stage.steady(4, 100, 200);
    stage.deploy();
    stage.pass();
    stage.everythingMoves();
    stage.task(5).onDrainingInstance = true;

    // Three of the new stay, so one old task does too, and the draining one may go.
    assertThat(stage.pass()).containsExactly("stop 1 B", "stop 3 A");
    stage.everythingMoves();
    assertThat(stage.pass()).containsExactly("start 1 B");
    stage.runUntilQuiet();
    assertThat(stage.happenings).endsWith("B completed");
  }

  @Test
  @Rule({"W5-24", "DEP-60"})
  void scalesOutBothRevisions() {
    Stage stage = Stage.steady(4, 100, 200);
    FakeDeployment a = stage.primary;
    stage.deploy();
    stage.pass();
    assertThat(a.desiredCount()).isEqualTo(4);
    stage.desiredCount = 6;

    assertThat(stage.pass()).containsExactly("start 2 A", "start 2 B");
    assertThat(a.desiredCount()).isEqualTo(6);
  }

  @Test
  @Rule({"W5-25", "DEP-59"})
  void replacesALostOldTaskByItsOwnRevision() {
    Stage stage = Stage.steady(4, 100, 200);
    stage.deploy();
    stage.pass();
    stage.crash(stage.task(1));

    assertThat(stage.pass()).containsExactly("start 1 A");
    assertThat(stage.occupying()).isEqualTo(8);
  }

  @Test
  @Rule({"DEP-48", "DEP-49"})
  void keepsARevisionThatOnceCompletedLongerThanOneThatNeverDid() {
    Stage stage = Stage.steady(4, 50, 200);
    FakeDeployment a = stage.primary;
    stage.deploy();
    stage.rollbackRequested = true;
    stage.pass();
    FakeDeployment c = stage.deploy();
    stage.given(c, 2, Condition.HEALTHY);
    stage.deploy();

    // A is overtaken before it completes again. The floor is two.
    assertThat(stage.pass()).containsExactly("stop 2 A", "stop 2 C", "start 2 D");
    assertThat(a.desiredCount()).isEqualTo(2);
    assertThat(c.desiredCount()).isEqualTo(0);
  }

  @Test
  @Rule({"DEP-45", "DEP-46"})
  void stopsOldTasksThatWereNotRunningYet() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.desiredCount = 4;
    stage.pass();
    FakeDeployment a = stage.primary;
    stage.deploy();

    assertThat(stage.pass()).containsExactly("stop 2 A", "start 4 B");
    assertThat(a.desiredCount()).isEqualTo(2);
  }

  @Test
  @Rule({"DEP-63", "DEP-64"})
  void abandonsAnOvertakenDeployment() {
    Stage stage = Stage.steady(4, 100, 150);
    FakeDeployment b = stage.deploy();
    stage.pass();
    stage.everythingMoves();
    stage.pass();
    stage.everythingMoves();
    stage.deploy();
    stage.crash(stage.task(5));

    // 2 of A and 1 of B are left; B's lost one is not replaced.
    assertThat(stage.pass()).containsExactly("start 3 C");
    assertThat(b.desiredCount()).isEqualTo(1);
    stage.runUntilQuiet();
    assertThat(stage.happenings).endsWith("C completed");
  }

  @Test // W6-18, SS-63
  @Rule("SS-63")
  void leavesASurplusThatIsProtected() {
    Stage stage = Stage.steady(5, 100, 200);
    for (int task = 1; task <= 3; task++) {
      stage.task(task).isProtected = true;
    }
    stage.desiredCount = 2;

    assertThat(stage.pass())
        .containsExactly(
            "stop 2 A",
            "was unable to reach steady state because (taskSet A) was unable to scale in due to"
                + " (reason 3 tasks under protection)");
    stage.everythingLeaves();
    stage.task(3).isProtected = false;
    assertThat(stage.pass()).startsWith("stop 1 A");
  }

  @Test // W6-19
  void waitsForProtectedOldTasks() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.task(1).isProtected = true;
    stage.deploy();
    assertThat(stage.pass()).containsExactly("start 2 B");
    stage.everythingMoves();
    assertThat(stage.pass()).containsExactly("stop 1 A");
    stage.everythingMoves();

    assertThat(stage.pass())
        .containsExactly(
            "was unable to reach steady state because (taskSet A) was unable to scale in due to"
                + " (reason 1 tasks under protection)");
    stage.deploy();
    assertThat(stage.pass()).containsExactly("stop 1 B", "start 1 C");
    stage.task(1).isProtected = false;
    stage.runUntilQuiet();
    assertThat(stage.happenings).endsWith("C completed");
  }

  @Test
  @Rule({"DEP-68", "EX-7"})
  void stopsPendingTasksFirstWhenTheDesiredCountShrinks() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.desiredCount = 6;
    stage.pass();
    stage.desiredCount = 2;

    assertThat(stage.pass()).containsExactly("stop 4 A");
    assertThat(stage.primary.healthy()).isEqualTo(2);
  }

  @Test
  @Rule("DEP-74")
  void completesEarlyAndCleansUpLater() {
    Stage stage = Stage.steady(4, 50, 150);
    stage.earlySuccess(new EarlySuccessCriteria(true, 50, Cleanup.DEFERRED));
    stage.task(1).isProtected = true;
    stage.deploy();
    assertThat(stage.pass()).containsExactly("stop 2 A", "start 2 B");
    stage.everythingMoves();

    assertThat(stage.pass()).containsExactly("B completed", "stop 1 A", "start 2 B");
    assertThat(stage.primary.rolloutState()).isEqualTo(RolloutState.COMPLETED);
    stage.runUntilQuiet();
    assertThat(stage.task(1).condition()).isEqualTo(Condition.HEALTHY);
    stage.now += 14L * 24 * 3_600_000;
    assertThat(stage.pass()).containsExactly("stop 1 A");
  }

  @Test
  @Rule("DEP-74")
  void completesEarlyOnlyWhenTheOldTasksAreGone() {
    Stage stage = Stage.steady(4, 50, 150);
    stage.earlySuccess(new EarlySuccessCriteria(true, 50, Cleanup.BLOCKING));
    stage.deploy();
    stage.pass();
    stage.everythingMoves();
    assertThat(stage.pass()).containsExactly("stop 2 A", "start 2 B");
    stage.everythingLeaves();

    assertThat(stage.pass()).containsExactly("B completed");
  }

  @Test
  @Rule({"SS-27", "DEP-57"})
  void stopsADaemonBeforeItsSuccessorStarts() {
    Stage stage = new Stage(0, 50, 100);
    stage.strategy = SchedulingStrategy.DAEMON;
    for (int instance = 0; instance < 4; instance++) {
      stage.slots.put(instance, true);
    }
    assertThat(stage.pass()).containsExactly("start 4 A");
    stage.runUntilQuiet();
    stage.deploy();

    ImmutableList<String> first = stage.pass();
    assertThat(first).containsExactly("stop 2 A");
    assertThat(stage.pass()).isEmpty();
    stage.everythingMoves();
    assertThat(stage.pass()).containsExactly("start 2 B");
    stage.everythingMoves();
    assertThat(stage.pass()).containsExactly("stop 2 A");
    stage.runUntilQuiet();
    assertThat(stage.happenings).endsWith("start 2 B", "B completed");
  }

  @Test
  @Rule({"SX-20", "SS-25"})
  void keepsADaemonUntilTheReplicaTasksAreGone() {
    Stage stage = new Stage(0, 0, 100);
    stage.strategy = SchedulingStrategy.DAEMON;
    stage.slots.put(0, true);
    stage.slots.put(1, true);
    stage.runUntilQuiet();
    stage.slots.remove(1);
    stage.task(2).onDrainingInstance = true;
    stage.replicasOn.add(1);

    assertThat(stage.pass()).isEmpty();
    stage.slots.put(2, true);
    assertThat(stage.pass()).containsExactly("start 1 A");
    stage.replicasOn.clear();
    assertThat(stage.pass()).containsExactly("stop 1 A");
  }

  @Test
  @Rule("SS-24")
  void stopsADaemonWhoseInstanceNoLongerMatches() {
    Stage stage = new Stage(0, 0, 100);
    stage.strategy = SchedulingStrategy.DAEMON;
    stage.slots.put(0, true);
    stage.slots.put(1, true);
    stage.runUntilQuiet();
    stage.slots.remove(0);

    assertThat(stage.pass()).containsExactly("stop 1 A");
  }

  @Test
  @Rule("SS-105")
  void drainsThoseThatAreNotHealthyFirstThenByLaunchNumber() {
    Stage stage = Stage.steady(4, 50, 100);
    for (int task = 1; task <= 4; task++) {
      stage.task(task).onDrainingInstance = true;
    }
    stage.become(stage.task(4), Condition.SETTLING);

    // Three are healthy and the floor is two: one of them may go, and the other one for nothing.
    assertThat(stage.pass()).containsExactly("stop 2 A");
    assertThat(stage.task(4).condition()).isEqualTo(Condition.LEAVING);
    assertThat(stage.task(1).condition()).isEqualTo(Condition.LEAVING);
  }

  @Test
  @Rule({"DEP-56", "SS-105"})
  void oldTasksOnADrainingInstanceLeaveWithTheirRevision() {
    Stage stage = Stage.steady(4, 50, 200);
    stage.task(1).onDrainingInstance = true;
    stage.deploy();

    // Two old ones are kept; which go is not for draining to say, but it is the one that drains.
    assertThat(stage.pass()).containsExactly("stop 2 A", "start 4 B");
    assertThat(stage.task(1).condition()).isEqualTo(Condition.LEAVING);
  }

  @Test
  @Rule({"SS-105", "SS-9"})
  void coversOnlySoManyDrainingTasksAsTheCeilingLeavesRoomFor() {
    Stage stage = Stage.steady(4, 100, 150);
    for (int task = 1; task <= 3; task++) {
      stage.task(task).onDrainingInstance = true;
    }
    stage.crash(stage.task(4));

    // One gap is filled at once; of the ceiling of six two more places are left.
    assertThat(stage.pass()).containsExactly("start 3 A");
    assertThat(stage.pass()).isEmpty();
  }

  @Test
  @Rule("DEP-74")
  void healthyOnesOnADrainingInstanceAreNotEnoughToCompleteEarly() {
    Stage stage = Stage.steady(4, 50, 150);
    stage.earlySuccess(new EarlySuccessCriteria(true, 50, Cleanup.DEFERRED));
    FakeDeployment b = stage.deploy();
    stage.pass();
    stage.everythingMoves();
    assertThat(b.healthy()).isEqualTo(2);
    stage.task(5).onDrainingInstance = true;

    stage.pass();

    assertThat(b.rolloutState()).isEqualTo(RolloutState.IN_PROGRESS);
  }

  @Test
  @Rule("DEP-74")
  void wakesWhenDeferredCleanUpEnds() {
    Stage stage = Stage.steady(4, 50, 150);
    stage.earlySuccess(new EarlySuccessCriteria(true, 50, Cleanup.DEFERRED));
    stage.task(1).isProtected = true;
    stage.deploy();
    stage.pass();
    stage.everythingMoves();

    stage.pass();

    assertThat(stage.nextWake).isEqualTo(stage.now + 14L * 24 * 3_600_000);
  }

  @Test
  @Rule("DEP-64")
  void theFailuresOfAnOvertakenDeploymentAreVoid() {
    Stage stage = Stage.steady(2, 100, 200);
    FakeDeployment a = stage.primary;
    a.failedTasks = 1;
    FakeDeployment b = stage.deploy();
    stage.pass();
    stage.crashOnStart(3);
    stage.pass();
    assertThat(b.failedTasks()).isEqualTo(1);
    stage.deploy();

    stage.pass();

    assertThat(b.failedTasks()).isZero();
    assertThat(a.failedTasks()).as("one that completed keeps its count").isEqualTo(1);
  }

  @Test
  @Rule("EV-40")
  void saysNothingOfProtectionThatIsInNobodysWay() {
    Stage stage = Stage.steady(4, 100, 200);
    stage.task(1).isProtected = true;
    stage.desiredCount = 3;

    assertThat(stage.pass()).containsExactly("stop 1 A");
    stage.everythingLeaves();
    stage.deploy();
    assertThat(stage.pass()).containsExactly("start 3 B");
  }

  @Test
  void isTheControllerOfTheTypeEcs() {
    assertThat(new RollingUpdate().type()).isEqualTo("ECS");
    assertThat(new RollingUpdate()).hasToString("ECS");
  }
}
