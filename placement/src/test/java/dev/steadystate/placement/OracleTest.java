package dev.steadystate.placement;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A taste of what {@link OracleProperties} searches through. */
class OracleTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void choosesWhatALookAtEveryInstanceChooses(long seed) {
    new OracleWorld(seed, 300).run();
  }
}
