package dev.steadystate.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest(name = "{0} is {1} ms, written {2}")
  @CsvSource({
    "250ms,  250,       250ms",
    "20s,    20000,     20s",
    "5m,     300000,    5m",
    "1h30m,  5400000,   1h30m",
    "7d,     604800000, 7d",
    "90s,    90000,     1m30s",
    "0s,     0,         0s",
    "0ms,    0,         0s",
    "PT1.5S, 1500,      1s500ms",
    "P1DT2H, 93600000,  1d2h",
    "100000d,8640000000000,100000d",
  })
  void readsAndWritesDurations(String text, long millis, String shortest) {
    assertThat(Durations.parse(text)).hasMillis(millis);
    assertThat(Durations.text(millis)).isEqualTo(shortest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "s",
        "10 s",
        "1.5s",
        "-1s",
        "1m1h",
        "1s1s",
        "1w",
        "10S",
        "PT",
        "P1Y",
        "1h30",
        "9999999999999999s"
      })
  void refusesWhatIsNoDuration(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(text))
        .withMessage(
            "expected a duration such as 250ms, 20s, 5m, 1h30m, 7d or PT20S, but found '%s'", text);
  }

  @Test
  void refusesWhatIsTooLongOrTooFineOrNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse("999999999999999d"))
        .withMessage("a duration is at most 100000d, but found '999999999999999d'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse("PT0.0001S"))
        .withMessage("a duration is whole milliseconds and not negative, but found 'PT0.0001S'");
    assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse("PT-1S"));
  }
}
