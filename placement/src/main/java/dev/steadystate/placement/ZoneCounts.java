package dev.steadystate.placement;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.TaskView;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * The live tasks of a service in each configured zone, and where they should be.
 *
 * <p>3, 1 and 1 tasks in a, b and c, five wanted: the target is 2, 2 and 1, so b lacks one and a
 * has one too many.
 */
final class ZoneCounts {
  private static final int NOWHERE = -1;

  /** The configured zones in order of name, and how many live tasks each has. */
  private final ImmutableList<String> zones;

  private final int[] counts;

  /** How many tasks are wanted in all of them together. */
  private final int wanted;

  private ZoneCounts(ImmutableList<String> zones, int[] counts, int wanted) {
    this.zones = zones;
    this.counts = counts;
    this.wanted = wanted;
  }

  static ZoneCounts of(ServiceView service) {
    ImmutableList<String> zones = service.zones();
    int[] counts = new int[zones.size()];
    int elsewhere = service.live();
    for (int zone = 0; zone < counts.length; zone++) {
      counts[zone] = service.liveInZone(zones.get(zone));
      elsewhere -= counts[zone];
    }
    // Tasks in a zone that is not configured, or not any more, stay where they are.
    return new ZoneCounts(zones, counts, Math.max(0, service.desiredCount() - elsewhere));
  }

  /** Spreads evenly; the remainder goes where most tasks are, which moves fewest (PL-87). */
  private int[] targets() {
    int[] targets = new int[counts.length];
    int remainder = counts.length == 0 ? 0 : wanted % counts.length;
    for (int zone : fullestFirst()) {
      targets[zone] = wanted / counts.length + (remainder > 0 ? 1 : 0);
      remainder--;
    }
    return targets;
  }

  private ImmutableList<Integer> fullestFirst() {
    // The sort is stable, so equals stay in the order of their names.
    return IntStream.range(0, counts.length)
        .boxed()
        .sorted(comparing(zone -> -counts[zone]))
        .collect(toImmutableList());
  }

  int count(String zone) {
    return counts[zones.indexOf(zone)];
  }

  /** Returns whether the counts differ by at most one (PL-84). */
  boolean areBalanced() {
    int fewest = Integer.MAX_VALUE;
    int most = Integer.MIN_VALUE;
    for (int count : counts) {
      fewest = Math.min(fewest, count);
      most = Math.max(most, count);
    }
    return counts.length == 0 || most - fewest <= 1;
  }

  /**
   * Returns how many tasks to start in which zones (PL-87): one by one in the zone with the fewest,
   * the first by name among equals, while there is room and a zone is below its target.
   *
   * @param room how many tasks at most
   * @param refused zones that are left out
   */
  ImmutableSortedMap<String, Integer> starts(int room, SortedMap<String, ?> refused) {
    int[] targets = targets();
    int[] after = counts.clone();
    for (int i = 0; i < room; i++) {
      int fewest = NOWHERE;
      for (int zone = 0; zone < after.length; zone++) {
        if (!refused.containsKey(zones.get(zone))
            && after[zone] < targets[zone]
            && (fewest == NOWHERE || after[zone] < after[fewest])) {
          fewest = zone;
        }
      }
      if (fewest == NOWHERE) {
        break;
      }
      after[fewest]++;
    }
    return changes(after);
  }

  /** Returns by how many tasks each zone would change, of those that would. */
  private ImmutableSortedMap<String, Integer> changes(int[] after) {
    ImmutableSortedMap.Builder<String, Integer> changes = ImmutableSortedMap.naturalOrder();
    for (int zone = 0; zone < after.length; zone++) {
      if (after[zone] != counts[zone]) {
        changes.put(zones.get(zone), Math.abs(after[zone] - counts[zone]));
      }
    }
    return changes.buildOrThrow();
  }

  /**
   * Returns how many tasks to stop in which zones: one by one in the zone with the most, the first
   * by name among equals, of those above their target where an unprotected task is left (PL-89).
   */
  Stops stops(int surplus, ImmutableList<? extends TaskView> protectedTasks) {
    int[] sheltered = new int[counts.length];
    for (TaskView task : protectedTasks) {
      int zone = zones.indexOf(task.zone());
      if (zone >= 0) {
        sheltered[zone]++;
      }
    }
    int[] targets = targets();
    int[] left = counts.clone();
    int total = 0;
    for (; total < surplus; total++) {
      int most = NOWHERE;
      for (int zone = 0; zone < left.length; zone++) {
        if (left[zone] > targets[zone]
            && left[zone] > sheltered[zone]
            && (most == NOWHERE || left[zone] > left[most])) {
          most = zone;
        }
      }
      if (most == NOWHERE) {
        break;
      }
      left[most]--;
    }
    int inTheWay = 0;
    for (int zone = 0; zone < left.length; zone++) {
      inTheWay += left[zone] > targets[zone] ? sheltered[zone] : 0;
    }
    return new Stops(changes(left), total, inTheWay);
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
    return fullestFirst().stream()
        .map(zone -> counts[zone] + " tasks in " + zones.get(zone))
        .collect(joining(", "));
  }
}
