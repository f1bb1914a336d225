package dev.steadystate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.spi.Condition;
import java.util.List;
import java.util.Random;

/** Random changes and accidents in the life of one service, the same ones for the same seed. */
final class Trouble {
  private Trouble() {}

  /** Disturbs a service forty times, lets it recover, and holds every pass against the laws. */
  static void keepsTheLawsAndComesToRest(
      int desired, int minimum, int maximum, boolean breaker, long seed) {
    Stage stage = new Stage(desired, minimum, maximum);
    stage.breaker(breaker ? CircuitBreaker.withRollback() : CircuitBreaker.off());
    Random chance = new Random(seed);
    for (int i = 0; i < 40; i++) {
      disturb(stage, chance);
      stage.pass();
      stage.now += Stage.TICK;
    }

    stage.tasks.forEach(task -> task.isProtected = false);
    stage.percents(50, 200);
    recover(stage);

    boolean failed = stage.primary.rolloutState() == RolloutState.FAILED;
    if (!failed) {
      assertThat(stage.primary.rolloutState()).isEqualTo(RolloutState.COMPLETED);
      assertThat(stage.live()).as(stage.toString()).isEqualTo(stage.desiredCount);
      assertThat(stage.healthy()).isEqualTo(stage.desiredCount);
      assertThat(stage.deployments()).hasSize(1);
    }
  }

  private static void recover(Stage stage) {
    for (FakeTask task : List.copyOf(stage.tasks)) {
      if (task.condition == Condition.UNHEALTHY) {
        stage.become(task, Condition.HEALTHY);
      }
    }
    stage.runUntilQuiet();
  }

  private static void disturb(Stage stage, Random chance) {
    switch (chance.nextInt(9)) {
      case 0 -> stage.desiredCount = chance.nextInt(7);
      case 1 -> {
        if (stage.deployments().size() < 5 && chance.nextBoolean()) {
          stage.deploy();
        }
      }
      case 2 -> stage.percents(chance.nextInt(11) * 10, 100 + chance.nextInt(11) * 10);
      default -> disturbTasks(stage, chance);
    }
  }

  private static void disturbTasks(Stage stage, Random chance) {
    for (FakeTask task : List.copyOf(stage.tasks)) {
      switch (task.condition) {
        case STARTING -> {
          switch (chance.nextInt(6)) {
            case 0 -> stage.failToStart(task);
            case 1, 2 -> stage.become(task, Condition.SETTLING);
            case 3 -> stage.become(task, Condition.HEALTHY);
            default -> {}
          }
        }
        case SETTLING -> {
          switch (chance.nextInt(4)) {
            case 0 -> stage.become(task, Condition.UNHEALTHY);
            case 1, 2 -> stage.become(task, Condition.HEALTHY);
            default -> {}
          }
        }
        case UNHEALTHY -> {
          if (chance.nextInt(6) == 0) {
            stage.become(task, Condition.HEALTHY);
          }
        }
        case HEALTHY -> {
          switch (chance.nextInt(20)) {
            case 0 -> stage.crash(task);
            case 1, 2 -> stage.become(task, Condition.UNHEALTHY);
            case 3 -> task.onDrainingInstance = true;
            case 4 -> task.isProtected = true;
            case 5 -> stage.stopped(task, StopCode.USER_INITIATED);
            default -> {}
          }
        }
        case LEAVING -> {
          if (chance.nextInt(3) == 0) {
            stage.stopped(task, StopCode.SERVICE_SCHEDULER_INITIATED);
          }
        }
        case GONE -> {}
      }
      if (task.condition.isLive() && chance.nextInt(15) == 0) {
        task.isProtected = !task.isProtected;
        task.onDrainingInstance &= chance.nextBoolean();
      }
    }
  }
}
