package dev.steadystate.testkit.random;

import dev.steadystate.core.random.Keys;
import dev.steadystate.testkit.law.Laws;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the profile {@code mutation-by-laws} runs against mutants of the scheduler: random scripts
 * under the laws, and no expectation of any single case.
 */
class LawsAloneTest {
  private static final int SCRIPTS = 10;

  static LongStream handfuls() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest(name = "handful {0}")
  @MethodSource("handfuls")
  void handfulsOfScriptsKeepTheLaws(long handful) {
    // Every other handful has all features in each script, the rest a random half of
    // them; half of the handfuls have long scripts.
    Dials dials = handful % 4 < 2 ? Dials.standard() : Dials.standard().withSteps(100);
    dials = dials.withSwarm(handful % 2 == 0);
    for (long key = handful * SCRIPTS; key < (handful + 1) * SCRIPTS; key++) {
      Script script = Scripts.script(dials, Keys.of(key, "laws alone"));
      Counterexample.explain(script, it -> it.run(Laws.all()));
    }
  }
}
