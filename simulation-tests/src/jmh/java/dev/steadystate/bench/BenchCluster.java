package dev.steadystate.bench;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.Placer;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Instances of several sizes in six zones, in one array, so that placement alone is measured. */
final class BenchCluster implements InstancesView {
  static final String ZONE = "ecs.availability-zone";

  private static final int ZONES = 6;
  private static final int[] SIZES = {1, 2, 2, 4, 4, 8};

  /** What an instance has in its row: what remains, its tasks, then its tasks of each group. */
  private static final int CPU = 0;

  private static final int MEMORY = 1;
  private static final int TASKS = 2;
  private static final int OF_GROUP = 3;

  private final int size;
  private final int groups;
  private final int row;
  private final int[] rows;
  private final int[] registeredCpu;
  private final int[] registeredMemory;
  private final String[] zones;

  BenchCluster(int instances, int groups) {
    this.size = instances;
    this.groups = groups;
    this.row = OF_GROUP + groups;
    this.rows = new int[instances * row];
    this.registeredCpu = new int[instances];
    this.registeredMemory = new int[instances];
    this.zones = new String[instances];
    for (int i = 0; i < instances; i++) {
      int size = SIZES[(i * 7 + i / 5) % SIZES.length];
      registeredCpu[i] = 4096 * size;
      registeredMemory[i] = 8192 * size + (i % 3) * 2048;
      zones[i] = "us-east-1" + (char) ('a' + i % ZONES);
    }
    empty();
  }

  void empty(Placer placer) {
    empty();
    for (int i = 0; i < size; i++) {
      placer.instanceChanged(i);
    }
  }

  private void empty() {
    Arrays.fill(rows, 0);
    for (int i = 0; i < size; i++) {
      rows[i * row + CPU] = registeredCpu[i];
      rows[i * row + MEMORY] = registeredMemory[i];
    }
  }

  void commit(Placer placer, int instance, int group, Needs needs, int by) {
    int at = instance * row;
    rows[at + CPU] -= by * needs.cpu();
    rows[at + MEMORY] -= by * needs.memory();
    rows[at + TASKS] += by;
    rows[at + OF_GROUP + group] += by;
    placer.instanceChanged(instance);
    placer.countChanged(group, instance, by);
  }

  @Override
  public int size() {
    return size;
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
    return "id-" + instance;
  }

  @Override
  public String ec2InstanceId(int instance) {
    return "i-" + instance;
  }

  @Override
  public String zone(int instance) {
    return zones[instance];
  }

  @Override
  public @Nullable String attribute(int instance, String name) {
    return switch (name) {
      case ZONE -> zones[instance];
      case "tenth" -> instance % 10 == 3 ? "yes" : "no";
      case "rack" -> "rack-" + instance / 20;
      default -> null;
    };
  }

  @Override
  public Iterable<Attribute> attributes(int instance) {
    return ImmutableList.of(new Attribute(ZONE, zones[instance]));
  }

  @Override
  public String agentVersion(int instance) {
    return "1.90.0";
  }

  @Override
  public long registeredAt(int instance) {
    return instance;
  }

  @Override
  public int registeredCpu(int instance) {
    return registeredCpu[instance];
  }

  @Override
  public int registeredMemory(int instance) {
    return registeredMemory[instance];
  }

  @Override
  public int remainingCpu(int instance, int group) {
    return rows[instance * row + CPU];
  }

  @Override
  public int remainingMemory(int instance, int group) {
    return rows[instance * row + MEMORY];
  }

  @Override
  public int remainingGpus(int instance, int group) {
    return 0;
  }

  @Override
  public int remainingInterfaces(int instance, int group) {
    return 100;
  }

  @Override
  public boolean portsFree(int instance, int group, Needs needs) {
    return true;
  }

  @Override
  public int remainingPorts(int instance) {
    return 95;
  }

  @Override
  public int tasks(int instance) {
    return rows[instance * row + TASKS];
  }

  @Override
  public int tasks(int instance, int group) {
    return rows[instance * row + OF_GROUP + group];
  }

  @Override
  public void forEachGroup(int instance, IntConsumer group) {
    for (int each = 0; each < groups; each++) {
      if (tasks(instance, each) > 0) {
        group.accept(each);
      }
    }
  }

  @Override
  public String groupName(int group) {
    return "service:s" + group;
  }

  @Override
  public int fargateTasks(int group, String zone) {
    return 0;
  }

  @Override
  public void forEachInstanceOf(int group, IntConsumer instance) {
    for (int each = 0; each < size; each++) {
      if (tasks(each, group) > 0) {
        instance.accept(each);
      }
    }
  }
}
