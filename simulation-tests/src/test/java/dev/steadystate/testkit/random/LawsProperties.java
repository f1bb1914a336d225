package dev.steadystate.testkit.random;

import dev.steadystate.testkit.law.Laws;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class LawsProperties {
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
}
