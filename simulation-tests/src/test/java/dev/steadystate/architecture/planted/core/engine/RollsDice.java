package dev.steadystate.architecture.planted.core.engine;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

public class RollsDice {
  public int random(long seed) {
    return new Random(seed).nextInt();
  }

  public int splittable(long seed) {
    return new SplittableRandom(seed).nextInt();
  }

  public int given(RandomGenerator generator) {
    return generator.nextInt();
  }

  public void shuffle(List<String> names, Random random) {
    Collections.shuffle(names, random);
  }
}
