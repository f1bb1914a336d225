package dev.steadystate.placement;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.PlacementExplanation.Activated;
import dev.steadystate.core.spi.PlacementExplanation.AgentConnected;
import dev.steadystate.core.spi.PlacementExplanation.AnotherLike;
import dev.steadystate.core.spi.PlacementExplanation.Change;
import dev.steadystate.core.spi.PlacementExplanation.MoreAttribute;
import dev.steadystate.core.spi.PlacementExplanation.MoreRoom;
import dev.steadystate.core.spi.PlacementExplanation.PortsFree;
import dev.steadystate.core.spi.Placer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Container instances that tests fill and empty at will; it tells its placers what changed. */
final class FakeCluster implements InstancesView {
  private final List<Machine> machines = new ArrayList<>();
  private final List<String> groups = new ArrayList<>();
  private final List<FakeTask> fargateTasks = new ArrayList<>();
  private final List<Placer> placers = new ArrayList<>();
  private int launches;

  /** Returns an instance of 2048 CPU units and 4096 MiB that has not joined yet. */
  static Machine machine(String name, String zone) {
    return new Machine(name, zone);
  }

  /** The fleet F of the worked examples: i-1 and i-2 in a, i-3 in b, i-4 in c. */
  static FakeCluster fleet() {
    FakeCluster cluster = new FakeCluster();
    cluster.register(machine("i-1", "a"), machine("i-2", "a"));
    cluster.register(machine("i-3", "b"), machine("i-4", "c"));
    return cluster;
  }

  void tell(Placer placer) {
    placers.add(placer);
  }

  void register(Machine... joining) {
    for (Machine machine : joining) {
      machine.index = machines.size();
      machine.tasksPerGroup = new int[groups.size()];
      machines.add(machine);
      changed(machine);
    }
  }

  Machine machine(int instance) {
    return machines.get(instance);
  }

  Machine machine(String name) {
    return machines.stream().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
  }

  int group(String name) {
    if (!groups.contains(name)) {
      groups.add(name);
    }
    return groups.indexOf(name);
  }

  int groups() {
    return groups.size();
  }

  /** Starts a task without asking whether it may. */
  FakeTask start(int group, int instance, Needs needs) {
    Machine machine = machines.get(instance);
    machine.take(needs, 1);
    machine.count(group, 1);
    FakeTask task = new FakeTask(++launches, group, instance, machine.zone, needs);
    changed(machine);
    for (Placer placer : placers) {
      placer.countChanged(group, instance, 1);
    }
    return task;
  }

  FakeTask start(String group, String instance, Needs needs) {
    return start(group(group), machine(instance).index, needs);
  }

  FakeTask startOnFargate(int group, String zone) {
    FakeTask task = new FakeTask(++launches, group, -1, zone, Wants.NOTHING);
    fargateTasks.add(task);
    return task;
  }

  /** Tells a task to stop: it leaves the counts, and frees its room at once (PL-19). */
  void stop(FakeTask task) {
    if (task.instance() < 0) {
      fargateTasks.remove(task);
      return;
    }
    Machine machine = machines.get(task.instance());
    machine.take(task.needs(), -1);
    machine.count(task.group(), -1);
    changed(machine);
    for (Placer placer : placers) {
      placer.countChanged(task.group(), task.instance(), -1);
    }
  }

  void setStatus(int instance, InstanceStatus status) {
    machines.get(instance).status = status;
    changed(machines.get(instance));
  }

  void setConnected(int instance, boolean connected) {
    machines.get(instance).connected = connected;
    changed(machines.get(instance));
  }

  void setAttribute(int instance, String name, @Nullable String value) {
    Machine machine = machines.get(instance);
    if (value == null) {
      machine.attributes.remove(name);
    } else {
      machine.attributes.put(name, value);
    }
    for (Placer placer : placers) {
      placer.attributesChanged(instance);
    }
  }

  /** Keeps room for a daemon of this group, invisible to the daemon itself (SS-23). */
  void reserve(int instance, int group, int cpu, int memory) {
    Machine machine = machines.get(instance);
    machine.reservedFor = group;
    machine.reservedCpu = cpu;
    machine.reservedMemory = memory;
    changed(machine);
  }

  /** Makes a change that an explanation named, of those that concern the cluster. */
  void make(Change change) {
    Machine machine = machines.get(change.instance());
    if (change instanceof MoreRoom more) {
      int amount = (int) more.amount();
      switch (more.resource()) {
        case CPU -> machine.cpu += amount;
        case MEMORY -> machine.memory += amount;
        case INTERFACES -> machine.interfaces += amount;
        default -> machine.gpus += amount;
      }
      changed(machine);
    } else if (change instanceof PortsFree free) {
      for (String port : free.ports().split(", ", -1)) {
        int number = Integer.parseInt(port.substring(0, port.indexOf('/')));
        (port.endsWith("udp") ? machine.udp : machine.tcp).remove(number);
      }
      changed(machine);
    } else if (change instanceof MoreAttribute more) {
      setAttribute(machine.index, more.attribute().name(), more.attribute().value());
    } else if (change instanceof AgentConnected) {
      setConnected(machine.index, true);
    } else if (change instanceof Activated) {
      setStatus(machine.index, InstanceStatus.ACTIVE);
    } else if (change instanceof AnotherLike) {
      Machine another =
          machine(machine.name + "-again", machine.zone)
              .with(machine.cpu, machine.memory)
              .withInterfaces(machine.interfaces)
              .withGpus(machine.gpus);
      another.attributes.putAll(machine.attributes);
      register(another);
    } else {
      throw new AssertionError(change);
    }
  }

  private void changed(Machine machine) {
    for (Placer placer : placers) {
      placer.instanceChanged(machine.index);
    }
  }

  @Override
  public int size() {
    return machines.size();
  }

  @Override
  public InstanceStatus status(int instance) {
    return machines.get(instance).status;
  }

  @Override
  public boolean agentConnected(int instance) {
    return machines.get(instance).connected;
  }

  @Override
  public boolean takesTasks(int instance) {
    return status(instance) == InstanceStatus.ACTIVE && agentConnected(instance);
  }

  @Override
  public String id(int instance) {
    return String.format("%032x", instance);
  }

  @Override
  public String ec2InstanceId(int instance) {
    return machines.get(instance).name;
  }

  @Override
  public String zone(int instance) {
    return machines.get(instance).zone;
  }

  @Override
  public @Nullable String attribute(int instance, String name) {
    return machines.get(instance).attributes.get(name);
  }

  @Override
  public Iterable<Attribute> attributes(int instance) {
    return machines.get(instance).attributes.entrySet().stream()
        .map(entry -> new Attribute(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Override
  public String agentVersion(int instance) {
    return "1.90.0";
  }

  @Override
  public long registeredAt(int instance) {
    return machines.get(instance).registeredAt;
  }

  @Override
  public int registeredCpu(int instance) {
    return machines.get(instance).cpu;
  }

  @Override
  public int registeredMemory(int instance) {
    return machines.get(instance).memory;
  }

  @Override
  public int remainingCpu(int instance, int group) {
    Machine machine = machines.get(instance);
    return machine.cpu
        - machine.takenCpu
        - (machine.keepsRoomFrom(group) ? machine.reservedCpu : 0);
  }

  @Override
  public int remainingMemory(int instance, int group) {
    Machine machine = machines.get(instance);
    return machine.memory
        - machine.takenMemory
        - (machine.keepsRoomFrom(group) ? machine.reservedMemory : 0);
  }

  @Override
  public int remainingGpus(int instance, int group) {
    Machine machine = machines.get(instance);
    return machine.gpus - machine.takenGpus;
  }

  @Override
  public int remainingInterfaces(int instance, int group) {
    Machine machine = machines.get(instance);
    return machine.interfaces - 1 - machine.takenInterfaces;
  }

  @Override
  public boolean portsFree(int instance, int group, Needs needs) {
    Machine machine = machines.get(instance);
    return needs.tcpPorts().stream().noneMatch(machine.tcp::contains)
        && needs.udpPorts().stream().noneMatch(machine.udp::contains);
  }

  @Override
  public int remainingPorts(int instance) {
    Machine machine = machines.get(instance);
    return 100 - machine.tcp.size() - machine.udp.size();
  }

  @Override
  public int tasks(int instance) {
    return machines.get(instance).tasks;
  }

  @Override
  public int tasks(int instance, int group) {
    int[] tasks = machines.get(instance).tasksPerGroup;
    return group < tasks.length ? tasks[group] : 0;
  }

  @Override
  public void forEachGroup(int instance, IntConsumer group) {
    for (int each = 0; each < groups.size(); each++) {
      if (tasks(instance, each) > 0) {
        group.accept(each);
      }
    }
  }

  @Override
  public String groupName(int group) {
    return groups.get(group);
  }

  @Override
  public int fargateTasks(int group, String zone) {
    return (int)
        fargateTasks.stream()
            .filter(task -> task.group() == group && task.zone().equals(zone))
            .count();
  }

  @Override
  public void forEachInstanceOf(int group, IntConsumer instance) {
    for (int each = machines.size() - 1; each >= 0; each--) {
      if (tasks(each, group) > 0) {
        instance.accept(each);
      }
    }
  }

  ImmutableList<String> names(Iterable<Integer> instances) {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    instances.forEach(instance -> names.add(instance < 0 ? "nowhere" : ec2InstanceId(instance)));
    return names.build();
  }

  /** A container instance. */
  static final class Machine {
    final String name;
    final String zone;
    final TreeMap<String, String> attributes = new TreeMap<>();
    final TreeSet<Integer> tcp = new TreeSet<>(List.of(22, 2375, 2376, 51678, 51679));
    final TreeSet<Integer> udp = new TreeSet<>();
    int index;
    int cpu = 2048;
    int memory = 4096;
    int interfaces = 100;
    int gpus;
    long registeredAt;
    InstanceStatus status = InstanceStatus.ACTIVE;
    boolean connected = true;
    int takenCpu;
    int takenMemory;
    int takenGpus;
    int takenInterfaces;
    int reservedFor = -1;
    int reservedCpu;
    int reservedMemory;
    int tasks;
    int[] tasksPerGroup = new int[0];

    private Machine(String name, String zone) {
      this.name = name;
      this.zone = zone;
      attributes.put(Spread.ZONE, zone);
    }

    Machine with(int cpu, int memory) {
      this.cpu = cpu;
      this.memory = memory;
      return this;
    }

    Machine withInterfaces(int limit) {
      this.interfaces = limit;
      return this;
    }

    Machine withGpus(int gpus) {
      this.gpus = gpus;
      return this;
    }

    Machine with(String attribute, String value) {
      attributes.put(attribute, value);
      return this;
    }

    Machine registeredAt(long time) {
      this.registeredAt = time;
      return this;
    }

    int index() {
      return index;
    }

    private boolean keepsRoomFrom(int group) {
      return reservedFor >= 0 && reservedFor != group;
    }

    private void take(Needs needs, int times) {
      takenCpu += times * needs.cpu();
      takenMemory += times * needs.memory();
      takenGpus += times * needs.gpus();
      takenInterfaces += times * needs.networkInterfaces();
      if (times > 0) {
        tcp.addAll(needs.tcpPorts());
        udp.addAll(needs.udpPorts());
      } else {
        tcp.removeAll(needs.tcpPorts());
        udp.removeAll(needs.udpPorts());
      }
    }

    private void count(int group, int by) {
      if (group >= tasksPerGroup.length) {
        tasksPerGroup = Arrays.copyOf(tasksPerGroup, group + 4);
      }
      tasks += by;
      tasksPerGroup[group] += by;
      checkArgument(tasksPerGroup[group] >= 0, "%s has fewer than no tasks", name);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
