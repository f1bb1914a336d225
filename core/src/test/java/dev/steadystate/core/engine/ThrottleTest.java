package dev.steadystate.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.Rule;
import dev.steadystate.core.model.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long the launches of a deployment wait after rounds that failed. */
class ThrottleTest {
  private static final Parameters.Throttle STANDARD = Parameters.observed().throttle();

  private final Throttle throttle = new Throttle();

  @Test
  @Rule({"SS-83", "SS-84"})
  void growsFromTheThirdFailureToTwentySevenMinutes() {
    List<Long> delays = new ArrayList<>();
    long now = 0;
    for (int round = 1; round <= 12; round++) {
      if (throttle.roundFailed(round, now, 0, STANDARD)) {
        delays.add((throttle.launchesFrom() - now) / 1000);
      } else {
        delays.add(0L);
      }
      now = Math.max(now, throttle.launchesFrom());
    }

    assertThat(delays)
        .containsExactly(0L, 0L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 1280L, 1620L, 1620L);
  }

  @Test
  @Rule("SS-85")
  void triplesInTheOtherProfile() {
    Parameters.Throttle tripling = new Parameters.Throttle(2, 20_000, 3000, 1_620_000);

    assertThat(List.of(0, 1, 2, 3, 4, 5, 5000))
        .extracting(exponent -> Throttle.delay(exponent, tripling) / 1000)
        .containsExactly(20L, 60L, 180L, 540L, 1620L, 1620L, 1620L);
  }

  @Test
  @Rule("SS-83")
  void aMultiplierBelowOneShrinksTheDelay() {
    Parameters.Throttle halving = new Parameters.Throttle(0, 10_000, 500, 1_620_000);

    assertThat(List.of(0, 1, 2, 14))
        .extracting(exponent -> Throttle.delay(exponent, halving))
        .containsExactly(10_000L, 5_000L, 2_500L, 0L);
  }

  @Test
  @Rule("SS-83")
  void theLongestDelayCutsEvenTheFirst() {
    assertThat(Throttle.delay(0, new Parameters.Throttle(0, 10_000, 2000, 4_000))).isEqualTo(4_000);
    assertThat(Throttle.delay(1, new Parameters.Throttle(0, 10_000, 1000, 20_000)))
        .isEqualTo(10_000);
  }

  @Test
  @Rule({"SS-81", "SS-82"})
  void countsARoundOnceHoweverManyOfItsTasksFail() {
    int first = throttle.roundOf(7);
    assertThat(throttle.roundOf(7)).isEqualTo(first);
    int second = throttle.roundOf(8);
    assertThat(second).isEqualTo(first + 1);

    for (int i = 0; i < 5; i++) {
      assertThat(throttle.roundFailed(second, 0, 0, STANDARD)).isFalse();
      assertThat(throttle.roundFailed(first, 0, 0, STANDARD)).isFalse();
    }

    assertThat(throttle.failedRounds).isEqualTo(2);
    assertThat(throttle.allows(0)).isTrue();
  }

  @Test
  @Rule("SS-81")
  void remembersTheRoundsOfTheLatestFailures() {
    for (int round = 1; round <= 200; round++) {
      throttle.roundFailed(round, 0, 0, STANDARD);
    }
    int failures = throttle.failedRounds;

    for (int round = 140; round <= 200; round++) {
      assertThat(throttle.roundFailed(round, 0, 0, STANDARD)).isFalse();
    }

    assertThat(failures).isEqualTo(200);
    assertThat(throttle.failedRounds).isEqualTo(failures);
  }

  @Test
  @Rule("SS-83")
  void aFreeFailureOfPlacementWaitsForTheNextTick() {
    assertThat(throttle.roundFailed(1, 30, 40, STANDARD)).isFalse();

    assertThat(throttle.allows(39)).isFalse();
    assertThat(throttle.allows(40)).isTrue();
  }

  @Test
  @Rule("SS-86")
  void forgetsAllWhenATaskRuns() {
    for (int round = 1; round <= 3; round++) {
      throttle.roundFailed(round, 1000, 0, STANDARD);
    }
    assertThat(throttle.allows(10_999)).isFalse();
    assertThat(throttle.allows(11_000)).isTrue();

    throttle.reset();

    assertThat(throttle.allows(0)).isTrue();
    assertThat(throttle.roundFailed(4, 1000, 0, STANDARD)).as("free again").isFalse();
  }

  @Test
  void aCopyGoesItsOwnWay() {
    throttle.roundOf(1);
    for (int round = 1; round <= 3; round++) {
      throttle.roundFailed(round, 0, 0, STANDARD);
    }
    Throttle copy = throttle.copy();

    assertThat(copy.roundOf(1)).isEqualTo(throttle.roundOf(1));
    assertThat(copy.roundFailed(3, 0, 0, STANDARD)).as("known there, too").isFalse();
    assertThat(copy.roundFailed(4, 0, 0, STANDARD)).isTrue();
    assertThat(copy.launchesFrom()).isEqualTo(20_000);
    assertThat(copy.failedRounds).isEqualTo(4);
    assertThat(throttle.launchesFrom()).isEqualTo(10_000);
  }

  @Test
  @Rule("SS-1")
  void ticksAreWholeMultiplesOfTheIntervalSinceTheStart() {
    assertThat(Throttle.gridCeiling(7, 7, 10)).isEqualTo(7);
    assertThat(Throttle.gridCeiling(8, 7, 10)).isEqualTo(17);
    assertThat(Throttle.gridCeiling(17, 7, 10)).isEqualTo(17);
    assertThat(Throttle.gridCeiling(18, 7, 0)).isEqualTo(18);
  }
}
