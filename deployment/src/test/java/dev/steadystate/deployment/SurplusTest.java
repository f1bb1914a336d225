package dev.steadystate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.Rule;
import dev.steadystate.core.spi.Condition;
import org.junit.jupiter.api.Test;

/** Which tasks are given up when there are too many. */
class SurplusTest {
  private static final String ONE_PROTECTED =
      "was unable to reach steady state because (taskSet A) was unable to scale in due to (reason 1"
          + " tasks under protection)";

  /** Returns three tasks of which the first is unhealthy and has a replacement, the fourth. */
  private static Stage withAPair(Condition replacement) {
    Stage stage = Stage.steady(3, 100, 200);
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.pass();
    stage.become(stage.task(4), replacement);
    return stage;
  }

  @Test
  @Rule({"SS-32", "SS-64", "EV-40"})
  void anUnhealthyTaskAndItsReplacementGoTogetherAndNothingIsInTheirWay() {
    Stage stage = withAPair(Condition.SETTLING);
    stage.task(2).isProtected = true;
    stage.desiredCount = 2;

    assertThat(stage.pass()).containsExactly("stop 2 A");
    assertThat(stage.task(1).condition()).isEqualTo(Condition.LEAVING);
    assertThat(stage.task(4).condition()).isEqualTo(Condition.LEAVING);
  }

  @Test
  @Rule({"SS-63", "EV-40"})
  void onlyWhatProtectionKeepsIsTold() {
    Stage stage = Stage.steady(3, 100, 200);
    stage.task(2).isProtected = true;
    stage.desiredCount = 1;

    assertThat(stage.pass()).containsExactly("stop 2 A");
    stage.everythingLeaves();
    stage.desiredCount = 0;
    assertThat(stage.pass()).containsExactly(ONE_PROTECTED);
  }

  @Test
  @Rule({"SS-61", "SS-105"})
  void oneThatTheFloorKeepsOnADrainingInstanceIsNotGivenUpForOthersThatAreProtected() {
    Stage stage = Stage.steady(2, 100, 200);
    stage.task(1).onDrainingInstance = true;
    assertThat(stage.pass()).containsExactly("start 1 A");
    stage.become(stage.task(2), Condition.SETTLING);
    stage.become(stage.task(3), Condition.SETTLING);
    stage.task(2).isProtected = true;
    stage.task(3).isProtected = true;
    stage.desiredCount = 1;

    assertThat(stage.pass())
        .containsExactly(
            "was unable to reach steady state because (taskSet A) was unable to scale in due to"
                + " (reason 2 tasks under protection)");
    assertThat(stage.task(1).condition()).isEqualTo(Condition.HEALTHY);
  }

  @Test
  @Rule({"SS-32", "SS-105"})
  void anUnhealthyOneOnADrainingInstanceGoesWithItsReplacementToo() {
    Stage stage = withAPair(Condition.SETTLING);
    stage.task(1).onDrainingInstance = true;
    stage.become(stage.task(3), Condition.SETTLING);
    stage.desiredCount = 2;

    assertThat(stage.pass()).as("one healthy task is too few to drain").containsExactly("stop 2 A");
    assertThat(stage.task(1).condition()).isEqualTo(Condition.LEAVING);
    assertThat(stage.task(4).condition()).isEqualTo(Condition.LEAVING);
  }

  @Test
  @Rule("SS-64")
  void oneWhoseGracePeriodHidesThatItIsUnhealthyGoesBeforeAYoungerOne() {
    Stage stage = Stage.steady(3, 100, 200);
    stage.become(stage.task(1), Condition.SETTLING);
    stage.become(stage.task(3), Condition.SETTLING);
    stage.task(1).unhealthySince = stage.now;
    stage.desiredCount = 2;

    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(stage.task(1).condition()).isEqualTo(Condition.LEAVING);
  }

  @Test
  @Rule({"SS-32", "SS-64"})
  void itDoesSoAfterAPairToo() {
    Stage stage = withAPair(Condition.SETTLING);
    stage.become(stage.task(2), Condition.SETTLING);
    stage.become(stage.task(3), Condition.SETTLING);
    stage.task(2).unhealthySince = stage.now;
    stage.desiredCount = 1;

    assertThat(stage.pass()).containsExactly("stop 2 A", "stop 1 A");
    assertThat(stage.task(2).condition()).isEqualTo(Condition.LEAVING);
    assertThat(stage.task(3).condition()).isEqualTo(Condition.SETTLING);
  }
}
