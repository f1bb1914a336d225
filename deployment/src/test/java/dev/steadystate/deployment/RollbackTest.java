package dev.steadystate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Rule;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.CircuitBreaker.Threshold;
import dev.steadystate.core.model.DeploymentAlarms;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.Plan;
import org.junit.jupiter.api.Test;

class RollbackTest {
  private static final CircuitBreaker CUMULATIVE =
      new CircuitBreaker(true, false, false, Threshold.BOUNDED_PERCENT, 50);

  @Test
  @Rule("W5-15")
  void rollsBackUnderTheOldIdWhenTheBreakerTrips() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.breaker(CircuitBreaker.withRollback());
    FakeDeployment a = stage.primary;
    FakeDeployment b = stage.deploy();
    assertThat(stage.pass()).containsExactly("start 2 B");
    stage.crashOnStart(3, 4);
    assertThat(stage.pass()).containsExactly("start 2 B");
    stage.crashOnStart(5);

    ImmutableList<String> happened = stage.pass();

    assertThat(happened)
        .containsExactly(
            "(deployment B) deployment failed: tasks failed to start.",
            "B FAILED ROLLS_BACK",
            "rolling back to deployment A.",
            "stop 1 B");
    assertThat(a.reason)
        .isEqualTo("ECS deployment circuit breaker: rolling back to deploymentId A.");
    assertThat(b.reason).isEqualTo("ECS deployment circuit breaker: tasks failed to start.");
    assertThat(b.failedTasks()).isEqualTo(3);
    stage.everythingMoves();
    assertThat(stage.pass()).containsExactly("A completed");
    assertThat(stage.task(1).condition()).isEqualTo(Condition.HEALTHY);
  }

  @Test // W5-15, the line in brackets
  @Rule("W5-15")
  void countsAllFailuresOfARoundBeforeItJudges() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.breaker(CircuitBreaker.withRollback());
    FakeDeployment b = stage.deploy();
    stage.pass();
    stage.crashOnStart(3, 4);
    stage.pass();
    stage.crashOnStart(5, 6);

    ImmutableList<String> happened = stage.pass();

    assertThat(happened).endsWith("rolling back to deployment A.", "A completed");
    assertThat(b.failedTasks()).isEqualTo(4);
  }

  @Test
  @Rule({"W5-16", "DEP-97"})
  void stallsWhenThereIsNothingToRollBackTo() {
    Stage stage = new Stage(1, 100, 200);
    stage.breaker(CircuitBreaker.withRollback());
    for (int task = 1; task <= 3; task++) {
      stage.pass();
      stage.crashOnStart(task);
    }

    assertThat(stage.pass())
        .containsExactly(
            "(deployment A) deployment failed: tasks failed to start.", "A FAILED ROLLBACK_FAILED");
    assertThat(stage.pass()).isEmpty();
    assertThat(stage.primary.rolloutState()).isEqualTo(RolloutState.FAILED);
  }

  @Test
  @Rule("DEP-98")
  void keepsTheOldTasksWhenRollbackIsOff() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.breaker(CUMULATIVE);
    stage.deploy();
    stage.pass();
    stage.crashOnStart(3, 4);
    stage.pass();
    stage.become(stage.task(5), Condition.HEALTHY);
    stage.crashOnStart(6);

    assertThat(stage.pass())
        .containsExactly(
            "(deployment B) deployment failed: tasks failed to start.", "B FAILED STOPPED");
    stage.crash(stage.task(1));

    assertThat(stage.pass()).containsExactly("start 1 A");
  }

  @Test
  @Rule("W5-13")
  void startsCountingAgainWithEveryHealthyTaskUnlessToldNotTo() {
    assertThat(outcomesUntilFailed(true)).isEqualTo(9);
    assertThat(outcomesUntilFailed(false)).isEqualTo(4);
  }

  private static int outcomesUntilFailed(boolean reset) {
    Stage stage = new Stage(1, 100, 200);
    stage.breaker(new CircuitBreaker(true, false, reset, Threshold.BOUNDED_PERCENT, 50));
    String outcomes = "FFHFFHFFF";
    for (int i = 0; i < outcomes.length(); i++) {
      FakeTask task = new FakeTask(stage.tasks.size() + 1, stage.primary, stage.now);
      stage.tasks.add(task);
      if (outcomes.charAt(i) == 'H') {
        stage.become(task, Condition.HEALTHY);
        stage.stopped(task, StopCode.USER_INITIATED);
      } else {
        stage.failToStart(task);
      }
      if (stage.noteFinished().contains("A FAILED STOPPED")) {
        return i + 1;
      }
    }
    return -1;
  }

  @Test
  @Rule("W5-14")
  void movesTheThresholdWithTheDesiredCount() {
    Stage stage = new Stage(6, 100, 200);
    stage.breaker(CUMULATIVE);
    stage.pass();
    stage.crashOnStart(1, 2);
    stage.pass();
    stage.desiredCount = 8;
    stage.crashOnStart(3);
    assertThat(stage.pass()).doesNotContain("A FAILED STOPPED");

    stage.desiredCount = 6;

    assertThat(stage.pass()).contains("A FAILED STOPPED");
  }

  @Test
  @Rule({"DEP-84", "DEP-88"})
  void countsEveryLaunchThatFindsNoPlace() {
    Stage stage = Stage.steady(4, 100, 200);
    stage.breaker(CircuitBreaker.withRollback());
    stage.places = 6;
    FakeDeployment b = stage.deploy();

    assertThat(stage.pass()).containsExactly("start 2 B");
    assertThat(b.failedTasks()).isEqualTo(2);
    assertThat(b.desiredCount()).isEqualTo(4);
    stage.pass();
    assertThat(b.failedTasks()).isEqualTo(4);

    assertThat(stage.pass()).contains("rolling back to deployment A.", "stop 2 B");
  }

  @Test
  @Rule({"DEP-83", "DEP-84", "DEP-85"})
  void saysOfEachTaskWhyItCountsOrNot() {
    Stage stage = new Stage(4, 100, 200);
    stage.pass();
    stage.failToStart(stage.task(1));
    stage.become(stage.task(2), Condition.SETTLING);
    stage.crash(stage.task(2));
    stage.stopped(stage.task(3), StopCode.USER_INITIATED);
    stage.become(stage.task(4), Condition.HEALTHY);
    stage.crash(stage.task(4));
    stage.actions.clear();

    stage.pass();

    assertThat(stage.actions)
        .filteredOn(Plan.CountFailures.class::isInstance)
        .extracting(action -> ((Plan.CountFailures) action).why().toString())
        .containsExactly(
            "counted: it stopped before RUNNING; 1 failed tasks",
            "counted: it stopped by itself before it was healthy; 2 failed tasks",
            "not counted: it was told to stop, or its host was lost; 2 failed tasks",
            "back to 0 failed tasks: a task is healthy",
            "not counted: it had been healthy; 0 failed tasks");
  }

  @Test
  @Rule({"DEP-100", "DEP-101"})
  void doesNotRollBackARollback() {
    Stage stage = Stage.steady(1, 100, 200);
    stage.breaker(CircuitBreaker.withRollback());
    stage.deploy();
    for (int task = 2; task <= 4; task++) {
      stage.pass();
      stage.crashOnStart(task);
    }
    stage.crash(stage.task(1));
    assertThat(stage.pass()).endsWith("rolling back to deployment A.", "start 1 A");

    stage.trip();

    assertThat(stage.happenings).contains("A FAILED ROLLBACK_FAILED");
  }

  @Test
  @Rule({"DEP-107", "DEP-111"})
  void rollsBackFromZeroWhenAnAlarmRingsDuringTheBakeTime() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.alarms(0, new DeploymentAlarms(ImmutableList.of("errors"), true, true));
    stage.alarmBakeTime = 180_000;
    stage.deploy();
    stage.runUntilQuiet();
    assertThat(stage.nextWake).isEqualTo(stage.now + 180_000);
    stage.alarms.put("errors", AlarmState.ALARM);

    assertThat(stage.pass())
        .containsExactly(
            "(deployment B) deployment failed: alarm detected.",
            "B FAILED ROLLS_BACK",
            "rolling back to deployment A.",
            "start 2 A");
  }

  @Test
  @Rule({"W5-18", "DEP-108"})
  void completesWhenTheBakeTimeIsOver() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.alarms(0, new DeploymentAlarms(ImmutableList.of("errors"), true, true));
    stage.alarmBakeTime = 180_000;
    stage.deploy();
    stage.runUntilQuiet();

    stage.now += 170_000;
    assertThat(stage.pass()).isEmpty();
    stage.now += 10_000;
    assertThat(stage.pass()).containsExactly("B completed");
  }

  @Test
  @Rule("W5-17")
  void ignoresAlarmsThatRingAtTheStart() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.alarms(0, new DeploymentAlarms(ImmutableList.of("errors"), true, true));
    stage.alarms.put("errors", AlarmState.ALARM);
    stage.deploy();

    stage.runUntilQuiet();

    assertThat(stage.happenings).endsWith("B completed");
  }

  @Test
  @Rule({"DEP-153", "DEP-155"})
  void rollsBackWhenAUserAsks() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.deploy();
    stage.pass();
    stage.rollbackRequested = true;

    assertThat(stage.pass()).containsExactly("rolling back to deployment A.", "stop 2 B");
    stage.everythingMoves();
    assertThat(stage.pass()).containsExactly("A completed");
  }

  @Test
  @Rule({"DEP-153", "DEP-155"})
  void failsWhereAUserAsksAndThereIsNothingToRollBackTo() {
    Stage stage = new Stage(1, 100, 200);
    stage.pass();
    stage.rollbackRequested = true;

    assertThat(stage.pass()).containsExactly("A FAILED ROLLBACK_FAILED");
    assertThat(stage.primary.reason)
        .isEqualTo("ECS deployment rollback requested: no deployment to roll back to.");
  }

  @Test
  @Rule({"DEP-93", "DEP-97"})
  void doesNotRollBackToADeploymentThatIsNotCompleted() {
    Stage stage = Stage.steady(1, 100, 200);
    stage.primary.rolloutState = RolloutState.FAILED;
    stage.breaker(CircuitBreaker.withRollback());
    stage.deploy();

    stage.trip();

    assertThat(stage.happenings).contains("B FAILED ROLLBACK_FAILED");
  }

  @Test
  @Rule({"DEP-64", "DEP-99"})
  void failuresBeforeARollbackNoLongerCount() {
    Stage stage = Stage.steady(1, 100, 200);
    stage.breaker(CUMULATIVE);
    FakeDeployment a = stage.primary;
    a.failedTasks = 2;
    FakeDeployment b = stage.deploy();
    stage.pass();
    stage.crashOnStart(2);
    stage.pass();
    assertThat(b.failedTasks()).isEqualTo(1);
    stage.rollbackRequested = true;

    stage.pass();

    assertThat(a.failedTasks()).isZero();
    assertThat(b.failedTasks()).isZero();
  }

  @Test
  @Rule({"DEP-64", "DEP-153"})
  void aFailureNoticedInTheRoundOfAUsersRollbackDoesNotCountEither() {
    Stage stage = Stage.steady(1, 100, 200);
    FakeDeployment b = stage.deploy();
    stage.pass();
    stage.crashOnStart(2);
    stage.rollbackRequested = true;

    stage.pass();

    assertThat(b.failedTasks()).isZero();
  }

  @Test
  @Rule({"DEP-91", "DEP-105"})
  void showsWhatBreakerAndAlarmsDo() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.breaker(CircuitBreaker.withRollback());
    stage.alarms(1, new DeploymentAlarms(ImmutableList.of("errors"), true, true));
    stage.actions.clear();
    stage.deploy();
    stage.runUntilQuiet();
    stage.now += 60_000;
    stage.pass();

    assertThat(stage.actions)
        .filteredOn(Plan.Monitor.class::isInstance)
        .containsExactly(
            new Plan.Monitor("MONITORING", 3, "MONITORING", ImmutableList.of()),
            new Plan.Monitor("MONITORING_COMPLETE", 3, "MONITORING_COMPLETE", ImmutableList.of()));
    assertThat(stage.happenings).endsWith("B completed");
  }

  @Test
  @Rule({"DEP-91", "DEP-105"})
  void showsWhichAlarmRang() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.alarms(1, new DeploymentAlarms(ImmutableList.of("calm", "errors"), true, true));
    stage.deploy();
    stage.runUntilQuiet();
    stage.actions.clear();
    stage.alarms.put("errors", AlarmState.ALARM);
    stage.alarms.put("calm", AlarmState.OK);

    stage.pass();

    assertThat(stage.actions)
        .filteredOn(Plan.Monitor.class::isInstance)
        .containsExactly(new Plan.Monitor("DISABLED", 3, "TRIGGERED", ImmutableList.of("errors")));
  }
}
