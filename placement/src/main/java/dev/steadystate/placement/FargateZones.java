package dev.steadystate.placement;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.VictimRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Balances Fargate tasks over zones (PL-70). */
final class FargateZones {
  private static final Comparator<TaskView> NEWEST_FIRST =
      comparingLong(TaskView::createdAt)
          .thenComparing(comparingInt(TaskView::launchNumber))
          .reversed();

  private FargateZones() {}

  /** Returns the zone with the fewest tasks of the group, the first by name among equals. */
  static String forLaunch(InstancesView instances, Launch launch) {
    @Nullable String best = null;
    int fewest = Integer.MAX_VALUE;
    for (String zone : launch.zones()) {
      int tasks = instances.fargateTasks(launch.group(), zone);
      if (best == null || tasks < fewest) {
        best = zone;
        fewest = tasks;
      }
    }
    if (best == null) {
      throw new IllegalArgumentException("a Fargate task needs a zone, but the launch has none");
    }
    return best;
  }

  /** Returns {@code a 2, b 1} for the zones of the launch. */
  static String counts(InstancesView instances, Launch launch) {
    return launch.zones().stream()
        .map(zone -> zone + " " + instances.fargateTasks(launch.group(), zone))
        .collect(Collectors.joining(", "));
  }

  /** Returns who stops: from the zone with the most tasks, the newest first. */
  static ImmutableList<TaskView> victims(InstancesView instances, VictimRequest request) {
    Map<String, Zone> zones = new TreeMap<>();
    List<TaskView> candidates = new ArrayList<>(request.candidates());
    candidates.sort(NEWEST_FIRST);
    for (TaskView task : candidates) {
      zones
          .computeIfAbsent(
              task.zone(), name -> new Zone(instances.fargateTasks(request.group(), name)))
          .candidates
          .add(task);
    }
    for (TaskView task : request.leaving()) {
      Zone zone = zones.get(task.zone());
      if (zone != null) {
        zone.tasks--;
      }
    }
    ImmutableList.Builder<TaskView> victims = ImmutableList.builder();
    for (int i = 0; i < request.count() && i < candidates.size(); i++) {
      Zone fullest = zones.values().stream().max(Zone.ORDER).orElseThrow();
      victims.add(fullest.candidates.remove());
      fullest.tasks--;
      zones.values().removeIf(zone -> zone.candidates.isEmpty());
    }
    return victims.build();
  }

  /** A zone with a candidate. */
  private static final class Zone {
    static final Comparator<Zone> ORDER =
        Comparator.<Zone>comparingInt(zone -> zone.tasks)
            .thenComparing(zone -> zone.candidates.element(), NEWEST_FIRST.reversed());

    final Deque<TaskView> candidates = new ArrayDeque<>();
    int tasks;

    Zone(int tasks) {
      this.tasks = tasks;
    }
  }
}
