package dev.steadystate.placement;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.placement.Chain.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Places by looking at every instance, as PL-1 says it. It is right for every strategy, also for
 * one that declares nothing, and the measure for the index.
 */
final class LinearPlacer {
  /** How often PL-44 draws among all instances. */
  static final int DRAWS = 32;

  private final InstancesView instances;
  private final ScanSpot spot;

  LinearPlacer(InstancesView instances) {
    this.instances = instances;
    this.spot = new ScanSpot(instances);
  }

  int place(Launch launch) {
    List<Integer> candidates = fitting(launch);
    for (Step step : policy(launch).chain().steps()) {
      if (candidates.size() <= 1) {
        break;
      }
      candidates =
          step.basis().is(Basis.Kind.CHANCE)
              ? ImmutableList.of(draw(candidates, launch))
              : best(candidates, step.strategy());
    }
    return candidates.stream().min(byZoneThenRegistration(instances)).orElse(Placer.NOWHERE);
  }

  /** Returns the instances that pass every check, in order of registration. */
  List<Integer> fitting(Launch launch) {
    spot.forget();
    Checks checks = new Checks(launch, policy(launch), spot);
    List<Integer> fitting = new ArrayList<>();
    for (int instance = 0; instance < instances.size(); instance++) {
      if (checks.pass(instance)) {
        fitting.add(instance);
      }
    }
    return fitting;
  }

  /** Returns the candidates with the lowest score, in order. */
  List<Integer> best(List<Integer> candidates, Strategy strategy) {
    List<Integer> best = new ArrayList<>();
    long lowest = Long.MAX_VALUE;
    for (int candidate : candidates) {
      long score = score(candidate, strategy);
      if (score < lowest) {
        lowest = score;
        best.clear();
      }
      if (score == lowest) {
        best.add(candidate);
      }
    }
    return best;
  }

  /** Returns the score of a candidate of the task that was last looked at. */
  long score(int candidate, Strategy strategy) {
    return strategy.score(spot.at(candidate));
  }

  /** Draws as PL-44 says, so that an index need not count candidates. */
  int draw(List<Integer> candidates, Launch launch) {
    Stream stream = launch.chance().get();
    for (int i = 0; i < DRAWS; i++) {
      Integer drawn = stream.nextInt(instances.size());
      if (candidates.contains(drawn)) {
        return drawn;
      }
    }
    return candidates.get(stream.nextInt(candidates.size()));
  }

  /** Returns the order of PL-8. */
  static Comparator<Integer> byZoneThenRegistration(InstancesView instances) {
    return Comparator.<Integer, String>comparing(instances::zone)
        .thenComparing(Comparator.naturalOrder());
  }

  private static EcsPlacementPolicy policy(Launch launch) {
    return EcsPlacer.policy(launch.policy());
  }
}
