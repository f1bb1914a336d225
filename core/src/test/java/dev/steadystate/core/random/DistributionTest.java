package dev.steadystate.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistributionTest {
  private static final int DRAWS = 100_000;

  @Test
  void constantIsAlwaysTheSame() {
    assertThat(draws(Distribution.constant(Duration.ofSeconds(5)))).containsOnly(5000);
  }

  @Test
  void uniformReachesBothEndsAndNothingBeyond() {
    long[] draws = draws(Distribution.uniform(Duration.ofMillis(2), Duration.ofMillis(5)));

    assertThat(draws).containsOnly(2, 3, 4, 5);
    assertThat(mean(draws)).isCloseTo(3.5, within(0.02));
  }

  @Test
  void exponentialHasItsMean() {
    long[] draws = draws(Distribution.exponential(Duration.ofSeconds(10)));

    assertThat(mean(draws)).isCloseTo(10_000, within(100.0));
    assertThat(LongStream.of(draws).filter(draw -> draw > 10_000).count())
        .isBetween(36_300L, 37_300L);
  }

  @Test
  void normalHasItsMeanAndDeviationAndIsNeverNegative() {
    long[] draws = draws(Distribution.normal(Duration.ofSeconds(10), Duration.ofSeconds(2)));
    long[] wide = draws(Distribution.normal(Duration.ofSeconds(1), Duration.ofSeconds(9)));

    assertThat(mean(draws)).isCloseTo(10_000, within(30.0));
    assertThat(LongStream.of(draws).filter(draw -> draw > 12_000).count())
        .isBetween(15_400L, 16_400L);
    assertThat(LongStream.of(wide).min()).hasValue(0);
  }

  @Test
  void drawsTheSameOnEveryMachine() {
    Stream stream = Stream.of(Keys.of(42, "test"));

    assertThat(
            LongStream.of(
                Distribution.uniform(Duration.ZERO, Duration.ofHours(1)).draw(stream),
                Distribution.exponential(Duration.ofHours(1)).draw(stream),
                Distribution.normal(Duration.ofHours(1), Duration.ofMinutes(5)).draw(stream)))
        .containsExactly(2131549L, 6129119L, 3763435L);
  }

  @Test
  void refusesWhatIsNoLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Distribution.constant(Duration.ofMillis(-1)))
        .withMessage("length must not be negative, but was -1ms");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Distribution.uniform(Duration.ofMillis(2), Duration.ofMillis(1)))
        .withMessage("uniform wants the shorter length first, but was [2ms, 1ms]");
  }

  @Test
  void chanceHitsItsShare() {
    Chance chance = Chance.of(new BigDecimal("0.30"));
    Stream stream = Stream.of(Keys.of(0, "test"));

    long hits = LongStream.range(0, DRAWS).filter(i -> chance.hits(stream)).count();

    assertThat(chance).hasToString("3/10");
    assertThat(hits).isBetween(29_500L, 30_500L);
  }

  @Test
  void greaterChanceHitsWhateverTheSmallerHits() {
    for (int i = 0; i < 1000; i++) {
      boolean small = Chance.of(3, 10).hits(Stream.of(Keys.of(i, "test")));
      boolean great = Chance.of(31, 100).hits(Stream.of(Keys.of(i, "test")));

      assertThat(great || !small).isTrue();
    }
  }

  @Test
  void certaintyAlwaysHitsAndImpossibilityNever() {
    for (int i = 0; i < 1000; i++) {
      assertThat(Chance.always().hits(Stream.of(i))).isTrue();
      assertThat(Chance.of(0, 7).hits(Stream.of(i))).isFalse();
    }
  }

  private static long[] draws(Distribution distribution) {
    Stream stream = Stream.of(Keys.of(0, "test"));
    return LongStream.generate(() -> distribution.draw(stream)).limit(DRAWS).toArray();
  }

  private static double mean(long[] draws) {
    return LongStream.of(draws).average().orElseThrow();
  }
}
