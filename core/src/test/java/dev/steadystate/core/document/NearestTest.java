package dev.steadystate.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final ImmutableList<String> KNOWN =
      ImmutableList.of("cluster", "serviceName", "desiredCount", "tags", "role");

  @ParameterizedTest
  @CsvSource({
    "clutser, cluster",
    "ServiceName, serviceName",
    "servicename, serviceName",
    "desired_count, desiredCount",
    "desireCount, desiredCount",
    "tag, tags",
    "rule, role"
  })
  void guessesWhatWasMeant(String name, String meant) {
    assertThat(Nearest.to(name, KNOWN)).contains(meant);
    assertThat(Nearest.hint(name, KNOWN)).isEqualTo(", did you mean " + meant + "?");
  }

  @Test
  void doesNotGuessWildly() {
    assertThat(Nearest.to("healthCheck", KNOWN)).isEmpty();
    assertThat(Nearest.to("x".repeat(1_000_000), KNOWN)).isEmpty();
    assertThat(Nearest.hint("healthCheck", KNOWN))
        .isEqualTo(", expected one of [cluster, serviceName, desiredCount, tags, role]");
  }
}
