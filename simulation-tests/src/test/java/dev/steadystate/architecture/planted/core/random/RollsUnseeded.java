package dev.steadystate.architecture.planted.core.random;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

class RollsUnseeded {
  int random() {
    return new Random().nextInt();
  }

  Supplier<Random> byReference() {
    return Random::new;
  }

  int splittable() {
    return new SplittableRandom().nextInt();
  }

  int secure() {
    return new SecureRandom().nextInt();
  }

  int strong() throws NoSuchAlgorithmException {
    return SecureRandom.getInstanceStrong().nextInt();
  }

  int ofTheThread() {
    return ThreadLocalRandom.current().nextInt();
  }

  int generator() {
    return RandomGenerator.getDefault().nextInt();
  }

  double mathematical() {
    return Math.random();
  }

  String uuid() {
    return UUID.randomUUID().toString();
  }

  void shuffle(List<String> names) {
    Collections.shuffle(names);
  }
}
