package dev.steadystate.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.random.Keys;
import dev.steadystate.testkit.law.Law;
import dev.steadystate.testkit.law.Laws;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class LawsProperties {
  /** {@code mvn -Pswarm}: a hundred thousand scripts, on all cores. */
  private static final boolean SWARM = Boolean.getBoolean("steadystate.swarm");

  /** All features, prompt timing among them; each run leaves out a random half. */
  private static final Dials DIALS = Dials.standard();

  @Property(
      tries = 1000,
      seed = "2026",
      edgeCases = EdgeCasesMode.NONE,
      generation = GenerationMode.RANDOMIZED,
      shrinking = ShrinkingMode.FULL)
  void everyLawHoldsForAnyScript(@ForAll("scripts") Script script) {
    Counterexample.explain(script, it -> it.run(Laws.all()));
  }

  @Provide
  Arbitrary<Script> scripts() {
    return Scripts.scripts(DIALS);
  }

  @Example
  void manyScriptsVisitEverythingWorthVisiting() {
    Set<String> visited = ConcurrentHashMap.newKeySet();

    LongStream.range(0, 500)
        .parallel()
        .mapToObj(key -> Scripts.script(DIALS, Keys.of(key, "visits")))
        .forEach(script -> visited.addAll(script.run(Laws.all()).visited()));

    assertThat(visited)
        .containsAll(
            Laws.all().stream()
                .filter(law -> law.kind() == Law.Kind.SOMETIMES)
                .map(Law::name)
                .collect(Collectors.toSet()));
  }

  @Example
  void aHundredThousandScriptsKeepEveryLaw() {
    long count = SWARM ? 100_000 : 100;

    long kept =
        LongStream.range(0, count)
            .parallel()
            .filter(key -> keepsAll(Scripts.script(DIALS, Keys.of(key, "swarm"))))
            .count();

    System.out.println(kept + " of " + count + " random scripts keep all laws");
    assertThat(kept).isEqualTo(count);
  }

  private static boolean keepsAll(Script script) {
    Counterexample.shrinkAndExplain(script, it -> it.run(Laws.all()));
    return true;
  }
}
