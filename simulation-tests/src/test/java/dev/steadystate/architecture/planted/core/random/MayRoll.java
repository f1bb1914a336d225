package dev.steadystate.architecture.planted.core.random;

import java.util.SplittableRandom;

class MayRoll {
  double exponential(SplittableRandom random) {
    return -StrictMath.log(1 - random.nextDouble());
  }
}
