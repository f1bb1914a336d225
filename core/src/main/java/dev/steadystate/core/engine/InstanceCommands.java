package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.model.ZoneRebalancing;
import dev.steadystate.core.random.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What calls and faults change of container instances. Everything is checked before anything is
 * changed, so that a refused call leaves no trace.
 */
public final class InstanceCommands {
  private static final int MOST_INSTANCES = 5000;

  private final World world;

  InstanceCommands(World world) {
    this.world = world;
  }

  /** Refuses an instance that is there already, or for which the cluster has no room. */
  public void checkNew(Cluster cluster, ContainerInstance definition) {
    if (world.parameters.enforceQuotas() && cluster.instances.size() >= MOST_INSTANCES) {
      long active =
          cluster.instances.stream()
              .filter(instance -> instance.status != InstanceStatus.INACTIVE)
              .count();
      if (active >= MOST_INSTANCES) {
        throw new EcsException(
            "LimitExceededException",
            "a cluster holds at most " + MOST_INSTANCES + " container instances");
      }
    }
    if (!isFree(cluster, definition.ec2InstanceId())) {
      throw EcsException.invalidParameter(
          "container instance " + definition.ec2InstanceId() + " is registered already");
    }
  }

  /** Lets an instance that was checked join, because of the call or fault at work. */
  public Instance register(Cluster cluster, ContainerInstance definition, Document tags) {
    int index = cluster.instances.size();
    TreeMap<String, String> attributes = new TreeMap<>();
    for (Attribute attribute : definition.attributes()) {
      attributes.put(attribute.name(), attribute.value());
    }
    Instance instance =
        new Instance(
            definition,
            cluster.name,
            cluster.index,
            index,
            Keys.with(Keys.with(cluster.key, "instance"), index),
            world.now,
            ImmutableSortedMap.copyOf(attributes));
    instance.tags = tags;
    cluster.instances.add(instance);
    long entry =
        world.write(
            EntryKind.INSTANCE_STATUS,
            instance,
            "registered in " + definition.availabilityZone(),
            null,
            world.callEntry);
    instance.lastEntry = entry;
    changed(cluster, instance, entry);
    capacityCame(cluster, entry);
    return instance;
  }

  /** Sets an instance ACTIVE or DRAINING (SS-102). */
  public void setState(Cluster cluster, Instance instance, InstanceStatus status) {
    if (instance.status == status) {
      return;
    }
    instance.status = status;
    long entry = world.write(EntryKind.INSTANCE_STATUS, instance, status, null, world.callEntry);
    instance.lastEntry = entry;
    boolean draining = status == InstanceStatus.DRAINING;
    for (int row = instance.firstTask; row != Task.NONE; ) {
      Task task = world.tasks.edit(row);
      if (task.draining != draining) {
        task.draining = draining;
        if (task.isServiceTask()) {
          ServiceState service = world.serviceOf(task);
          if (draining && task.isLive()) {
            service.drainingTasks.put(task.name.launchNumber(), row);
          } else {
            service.drainingTasks.remove(task.name.launchNumber());
          }
          world.touchByCall(service, entry);
        }
      }
      row = task.nextOnInstance;
    }
    changed(cluster, instance, entry);
    if (!draining) {
      capacityCame(cluster, entry);
    }
  }

  public void setAttributes(
      Cluster cluster, Instance instance, ImmutableSortedMap<String, String> attributes) {
    if (instance.attributes.equals(attributes)) {
      return;
    }
    instance.attributes = attributes;
    long entry =
        world.write(
            EntryKind.INSTANCE_STATUS, instance, "attributes changed", null, world.callEntry);
    cluster.attributesChanged(instance);
    changed(cluster, instance, entry);
  }

  /** Takes what an agent that registers again tells of itself, such as its new version. */
  public void setVersionInfo(Cluster cluster, Instance instance, Document told) {
    Document versionInfo = instance.versionInfo.with(told);
    if (instance.versionInfo.equals(versionInfo)) {
      return;
    }
    instance.versionInfo = versionInfo;
    long entry =
        world.write(EntryKind.INSTANCE_STATUS, instance, "agent updated", null, world.callEntry);
    cluster.attributesChanged(instance);
    changed(cluster, instance, entry);
  }

  public void setAgentConnected(Cluster cluster, Instance instance, boolean connected) {
    if (instance.agentConnected == connected || instance.status == InstanceStatus.INACTIVE) {
      return;
    }
    instance.agentConnected = connected;
    long entry =
        world.write(
            EntryKind.AGENT,
            instance,
            connected ? "connected" : "disconnected",
            null,
            world.callEntry);
    instance.lastEntry = entry;
    if (connected) {
      long[] held = instance.held;
      instance.held = new long[0];
      for (int i = 0; i < held.length; i += 2) {
        world.life.happen(held[i], held[i + 1]);
      }
    }
    changed(cluster, instance, entry);
    if (connected) {
      capacityCame(cluster, entry);
    }
  }

  public void deregister(Cluster cluster, Instance instance, boolean force) {
    if (!force && instance.firstTask != Task.NONE) {
      throw EcsException.invalidParameter("Found running tasks on the instance.");
    }
    world.called("DeregisterContainerInstance", instance);
    remove(
        cluster,
        instance,
        StopCode.TERMINATION_NOTICE,
        "Container instance deregistration forced by user");
  }

  /** The host of an instance is gone (SS-111). */
  public void lose(Cluster cluster, Instance instance) {
    world.fault("instance lost", instance);
    remove(
        cluster,
        instance,
        StopCode.TERMINATION_NOTICE,
        "Host EC2 (instance " + instance.ec2InstanceId() + ") terminated.");
  }

  /** Every instance of a zone is gone, in all clusters, to come back together. */
  public void loseZone(String zone) {
    for (Instance instance : inZone(zone, false)) {
      lose(world.clusters.get(instance.cluster), instance);
      instance.lostWithZone = true;
    }
  }

  /** Registers instances like those that went with the zone, in the order of old. */
  public void restoreZone(String zone) {
    for (Instance lost : inZone(zone, true)) {
      lost.lostWithZone = false;
      Cluster cluster = world.clusters.get(lost.cluster);
      if (cluster.active && isFree(cluster, lost.ec2InstanceId())) {
        world.fault("instance restored", lost);
        register(cluster, lost.definition, lost.tags);
      }
    }
  }

  /** Returns the instances of a zone that are there, or those that went with it. */
  public ImmutableList<Instance> inZone(String zone, boolean lost) {
    return world.clusters.stream()
        .flatMap(cluster -> cluster.instances.stream())
        .filter(instance -> instance.definition.availabilityZone().equals(zone))
        .filter(
            instance -> lost ? instance.lostWithZone : instance.status != InstanceStatus.INACTIVE)
        .collect(ImmutableList.toImmutableList());
  }

  private static boolean isFree(Cluster cluster, String ec2InstanceId) {
    // Only the latest of its name can be there still, or it could not have registered.
    return cluster
        .names
        .ofEc2InstanceId(ec2InstanceId)
        .filter(other -> other.status != InstanceStatus.INACTIVE)
        .isEmpty();
  }

  /** Takes an instance out of the cluster; its tasks end with it (SS-111, SS-112). */
  public void remove(Cluster cluster, Instance instance, StopCode code, String reason) {
    instance.status = InstanceStatus.INACTIVE;
    instance.agentConnected = false;
    long entry =
        world.write(
            EntryKind.INSTANCE_STATUS, instance, InstanceStatus.INACTIVE, reason, world.callEntry);
    instance.lastEntry = entry;
    instance.held = new long[0];
    instance.waitingForRoom = ImmutableIntArray.of();
    List<Integer> rows = new ArrayList<>();
    for (int row = instance.firstTask; row != Task.NONE; ) {
      rows.add(row);
      row = world.tasks.get(row).nextOnInstance;
    }
    rows.sort((a, b) -> Long.compare(world.tasks.get(a).serial, world.tasks.get(b).serial));
    for (int row : rows) {
      world.life.lostHost(row, code, reason, reason, entry);
    }
    changed(cluster, instance, entry);
  }

  /** Tells placement, daemons and zone rebalancing that an instance is not what it was. */
  private void changed(Cluster cluster, Instance instance, long entry) {
    instance.version++;
    cluster.capacityChanged(world);
    cluster.changed(instance);
    world.daemons.instanceChanged(cluster, instance, entry);
    for (ServiceState service : world.services) {
      // Another set of zones may be configured now, or a zone may have room again (PL-85, PL-88).
      if (service.cluster == cluster.index
          && service.status == ServiceStatus.ACTIVE
          && service.zoneRebalancing == ZoneRebalancing.ENABLED) {
        world.touchByCall(service, entry);
      }
    }
  }

  private void capacityCame(Cluster cluster, long entry) {
    if (!world.parameters.wakeOnCapacityChange()) {
      return;
    }
    for (ServiceState service : world.services) {
      if (service.cluster == cluster.index && service.status == ServiceStatus.ACTIVE) {
        for (DeploymentState deployment : service.deployments) {
          if (!deployment.throttle.allows(world.now)) {
            deployment.throttle.endWaiting(world.now);
            world.touchByCall(service, entry);
          }
        }
      }
    }
  }
}
