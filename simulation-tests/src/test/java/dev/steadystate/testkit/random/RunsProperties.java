package dev.steadystate.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.testkit.compare.Runs;
import dev.steadystate.testkit.scenario.Opening;
import dev.steadystate.testkit.scenario.Scenario;
import dev.steadystate.testkit.scenario.ScenarioRun;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RunsProperties {
  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void theSameSeedGivesTheSameRun(@ForAll("scripts") Script script) {
    Runs.assertSameRun(() -> run(script));
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void aForkRunsOnAsTheOriginal(@ForAll("scripts") Script script) {
    EcsSimulation original = Opening.of(script.scenario());
    original.runFor(script.chaos().dividedBy(2));

    EcsSimulation fork = original.fork();

    original.runFor(script.chaos());
    fork.runFor(script.chaos());
    Runs.assertSameRun(original, fork);
    assertThat(fork.selfCheck()).isEmpty();
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void theFileOfAScriptRunsAsTheScript(@ForAll("scripts") Script script) {
    Scenario read = Scenario.parse(script.scenario().text());

    assertThat(ScenarioRun.of(read).simulation().digest()).isEqualTo(run(script).digest());
  }

  private static EcsSimulation run(Script script) {
    EcsSimulation simulation = Opening.of(script.scenario());
    simulation.runFor(script.length());
    return simulation;
  }

  @Provide
  Arbitrary<Script> scripts() {
    return Scripts.scripts(Dials.standard());
  }
}
