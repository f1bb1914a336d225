package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.spi.DaemonSlot;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.TaskView;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
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
    Placer placer = cluster.placer(world.placement);
    Launch launch = world.launchFor(service.primary, Task.NONE);
    ImmutableList.Builder<DaemonSlot> slots = ImmutableList.builder();
    for (Instance instance : cluster.instances) {
      if (matches(service, instance, placer, launch)) {
        slots.add(
            new DaemonSlot(
                instance.index, instance.takesTasks(), view(occupant(service, instance))));
      }
    }
    return slots.build();
  }

  /** Returns live tasks on ACTIVE instances that no longer match, by launch number (SS-24). */
  ImmutableList<TaskView> misplaced(ServiceState service) {
    if (!service.daemon) {
      return ImmutableList.of();
    }
    Cluster cluster = world.clusters.get(service.cluster);
    Placer placer = cluster.placer(world.placement);
    Launch launch = world.launchFor(service.primary, Task.NONE);
    TreeMap<Integer, TaskView> misplaced = new TreeMap<>();
    for (Instance instance : cluster.instances) {
      if (instance.status == InstanceStatus.ACTIVE
          && instance.tasksOf(service.group) > 0
          && !placer.qualifies(launch, instance.index)) {
        for (int row = instance.firstTask; row != Task.NONE; ) {
          Task task = world.tasks.get(row);
          if (task.service == service.index && task.isLive()) {
            misplaced.put(task.name.launchNumber(), new TaskRef(world, row));
          }
          row = task.nextOnInstance;
        }
      }
    }
    return ImmutableList.copyOf(misplaced.values());
  }

  private @Nullable TaskView view(int row) {
    return row == Task.NONE ? null : new TaskRef(world, row);
  }

  /** Returns the number of matching instances (SS-22). */
  int desiredCount(ServiceState service) {
    Cluster cluster = world.clusters.get(service.cluster);
    Placer placer = cluster.placer(world.placement);
    Launch launch = world.launchFor(service.primary, Task.NONE);
    int matching = 0;
    for (Instance instance : cluster.instances) {
      if (matches(service, instance, placer, launch)) {
        matching++;
      }
    }
    return matching;
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

  /** Wakes the daemon services of a cluster: something about its instances changed. */
  void instancesChanged(Cluster cluster, long cause) {
    for (ServiceState service : world.services) {
      if (service.daemon
          && service.cluster == cluster.index
          && service.status == ServiceStatus.ACTIVE) {
        world.touch(service, cause);
      }
    }
  }

  /** Keeps room on this instance for daemons that want to be there and are not (SS-23). */
  void reserve(Cluster cluster, Instance instance) {
    List<Instance.Reservation> wanted = new ArrayList<>(0);
    for (ServiceState service : world.services) {
      if (service.daemon
          && service.cluster == cluster.index
          && service.status == ServiceStatus.ACTIVE
          && instance.tasksOf(service.group) == 0
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

  boolean any(Cluster cluster) {
    return cluster.daemonServices > 0;
  }
}
