package dev.steadystate.testkit.random;

import com.google.common.collect.ImmutableList;
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
  /** As many as find most of what can be found; the ordinary build has other tests too. */
  private static final int SCRIPTS = Integer.getInteger("steadystate.laws.scripts", 10);

  /** A random half of all features in each script or all of them, short and long, few and many. */
  private static final ImmutableList<Dials> SIZES =
      ImmutableList.of(
          Dials.standard(),
          Dials.standard().withSwarm(false),
          Dials.standard().withSteps(100),
          Dials.standard().withSteps(100).withSwarm(false),
          Dials.standard().withSize(3, 4, 30).withSteps(100));

  static LongStream handfuls() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest(name = "handful {0}")
  @MethodSource("handfuls")
  void handfulsOfScriptsKeepTheLaws(long handful) {
    Dials dials = SIZES.get((int) handful % SIZES.size());
    for (long key = handful * SCRIPTS; key < (handful + 1) * SCRIPTS; key++) {
      Script script = Scripts.script(dials, Keys.of(key, "laws alone"));
      Counterexample.explain(script, it -> it.run(Laws.all()));
    }
  }
}
