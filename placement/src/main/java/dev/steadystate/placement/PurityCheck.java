package dev.steadystate.placement;

import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.placement.Chain.Step;
import dev.steadystate.placement.EcsPlacementPolicy.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Asks strategies and constraints everything twice, the second time in another order, and names the
 * one that answers differently; and compares the index, which believes what they declare, with a
 * look at every instance. It costs that look at every placement.
 */
final class PurityCheck {
  private final InstancesView instances;
  private final LinearPlacer linear;
  private final ScanSpot spot;

  PurityCheck(InstancesView instances) {
    this.instances = instances;
    this.linear = new LinearPlacer(instances);
    this.spot = new ScanSpot(instances);
  }

  /** Checks what has placed this task there. */
  void check(Launch launch, int placed) {
    EcsPlacementPolicy policy = EcsPlacer.policy(launch.policy());
    List<Integer> all = new ArrayList<>();
    for (int instance = 0; instance < instances.size(); instance++) {
      all.add(instance);
    }
    spot.forget();
    spot.lookFor(launch.group(), launch.needs());
    for (Rule rule : policy.rules()) {
      askTwice(
          "constraint", rule.text(), all, candidate -> rule.constraint().allows(candidate) ? 1 : 0);
    }
    for (Step step : policy.chain().ranking()) {
      askTwice("strategy", step.text(), linear.fitting(launch), step.strategy()::score);
    }
    int seen = linear.place(launch);
    if (seen != placed) {
      throw new IllegalArgumentException(
          "one of "
              + policy
              + " depends on more than its basis says: the index chose "
              + name(placed)
              + ", a look at every instance "
              + name(seen));
    }
  }

  private void askTwice(String what, String name, List<Integer> candidates, Question question) {
    long[] answers = new long[instances.size()];
    for (int candidate : candidates) {
      answers[candidate] = question.answer(spot.at(candidate));
    }
    for (int candidate : shuffled(candidates)) {
      long answer = question.answer(spot.at(candidate));
      if (answer != answers[candidate]) {
        throw new IllegalArgumentException(
            "placement "
                + what
                + " '"
                + name
                + "' must answer alike when asked again in another order, but for "
                + name(candidate)
                + " said "
                + answers[candidate]
                + " and then "
                + answer);
      }
    }
  }

  private static List<Integer> shuffled(List<Integer> candidates) {
    List<Integer> shuffled = new ArrayList<>(candidates);
    Stream order = Stream.of(candidates.size());
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, order.nextInt(i + 1));
    }
    return shuffled;
  }

  private String name(int instance) {
    return instance < 0 ? "none" : instances.ec2InstanceId(instance);
  }

  /** What is asked about a candidate. */
  private interface Question {
    long answer(Candidate candidate);
  }
}
