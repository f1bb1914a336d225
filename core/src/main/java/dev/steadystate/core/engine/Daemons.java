package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.spi.DaemonSlot;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.TaskView;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which instances daemons want, and the room kept for them (SS-21 to SS-25). */
final class Daemons {
  private final World world;

  Daemons(World world) {
    this.world = world;
  }

  /** Returns the matching instances of a daemon service in order of registration (SS-22). */
  ImmutableList<DaemonSlot> slots(ServiceState service) {
    if (!service.daemon) {
      return ImmutableList.of();
    }
    Cluster cluster = world.clusters.get(service.cluster);
    ImmutableList.Builder<DaemonSlot> slots = ImmutableList.builder();
    for (int index : homes(service).matching) {
      Instance instance = cluster.instances.get(index);
      slots.add(new DaemonSlot(index, instance.takesTasks(), view(occupant(service, instance))));
    }
    return slots.build();
  }

  /** Returns live tasks on ACTIVE instances that no longer match, by launch number (SS-24). */
  ImmutableList<TaskView> misplaced(ServiceState service) {
    if (!service.daemon) {
      return ImmutableList.of();
    }
    TreeSet<Integer> instances = homes(service).misplaced;
    if (instances.isEmpty()) {
      return ImmutableList.of();
    }
    Cluster cluster = world.clusters.get(service.cluster);
    TreeMap<Integer, TaskView> misplaced = new TreeMap<>();
    for (int index : instances) {
      for (int row = cluster.instances.get(index).firstTask; row != Task.NONE; ) {
        Task task = world.tasks.get(row);
        if (task.service == service.index && task.isLive()) {
          misplaced.put(task.name.launchNumber(), new TaskRef(world, row));
        }
        row = task.nextOnInstance;
      }
    }
    return ImmutableList.copyOf(misplaced.values());
  }

  /** Looks again at the instances that have changed. */
  private DaemonHomes homes(ServiceState service) {
    Cluster cluster = world.clusters.get(service.cluster);
    DaemonHomes homes = cluster.daemons.getOrDefault(service.index, new DaemonHomes());
    Placer placer = cluster.placer(world.placement);
    Launch launch = world.launchFor(service.primary, Task.NONE);
    for (Instance instance : homes.takeChanged(cluster, service.primary)) {
      set(homes.matching, instance, matches(service, instance, placer, launch));
      set(
          homes.misplaced,
          instance,
          instance.status == InstanceStatus.ACTIVE
              && instance.tasksOf(service.group) > 0
              && !placer.qualifies(launch, instance.index));
    }
    return homes;
  }

  private static void set(TreeSet<Integer> instances, Instance instance, boolean isOne) {
    if (isOne) {
      instances.add(instance.index);
    } else {
      instances.remove(instance.index);
    }
  }

  private @Nullable TaskView view(int row) {
    return row == Task.NONE ? null : new TaskRef(world, row);
  }

  /** Returns the number of matching instances (SS-22). */
  int desiredCount(ServiceState service) {
    return homes(service).matching.size();
  }

  private static boolean matches(
      ServiceState service, Instance instance, Placer placer, Launch launch) {
    return instance.status == InstanceStatus.ACTIVE
        && (instance.agentConnected || instance.tasksOf(service.group) > 0)
        && placer.qualifies(launch, instance.index);
  }

  private int occupant(ServiceState service, Instance instance) {
    int leaving = Task.NONE;
    for (int row = instance.firstTask; row != Task.NONE; ) {
      Task task = world.tasks.get(row);
      if (task.service == service.index && task.lastStatus.isOccupying()) {
        if (task.isLive()) {
          return row;
        }
        leaving = row;
      }
      row = task.nextOnInstance;
    }
    return leaving;
  }

  /** Returns whether tasks of replica services are still there; daemons leave after them. */
  boolean hasReplicaTasks(Instance instance) {
    for (int row = instance.firstTask; row != Task.NONE; ) {
      Task task = world.tasks.get(row);
      if (task.isServiceTask() && !world.serviceOf(task).daemon) {
        return true;
      }
      row = task.nextOnInstance;
    }
    return false;
  }

  /** Something about an instance changed: daemons may want to come to it, or to leave. */
  void instanceChanged(Cluster cluster, Instance instance, long cause) {
    if (!cluster.daemons.isEmpty()) {
      reserve(cluster, instance);
      instancesChanged(cluster, cause);
    }
  }

  /** Wakes the daemon services of a cluster: something about its instances changed. */
  void instancesChanged(Cluster cluster, long cause) {
    for (int index : cluster.daemons.keySet()) {
      world.touch(world.services.get(index), cause);
    }
  }

  /**
   * A task came to an instance or was told to leave it. That may open or close the instance to
   * daemons with constraints (SS-24), and to everybody else if it was a daemon's (SS-23).
   */
  void taskCounted(Cluster cluster, Instance instance, Task task) {
    if (cluster.daemons.isEmpty()) {
      return;
    }
    boolean concerned = false;
    for (int index : cluster.daemons.keySet()) {
      ServiceState daemon = world.services.get(index);
      if (index == task.service) {
        concerned = true;
      } else if (daemon.isConstrained()) {
        concerned = true;
        world.touch(daemon, task.lastEntry);
      }
    }
    if (concerned) {
      reserve(cluster, instance);
    }
  }

  /** Keeps room on this instance for daemons that want to be there and are not (SS-23). */
  private void reserve(Cluster cluster, Instance instance) {
    List<Instance.Reservation> wanted = new ArrayList<>(0);
    for (int index : cluster.daemons.keySet()) {
      ServiceState service = world.services.get(index);
      if (instance.tasksOf(service.group) == 0
          && matches(
              service,
              instance,
              cluster.placer(world.placement),
              world.launchFor(service.primary, Task.NONE))) {
        wanted.add(new Instance.Reservation(service.group, service.primary.revision.needs));
      }
    }
    if (!wanted.equals(instance.reservations)) {
      instance.reservations = ImmutableList.copyOf(wanted);
      cluster.changed(instance);
    }
  }

  void reserveEverywhere(Cluster cluster) {
    for (Instance instance : cluster.instances) {
      reserve(cluster, instance);
    }
  }
}
