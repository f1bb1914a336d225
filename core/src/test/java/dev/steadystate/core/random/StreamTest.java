package dev.steadystate.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.Ints;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of chance, and chances drawn from them. */
class StreamTest {
  private static final int DRAWS = 60_000;

  @Test
  void drawsTheSameForTheSameKey() {
    Stream one = Stream.of(7);
    Stream other = Stream.of(7);

    for (int i = 0; i < 100; i++) {
      assertThat(one.nextLong()).isEqualTo(other.nextLong());
    }
    assertThat(Stream.of(7).nextLong()).isNotEqualTo(Stream.of(8).nextLong());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 1_500_000_000, Integer.MAX_VALUE})
  void drawsNumbersBelowTheBoundAlike(int bound) {
    Stream stream = Stream.of(bound);
    int[] sixths = new int[6];

    for (int i = 0; i < DRAWS; i++) {
      int drawn = stream.nextInt(bound);
      assertThat(drawn).isBetween(0, bound - 1);
      sixths[(int) (drawn * 6L / bound)]++;
    }

    if (bound >= 6) {
      assertThat(Ints.asList(sixths))
          .allSatisfy(count -> assertThat(count).isBetween(9_500, 10_500));
    }
  }

  @Test
  void drawsEachOfManyAlikeWhereTheBoundDividesNothing() {
    // Three quarters of 2^32: without rejection every third number would come twice as often.
    int bound = 3 << 29;
    Stream stream = Stream.of(11);
    int[] thirds = new int[3];

    for (int i = 0; i < DRAWS; i++) {
      thirds[stream.nextInt(bound) % 3]++;
    }

    assertThat(Ints.asList(thirds))
        .allSatisfy(count -> assertThat(count).isBetween(19_500, 20_500));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 10, 1L << 40, Long.MAX_VALUE})
  void drawsLongNumbersBelowTheBoundAndNeverLessForAGreaterOne(long bound) {
    Stream smaller = Stream.of(5);
    Stream greater = Stream.of(5);
    long sum = 0;

    for (int i = 0; i < 1000; i++) {
      long drawn = smaller.nextLong(bound);
      assertThat(drawn).isBetween(0L, bound - 1);
      assertThat(greater.nextLong(Long.MAX_VALUE)).isGreaterThanOrEqualTo(drawn);
      sum += drawn / 1000;
    }

    if (bound > 1_000_000) {
      assertThat(sum).isBetween(bound / 100 * 45, bound / 100 * 55);
    }
  }

  @Test
  void hasNoNumbersBelowNothing() {
    Stream stream = Stream.of(1);

    assertThatThrownBy(() -> stream.nextInt(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bound must be positive, but was 0");
    assertThatThrownBy(() -> stream.nextLong(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stream.nextInt(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({"0, 1, 0, 0", "1, 1, 60000, 60000", "1, 2, 29400, 30600", "1, 100, 500, 700"})
  void hitsAsOftenAsItsShare(int numerator, int denominator, int atLeast, int atMost) {
    Chance chance = Chance.of(numerator, denominator);
    Stream stream = Stream.of(3);
    int hits = 0;

    for (int i = 0; i < DRAWS; i++) {
      hits += chance.hits(stream) ? 1 : 0;
    }

    assertThat(hits).isBetween(atLeast, atMost);
    assertThat(chance.isCertain()).isEqualTo(numerator == denominator);
  }

  @Test
  void drawsOnceWhateverTheChance() {
    Stream one = Stream.of(3);
    Stream other = Stream.of(3);

    Chance.of(0, 1).hits(one);
    Chance.always().hits(other);

    assertThat(one.nextLong()).isEqualTo(other.nextLong());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "0.5, 1/2", "0.25, 1/4", "0.000000001, 1/1000000000", "1.0, 1"})
  void readsADecimalShare(String share, String chance) {
    assertThat(Chance.of(new BigDecimal(share))).hasToString(chance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "1.1", "0.0000000001"})
  void refusesWhatIsNoShare(String share) {
    assertThatThrownBy(() -> Chance.of(new BigDecimal(share)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(new BigDecimal(share).toString());
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "-1, 2", "3, 2", "1, 1000000001"})
  void refusesWhatIsNoFraction(int numerator, int denominator) {
    assertThatThrownBy(() -> Chance.of(numerator, denominator))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
