package dev.steadystate.testkit.random;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.testkit.law.Law;
import dev.steadystate.testkit.law.LawWatch;
import dev.steadystate.testkit.scenario.Opening;
import dev.steadystate.testkit.scenario.Scenario;
import java.time.Duration;

/**
 * A random scenario in two phases: chaos, then the faults end, room is added, and there is time to
 * recover.
 *
 * @param chaos how long things go wrong; what comes later mends the world
 */
public record Script(Scenario scenario, Duration chaos) {
  /**
   * Runs it to its end under these laws.
   *
   * @throws dev.steadystate.testkit.law.LawBroken where one does not hold
   */
  public LawWatch run(Iterable<Law> laws) {
    EcsSimulation simulation = Opening.of(scenario);
    LawWatch watch = LawWatch.over(simulation, laws);
    simulation.runFor(length());
    if (length().compareTo(chaos) > 0) {
      watch.end();
    }
    return watch;
  }

  /** Returns how long it is in all. */
  public Duration length() {
    return scenario.until().length().orElse(chaos);
  }

  /** Prints the scenario file. */
  @Override
  public String toString() {
    return scenario.text();
  }
}
