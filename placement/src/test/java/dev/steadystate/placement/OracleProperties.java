package dev.steadystate.placement;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The index always answers what a look at every instance answers. */
class OracleProperties {
  // PL-1 to PL-8, PL-10 to PL-18, PL-30 to PL-33, PL-40 to PL-47, PL-60 to PL-67
  @Property(tries = 50, shrinking = ShrinkingMode.OFF)
  void choosesWhatALookAtEveryInstanceChooses(@ForAll long seed) {
    new OracleWorld(seed, Boolean.getBoolean("steadystate.swarm") ? 20_000 : 1_000).run();
  }

  /** The generator is worth something: it meets every answer often. */
  @Example
  void placesRefusesAndStops() {
    int placed = 0;
    int refused = 0;
    int stopped = 0;
    int changed = 0;
    int chosenFromPools = 0;
    for (int seed = 0; seed < 20; seed++) {
      OracleWorld world = new OracleWorld(seed, 500);
      world.run();
      placed += world.placed;
      refused += world.refused;
      stopped += world.stopped;
      changed += world.changed;
      chosenFromPools += world.chosenFromPools;
    }

    assertThat(placed).isGreaterThan(100);
    assertThat(refused).isGreaterThan(100);
    assertThat(stopped).isGreaterThan(100);
    assertThat(changed).isGreaterThan(20);
    assertThat(chosenFromPools).isGreaterThan(100);
  }
}
