package dev.steadystate.placement;

import static java.util.Comparator.comparing;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.TaskView;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The live tasks of a service in each configured zone, and where they should be.
 *
 * <p>3, 1 and 1 tasks in a, b and c, five wanted: the target is 2, 2 and 1, so b lacks one and a
 * has one too many.
 */
final class ZoneCounts {
  private final ImmutableSortedMap<String, Integer> counts;
  private final ImmutableSortedMap<String, Integer> targets;

  private ZoneCounts(ImmutableSortedMap<String, Integer> counts, int wanted) {
    this.counts = counts;
    this.targets = targets(counts, wanted);
  }

  static ZoneCounts of(ServiceView service) {
    ImmutableSortedMap.Builder<String, Integer> counts = ImmutableSortedMap.naturalOrder();
    int elsewhere = service.live();
    for (String zone : service.zones()) {
      int live = service.liveInZone(zone);
      counts.put(zone, live);
      elsewhere -= live;
    }
    // Tasks in a zone that is not configured, or not any more, stay where they are.
    return of(counts.buildOrThrow(), Math.max(0, service.desiredCount() - elsewhere));
  }

  /** Returns these counts when so many tasks are wanted in all zones together. */
  static ZoneCounts of(ImmutableSortedMap<String, Integer> counts, int wanted) {
    return new ZoneCounts(counts, wanted);
  }

  /** Spreads evenly; the remainder goes where most tasks are, which moves fewest (PL-87). */
  private static ImmutableSortedMap<String, Integer> targets(
      ImmutableSortedMap<String, Integer> counts, int wanted) {
    ImmutableSortedMap.Builder<String, Integer> targets = ImmutableSortedMap.naturalOrder();
    int remainder = counts.isEmpty() ? 0 : wanted % counts.size();
    for (String zone : fullestFirst(counts)) {
      targets.put(zone, wanted / counts.size() + (remainder > 0 ? 1 : 0));
      remainder--;
    }
    return targets.buildOrThrow();
  }

  private static ImmutableList<String> fullestFirst(ImmutableSortedMap<String, Integer> counts) {
    // The sort is stable, so equals stay in the order of their names.
    return counts.entrySet().stream()
        .sorted(comparing(Map.Entry<String, Integer>::getValue, Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .collect(ImmutableList.toImmutableList());
  }

  int count(String zone) {
    return counts.getOrDefault(zone, 0);
  }

  /** Returns whether the counts differ by at most one (PL-84). */
  boolean areBalanced() {
    int fewest = Integer.MAX_VALUE;
    int most = Integer.MIN_VALUE;
    for (int count : counts.values()) {
      fewest = Math.min(fewest, count);
      most = Math.max(most, count);
    }
    return counts.isEmpty() || most - fewest <= 1;
  }

  /**
   * Returns how many tasks to start in which zones (PL-87): one by one in the zone with the fewest,
   * the first by name among equals, while there is room and a zone is below its target.
   *
   * @param room how many tasks at most
   * @param refused zones that are left out
   */
  ImmutableSortedMap<String, Integer> starts(int room, SortedMap<String, ?> refused) {
    SortedMap<String, Integer> starts = new TreeMap<>();
    for (int i = 0; i < room; i++) {
      @Nullable String zone = null;
      for (String each : counts.keySet()) {
        if (!refused.containsKey(each)
            && after(each, starts) < target(each)
            && (zone == null || after(each, starts) < after(zone, starts))) {
          zone = each;
        }
      }
      if (zone == null) {
        break;
      }
      starts.merge(zone, 1, Integer::sum);
    }
    return ImmutableSortedMap.copyOf(starts);
  }

  private int after(String zone, SortedMap<String, Integer> starts) {
    return count(zone) + starts.getOrDefault(zone, 0);
  }

  private int target(String zone) {
    return targets.getOrDefault(zone, 0);
  }

  /**
   * Returns how many tasks to stop in which zones: one by one in the zone with the most, the first
   * by name among equals, of those above their target where an unprotected task is left (PL-89).
   */
  Stops stops(int surplus, ImmutableList<? extends TaskView> protectedTasks) {
    SortedMap<String, Integer> sheltered = new TreeMap<>();
    for (TaskView task : protectedTasks) {
      sheltered.merge(task.zone(), 1, Integer::sum);
    }
    SortedMap<String, Integer> stops = new TreeMap<>();
    ToIntFunction<String> left = zone -> count(zone) - stops.getOrDefault(zone, 0);
    int total = 0;
    for (; total < surplus; total++) {
      @Nullable String zone = null;
      for (String each : counts.keySet()) {
        if (left.applyAsInt(each) > target(each)
            && left.applyAsInt(each) > sheltered.getOrDefault(each, 0)
            && (zone == null || left.applyAsInt(each) > left.applyAsInt(zone))) {
          zone = each;
        }
      }
      if (zone == null) {
        break;
      }
      stops.merge(zone, 1, Integer::sum);
    }
    int inTheWay = 0;
    for (String zone : counts.keySet()) {
      if (left.applyAsInt(zone) > target(zone)) {
        inTheWay += sheltered.getOrDefault(zone, 0);
      }
    }
    return new Stops(ImmutableSortedMap.copyOf(stops), total, inTheWay);
  }

  /**
   * Who stops.
   *
   * @param perZone how many in which zone
   * @param total how many in all
   * @param protectedTasks how many protected tasks there are in zones that stay too full
   */
  record Stops(ImmutableSortedMap<String, Integer> perZone, int total, int protectedTasks) {}

  /** Returns {@code 3 tasks in a, 1 tasks in b}, the most first (file 4, B.4). */
  @Override
  public String toString() {
    return fullestFirst(counts).stream()
        .map(zone -> count(zone) + " tasks in " + zone)
        .collect(Collectors.joining(", "));
  }
}
