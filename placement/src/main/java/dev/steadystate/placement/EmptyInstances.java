package dev.steadystate.placement;

import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.spi.InstancesView;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Instances as they would be if they had just registered. How many GPUs and network interfaces they
 * came with is not known, so of these only what remains now is counted on.
 */
final class EmptyInstances implements InstancesView {
  private final InstancesView instances;

  EmptyInstances(InstancesView instances) {
    this.instances = instances;
  }

  @Override
  public int size() {
    return instances.size();
  }

  @Override
  public InstanceStatus status(int instance) {
    return InstanceStatus.ACTIVE;
  }

  @Override
  public boolean agentConnected(int instance) {
    return true;
  }

  @Override
  public boolean takesTasks(int instance) {
    return true;
  }

  @Override
  public String id(int instance) {
    return instances.id(instance);
  }

  @Override
  public String ec2InstanceId(int instance) {
    return instances.ec2InstanceId(instance);
  }

  @Override
  public String zone(int instance) {
    return instances.zone(instance);
  }

  @Override
  public @Nullable String attribute(int instance, String name) {
    return instances.attribute(instance, name);
  }

  @Override
  public Iterable<Attribute> attributes(int instance) {
    return instances.attributes(instance);
  }

  @Override
  public String agentVersion(int instance) {
    return instances.agentVersion(instance);
  }

  @Override
  public long registeredAt(int instance) {
    return instances.registeredAt(instance);
  }

  @Override
  public int registeredCpu(int instance) {
    return instances.registeredCpu(instance);
  }

  @Override
  public int registeredMemory(int instance) {
    return instances.registeredMemory(instance);
  }

  @Override
  public int remainingCpu(int instance, int group) {
    return instances.registeredCpu(instance);
  }

  @Override
  public int remainingMemory(int instance, int group) {
    return instances.registeredMemory(instance);
  }

  @Override
  public int remainingGpus(int instance, int group) {
    return instances.remainingGpus(instance, group);
  }

  @Override
  public int remainingInterfaces(int instance, int group) {
    return instances.remainingInterfaces(instance, group);
  }

  @Override
  public boolean portsFree(int instance, int group, Needs needs) {
    return true;
  }

  @Override
  public int remainingPorts(int instance) {
    return instances.remainingPorts(instance);
  }

  @Override
  public int tasks(int instance) {
    return 0;
  }

  @Override
  public int tasks(int instance, int group) {
    return 0;
  }

  @Override
  public void forEachGroup(int instance, IntConsumer group) {}

  @Override
  public String groupName(int group) {
    return instances.groupName(group);
  }

  @Override
  public int fargateTasks(int group, String zone) {
    return instances.fargateTasks(group, zone);
  }

  @Override
  public void forEachInstanceOf(int group, IntConsumer instance) {}
}
