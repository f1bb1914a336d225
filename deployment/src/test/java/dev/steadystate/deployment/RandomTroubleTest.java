package dev.steadystate.deployment;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Some of the random services of {@link RollingUpdateProperties}, the same ones in every run. */
class RandomTroubleTest {
  private static final int SERVICES = 4;

  static LongStream handfuls() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest(name = "handful {0}")
  @MethodSource("handfuls")
  void servicesKeepTheLawsAndComeToRest(long handful) {
    for (long seed = handful * SERVICES; seed < (handful + 1) * SERVICES; seed++) {
      Random chance = new Random(seed);
      Trouble.keepsTheLawsAndComesToRest(
          chance.nextInt(7),
          chance.nextInt(11) * 10,
          100 + chance.nextInt(11) * 10,
          chance.nextBoolean(),
          seed);
    }
  }
}
