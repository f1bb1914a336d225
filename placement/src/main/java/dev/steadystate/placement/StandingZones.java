package dev.steadystate.placement;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.StandingPool;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.VictimRequest;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Chooses who stops of a standing pool on Fargate: from the fullest zone, the newest (PL-70). */
final class StandingZones implements StandingIndex {
  private final InstancesView instances;
  private final StandingPool pool;
  private final int group;
  private final SortedMap<String, Zone> zones = new TreeMap<>();

  StandingZones(InstancesView instances, VictimRequest request, StandingPool pool) {
    this.instances = instances;
    this.pool = pool;
    this.group = request.group();
    pool.tasks().forEach(this::add);
  }

  @Override
  public boolean isOf(StandingPool other) {
    return pool == other;
  }

  @Override
  public boolean serves(VictimRequest request) {
    return request.fargate() && request.pool() == pool && request.group() == group;
  }

  @Override
  public ImmutableList<TaskView> choose(VictimRequest request) {
    pool.joined().forEach(this::add);
    zones.forEach((name, zone) -> zone.tasks = instances.fargateTasks(group, name));
    for (TaskView task : request.leaving()) {
      Zone zone = zones.get(task.zone());
      if (zone != null) {
        zone.tasks--;
      }
    }
    ImmutableList.Builder<TaskView> victims =
        ImmutableList.builderWithExpectedSize(request.count());
    for (int i = 0; i < request.count(); i++) {
      Zone fullest = fullest();
      if (fullest == null || fullest.top == null) {
        break;
      }
      victims.add(fullest.top);
      fullest.stack.pop();
      fullest.tasks--;
    }
    return victims.build();
  }

  private void add(TaskView task) {
    zones
        .computeIfAbsent(task.zone(), first -> new Zone())
        .stack
        .add(task.launchNumber(), task.handle());
  }

  private @Nullable Zone fullest() {
    @Nullable Zone fullest = null;
    for (Zone zone : zones.values()) {
      if (zone.find(pool) && (fullest == null || zone.goesBefore(fullest))) {
        fullest = zone;
      }
    }
    return fullest;
  }

  /** The tasks of the pool in a zone, and how many of the group are there. */
  private static final class Zone {
    final LaunchStack stack = new LaunchStack();
    int tasks;
    @Nullable TaskView top;

    /** Looks for the newest task that is in the pool still. */
    boolean find(StandingPool pool) {
      top = null;
      while (top == null && !stack.isEmpty()) {
        top = pool.find(stack.launchNumber(), stack.handle());
        if (top == null) {
          stack.pop();
        }
      }
      return top != null;
    }

    boolean goesBefore(Zone other) {
      return tasks > other.tasks
          || (tasks == other.tasks && stack.launchNumber() > other.stack.launchNumber());
    }
  }
}
