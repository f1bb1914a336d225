package dev.steadystate.testkit.random;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.steadystate.core.random.Stream;
import java.time.Duration;
import java.util.EnumSet;

/** What is drawn for one world: which features it has, and whatever else hangs on chance. */
final class Luck {
  private final Dials dials;
  private final Stream chance;
  private final ImmutableSet<Feature> features;

  Luck(Dials dials, Stream chance) {
    this.dials = dials;
    this.chance = chance;
    this.features = dials.swarm() ? half(dials.features()) : dials.features();
  }

  private ImmutableSet<Feature> half(ImmutableSet<Feature> all) {
    EnumSet<Feature> some = EnumSet.noneOf(Feature.class);
    for (Feature feature : all) {
      if (oneIn(2)) {
        some.add(feature);
      }
    }
    return Sets.immutableEnumSet(some);
  }

  Dials dials() {
    return dials;
  }

  boolean has(Feature feature) {
    return features.contains(feature);
  }

  /** Returns whether the world has the feature and one chance in so many hits. */
  boolean has(Feature feature, int oneIn) {
    return has(feature) && oneIn(oneIn);
  }

  boolean oneIn(int number) {
    return chance.nextInt(number) == 0;
  }

  int between(int least, int most) {
    return least + chance.nextInt(most - least + 1);
  }

  <T> T pick(ImmutableList<T> all) {
    return all.get(chance.nextInt(all.size()));
  }

  /** Times fall on whole seconds, and often on ticks. */
  Duration at(Duration latest) {
    int second = between(0, (int) latest.toSeconds());
    return Duration.ofSeconds(oneIn(3) ? second / 10 * 10 : second);
  }

  /** Returns how many tasks a service wants. */
  int desiredCount() {
    return between(0, dials.tasks());
  }
}
