package dev.steadystate.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChanceTest {
  @Test
  void isReadFromADecimalNumber() {
    assertThat(Chance.parse("0.30")).isEqualTo(Chance.of(3, 10));
    assertThat(Chance.parse("1")).isEqualTo(Chance.always());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1/2", "", "half", "0,5", "NaN", " "})
  void isNothingElse(String text) {
    assertThatThrownBy(() -> Chance.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a chance must be a decimal number from 0 to 1, such as 0.3, but was '" + text + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "1.1", "1e9"})
  void isFromZeroToOne(String text) {
    assertThatThrownBy(() -> Chance.parse(text)).hasMessageContaining("from 0 to 1, but was");
  }
}
