package dev.steadystate.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.Rule;
import org.junit.jupiter.api.Test;

/** So many launches a minute. */
class LaunchRateTest {
  private final LaunchRate rate = new LaunchRate();

  @Test
  @Rule("SS-140")
  void launchesLeaveTheWindowAfterAMinute() {
    rate.add(0, 300);
    rate.add(10_000, 150);
    rate.add(10_000, 50);

    assertThat(rate.room(59_999, 500)).isZero();
    assertThat(rate.nextRoomAt(59_999)).isEqualTo(60_000);
    assertThat(rate.room(60_000, 500)).isEqualTo(300);
    assertThat(rate.nextRoomAt(60_000)).isEqualTo(70_000);
    assertThat(rate.room(69_999, 500)).isEqualTo(300);
    assertThat(rate.room(70_000, 500)).isEqualTo(500);
    assertThat(rate.nextRoomAt(70_000)).isEqualTo(130_000);
  }

  @Test
  @Rule("SS-140")
  void aSmallerLimitLeavesNoRoomBelowZero() {
    rate.add(0, 300);

    assertThat(rate.room(0, 200)).isZero();
  }

  @Test
  @Rule("SS-140")
  void manyInstantsOfAMinuteAreCountedEach() {
    for (int second = 0; second < 100; second++) {
      rate.add(second * 1000L, 1);
    }

    assertThat(rate.room(99_000, 500)).isEqualTo(440);
    assertThat(rate.nextRoomAt(99_000)).isEqualTo(100_000);
  }

  @Test
  void aCopyGoesItsOwnWay() {
    rate.add(0, 3);
    LaunchRate copy = rate.copy();
    copy.add(0, 4);
    copy.add(5, 1);

    assertThat(rate.room(5, 10)).isEqualTo(7);
    assertThat(copy.room(5, 10)).isEqualTo(2);
  }
}
