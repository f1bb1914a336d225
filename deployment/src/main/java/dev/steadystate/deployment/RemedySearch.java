package dev.steadystate.deployment;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.spi.Bounds;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.view.ServiceCounts;
import dev.steadystate.deployment.Forecast.Knob;
import dev.steadystate.deployment.Forecast.Remedy;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Looks for the smallest changes that unblock a service, each of which alone does, by runs of
 * forks.
 *
 * <p>What unblocks is taken to do so too when there is more of it, so that halving finds the least:
 * a run has shown that it does, and another that one less does not. Counts near by are tried one by
 * one all the same, for luck, protection and other services can make an exception of each.
 */
final class RemedySearch {
  private static final int MOST_PERCENT = 200;
  private static final int FARTHEST = 100;
  private static final int NEAR_BY = 8;

  private final EcsSimulation ecs;
  private final ServiceUpdate update;
  private final Duration within;

  RemedySearch(EcsSimulation ecs, ServiceUpdate update, Duration within) {
    this.ecs = ecs;
    this.update = update;
    this.within = within;
  }

  /**
   * Returns what helps a service that its bounds block.
   *
   * @param after how long until it is blocked
   */
  ImmutableList<Remedy> forBounds(ServiceView service, Duration after) {
    return found(
        ImmutableList.of(
            minimum(service, after), maximum(service, after), desired(service, after)));
  }

  /** Returns what helps a service whose tasks find no place. */
  ImmutableList<Remedy> forCapacity(ServiceView service, String cluster, Duration after) {
    return found(
        ImmutableList.of(
            minimum(service, after),
            maximum(service, after),
            desired(service, after),
            places(service, cluster, after)));
  }

  private static ImmutableList<Remedy> found(ImmutableList<Optional<Remedy>> remedies) {
    return remedies.stream().flatMap(Optional::stream).collect(toImmutableList());
  }

  private Optional<Remedy> minimum(ServiceView service, Duration after) {
    int present = service.configuration().minimumHealthyPercent();
    return least(
            IntStream.rangeClosed(1, present).map(distance -> present - distance),
            percent -> unblocks(update.withMinimumHealthyPercent(percent), 0, after))
        .map(percent -> new Remedy(Knob.MINIMUM_HEALTHY_PERCENT, present, percent));
  }

  private Optional<Remedy> maximum(ServiceView service, Duration after) {
    int present = service.configuration().maximumPercent();
    return least(
            IntStream.rangeClosed(present + 1, MOST_PERCENT),
            percent -> unblocks(update.withMaximumPercent(percent), 0, after))
        .map(percent -> new Remedy(Knob.MAXIMUM_PERCENT, present, percent));
  }

  /** The nearest other count; of two as near the greater. */
  private Optional<Remedy> desired(ServiceView service, Duration after) {
    if (isDaemon(service)) {
      return Optional.empty();
    }
    int present = service.desiredCount();
    IntPredicate unblocks = count -> unblocks(update.withDesiredCount(count), 0, after);
    Optional<Integer> more =
        nearestOrLeast(
            present,
            IntStream.rangeClosed(present + 1, present + FARTHEST)
                .filter(count -> count <= present + NEAR_BY || mayMove(service, count))
                .limit(NEAR_BY + 1),
            unblocks);
    Optional<Integer> fewer =
        nearestOrLeast(
            present,
            IntStream.rangeClosed(1, present)
                .map(distance -> present - distance)
                .filter(count -> count >= present - NEAR_BY || mayMove(service, count)),
            unblocks);
    return Streams.concat(more.stream(), fewer.stream())
        .min(Comparator.comparingInt(count -> Math.abs(count - present)))
        .map(count -> new Remedy(Knob.DESIRED_COUNT, present, count));
  }

  /** Returns whether the bounds would let a rollout of so many tasks go on (DEP-53). */
  private static boolean mayMove(ServiceView service, int desired) {
    return service.deployments().size() == 1
        || desired == 0
        || Bounds.lower(desired, service.configuration().minimumHealthyPercent()) < desired
        || Bounds.upper(desired, service.configuration().maximumPercent()) > desired;
  }

  /**
   * As many places as the service may have tasks, or, where others take them first, as all services
   * of its cluster may have. An instance is no place for one more daemon but the reason for one.
   */
  private Optional<Remedy> places(ServiceView service, String cluster, Duration after) {
    if (isDaemon(service)) {
      return Optional.empty();
    }
    int own = service.upperBound();
    IntPredicate unblocks = places -> unblocks(update, places, after);
    return nearestOrLeast(0, IntStream.rangeClosed(1, own), unblocks)
        .or(() -> least(IntStream.rangeClosed(own + 1, tasksOf(cluster)), unblocks))
        .map(places -> new Remedy(Knob.CAPACITY, 0, places));
  }

  private int tasksOf(String cluster) {
    return ecs.counts().stream()
        .filter(service -> service.clusterName().equals(cluster))
        .mapToInt(ServiceCounts::ceiling)
        .sum();
  }

  private static boolean isDaemon(ServiceView service) {
    return service.schedulingStrategy() == SchedulingStrategy.DAEMON;
  }

  /** Returns the first near by that unblocks, or else the least far off. */
  private static Optional<Integer> nearestOrLeast(
      int present, IntStream candidates, IntPredicate unblocks) {
    int[] inOrder = candidates.toArray();
    int far = 0;
    while (far < inOrder.length && Math.abs(inOrder[far] - present) <= NEAR_BY) {
      if (unblocks.test(inOrder[far])) {
        return Optional.of(inOrder[far]);
      }
      far++;
    }
    return least(IntStream.of(inOrder).skip(far), unblocks);
  }

  /** Returns the first that unblocks, of candidates of which the last does if any. */
  private static Optional<Integer> least(IntStream candidates, IntPredicate unblocks) {
    int[] inOrder = candidates.toArray();
    int high = inOrder.length - 1;
    if (high < 0 || !unblocks.test(inOrder[high])) {
      return Optional.empty();
    }
    int low = 0;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (unblocks.test(inOrder[middle])) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return Optional.of(inOrder[low]);
  }

  private boolean unblocks(ServiceUpdate changed, int furtherPlaces, Duration blockedAfter) {
    try {
      return new ForecastRun(ecs, changed, within).unblocks(furtherPlaces, blockedAfter);
    } catch (EcsException refused) {
      return false;
    }
  }
}
