package dev.steadystate.placement;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.VictimRequest;
import dev.steadystate.placement.Chain.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Chooses who stops by looking at every candidate for every victim (PL-60 to PL-67). */
final class LinearVictims {
  private final VictimRequest request;
  private final VictimSpot spot;
  private @Nullable Stream stream;

  private LinearVictims(InstancesView instances, VictimRequest request) {
    this.request = request;
    this.spot = new VictimSpot(instances, request.group());
    for (TaskView task : request.leaving()) {
      spot.leaves(task.instance(), task.needs());
    }
  }

  static ImmutableList<TaskView> choose(InstancesView instances, VictimRequest request) {
    return new LinearVictims(instances, request).choose();
  }

  private ImmutableList<TaskView> choose() {
    List<TaskView> left = new ArrayList<>(request.candidates());
    left.sort(comparingInt(TaskView::launchNumber));
    ImmutableList.Builder<TaskView> victims = ImmutableList.builder();
    for (int i = 0; i < request.count() && !left.isEmpty(); i++) {
      TaskView victim = next(left);
      victims.add(victim);
      left.remove(victim);
      spot.leaves(victim.instance(), victim.needs());
    }
    return victims.build();
  }

  private TaskView next(List<TaskView> left) {
    List<TaskView> candidates = left;
    for (Step step : EcsPlacer.policy(request.policy()).chain().steps()) {
      candidates =
          step.basis().is(Basis.Kind.CHANCE)
              ? ImmutableList.of(draw(candidates))
              : highest(
                  candidates,
                  task -> step.strategy().score(spot.at(task.instance(), task.needs())));
    }
    List<TaskView> newest = highest(candidates, TaskView::createdAt);
    return highest(newest, TaskView::launchNumber).get(0);
  }

  private TaskView draw(List<TaskView> candidates) {
    if (stream == null) {
      stream = request.chance().get();
    }
    return candidates.get(stream.nextInt(candidates.size()));
  }

  private static List<TaskView> highest(List<TaskView> candidates, ToLongFunction<TaskView> score) {
    long highest =
        candidates.stream().max(comparingLong(score)).map(score::applyAsLong).orElseThrow();
    List<TaskView> best = new ArrayList<>();
    for (TaskView candidate : candidates) {
      if (score.applyAsLong(candidate) == highest) {
        best.add(candidate);
      }
    }
    return best;
  }
}
