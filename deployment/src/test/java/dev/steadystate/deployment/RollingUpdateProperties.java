package dev.steadystate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Holds random services against the laws of {@link Stage}: never above the ceiling by a start that
 * it limits, never below the floor by a stop, nothing launched by what was abandoned, and a pass
 * repeated in the same instant does nothing. When the faults end, a service comes to rest.
 */
class RollingUpdateProperties {
  @Property(tries = 500)
  void keepsTheLawsAndComesToRest(
      @ForAll @IntRange(min = 0, max = 6) int desired,
      @ForAll @IntRange(min = 0, max = 10) int minimum,
      @ForAll @IntRange(min = 10, max = 20) int maximum,
      @ForAll boolean breaker,
      @ForAll long seed) {
    Trouble.keepsTheLawsAndComesToRest(desired, minimum * 10, maximum * 10, breaker, seed);
  }

  /** Task 4 recovered while its replacement starts; task 5 is replaced in the very first pass. */
  @Example
  void aRecoveryDoesNotKeepAnotherUnhealthyTaskFromItsReplacement() {
    keepsTheLawsAndComesToRest(3, 4, 17, true, -152_218);
  }

  @Property(tries = 400)
  void rollsWithinAnyBoundsOrSaysThatItIsStuck(
      @ForAll @IntRange(min = 0, max = 6) int desired,
      @ForAll @IntRange(min = 0, max = 10) int minimum,
      @ForAll @IntRange(min = 10, max = 20) int maximum) {
    Stage stage = Stage.steady(desired, minimum * 10, maximum * 10);
    stage.deploy();

    stage.runUntilQuiet();

    boolean stuck = stage.lowerBound() == desired && stage.upperBound() == desired && desired > 0;
    String last = stage.happenings.get(stage.happenings.size() - 1);
    assertThat(last).startsWith(stuck ? "was unable to stop or start tasks" : "B completed");
  }
}
