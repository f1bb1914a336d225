package dev.steadystate.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.testkit.random.Dials;
import dev.steadystate.testkit.random.Feature;
import dev.steadystate.testkit.random.Script;
import dev.steadystate.testkit.random.Scripts;
import dev.steadystate.testkit.scenario.Opening;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LazySchedulerProperties {
  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void passesThatAreLeftOutWouldHaveDoneNothing(@ForAll("scripts") Script script) {
    EcsSimulation lazy = Opening.of(script.scenario());
    EcsSimulation busy =
        Opening.of(script.scenario(), Opening.builder(script.scenario()).passAtEveryTick());

    lazy.runFor(script.length());
    busy.runFor(script.length());

    assertThat(busy.journal().entries().toString()).isEqualTo(lazy.journal().entries().toString());
    assertThat(busy.digest()).isEqualTo(lazy.digest());
  }

  @Provide
  Arbitrary<Script> scripts() {
    return Scripts.scripts(Dials.standard().without(Feature.PROMPT_TIMING));
  }
}
