package dev.steadystate.core.engine;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.journal.Subject;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.PlacementEngine;
import dev.steadystate.core.spi.Placer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A cluster: its instances, the task groups on them, and the placer that looks at both. */
public final class Cluster implements InstancesView, Subject {
  /** The cluster that every account has. */
  static final String DEFAULT = "default";

  /** Static and reserved ports an instance may have together (PL-16). */
  private static final int MAX_STATIC_PORTS = 100;

  final String name;
  final int index;
  final long key;
  final List<Instance> instances = new ArrayList<>();
  final InstanceNames names = new InstanceNames(instances);
  private final TreeMap<String, Integer> groupNumbers = new TreeMap<>();
  private final List<String> groupNames = new ArrayList<>();

  /** Live Fargate tasks by group, then zone. */
  private final List<TreeMap<String, Integer>> fargate = new ArrayList<>();

  /** Index over instances; not part of the state, made again after a fork. */
  private @Nullable Placer placer;

  boolean active = true;

  /** Whether it is there although no call created it. */
  boolean isImplicit;

  /** How often room may have appeared here (PL-88). */
  private long capacityChanges;

  /** Services in the middle of a zone rebalancing, which may wait for room in a zone. */
  final TreeSet<Integer> rebalancing = new TreeSet<>();

  /** Services that balance zones, and whose constraints let tasks decide which (PL-85). */
  private final TreeSet<Integer> heedful = new TreeSet<>();

  /** The latest service of each name, by its place in the order of creation. */
  final TreeMap<String, Integer> services = new TreeMap<>();

  /** Where its ACTIVE daemon services want tasks, by service in order of creation. */
  final TreeMap<Integer, DaemonHomes> daemons = new TreeMap<>();

  /** What it was created with, which a repeated call must give again. */
  Document document;

  /** Its settings and capacity providers as they are now. */
  Document definition;

  Document tags = Document.empty();

  Cluster(String name, int index, long key, Document document) {
    this.name = name;
    this.index = index;
    this.key = key;
    this.document = document;
    this.definition = document;
  }

  Cluster copy() {
    Cluster copy = new Cluster(name, index, key, document);
    for (Instance instance : instances) {
      copy.instances.add(instance.copy());
    }
    copy.groupNumbers.putAll(groupNumbers);
    copy.groupNames.addAll(groupNames);
    for (TreeMap<String, Integer> zones : fargate) {
      copy.fargate.add(new TreeMap<>(zones));
    }
    copy.active = active;
    copy.isImplicit = isImplicit;
    copy.definition = definition;
    copy.tags = tags;
    copy.capacityChanges = capacityChanges;
    copy.rebalancing.addAll(rebalancing);
    copy.heedful.addAll(heedful);
    copy.services.putAll(services);
    daemons.forEach((service, homes) -> copy.daemons.put(service, homes.copy()));
    return copy;
  }

  /** Returns whether it is ACTIVE: not deleted. */
  public boolean isActive() {
    return active;
  }

  /** Returns its settings and capacity providers as they were given last. */
  public Document definition() {
    return definition;
  }

  Placer placer(PlacementEngine engine) {
    if (placer == null) {
      placer = engine.placer(this);
    }
    return placer;
  }

  /** Tells daemons and the placer, if there is one yet, that something of the instance changed. */
  void changed(Instance instance) {
    if (!daemons.isEmpty()) {
      daemons.values().forEach(homes -> homes.changed(instance));
    }
    if (placer != null) {
      placer.instanceChanged(instance.index);
    }
  }

  /** Tells the placer, if there is one yet, that attributes of the instance changed. */
  void attributesChanged(Instance instance) {
    if (placer != null) {
      placer.attributesChanged(instance.index);
    }
  }

  long capacityChanges() {
    return capacityChanges;
  }

  /** Notes that room may have appeared, and wakes those that wait for it (PL-88). */
  void capacityChanged(World world) {
    capacityChanges++;
    if (!rebalancing.isEmpty()) {
      for (int service : rebalancing) {
        world.wake(world.services.get(service), world.now);
      }
    }
  }

  /** Notes that tasks came or went, which may give other services more zones or fewer (PL-85). */
  void tasksChanged(World world) {
    if (!heedful.isEmpty()) {
      for (int service : heedful) {
        world.wake(world.services.get(service), world.now);
      }
    }
  }

  /** Notes whether tasks decide which zones the service balances, now that it was changed. */
  void heed(ServiceState service) {
    if (service.status == ServiceStatus.ACTIVE
        && service.rebalancesZones()
        && service.primary.policy.looksAtTasks()) {
      heedful.add(service.index);
    } else {
      heedful.remove(service.index);
    }
  }

  void count(int group, Instance instance, int by) {
    instance.count(group, by);
    if (placer != null) {
      placer.countChanged(group, instance.index, by);
    }
  }

  void countOnFargate(int group, String zone, int by) {
    fargate.get(group).merge(zone, by, Integer::sum);
  }

  /** Returns the number of this task group, a new one if it is new. */
  int group(String groupName) {
    Integer known = groupNumbers.get(groupName);
    if (known != null) {
      return known;
    }
    int number = groupNames.size();
    groupNumbers.put(groupName, number);
    groupNames.add(groupName);
    fargate.add(new TreeMap<>());
    return number;
  }

  @Override
  public int size() {
    return instances.size();
  }

  @Override
  public InstanceStatus status(int instance) {
    return instances.get(instance).status;
  }

  @Override
  public boolean agentConnected(int instance) {
    return instances.get(instance).agentConnected;
  }

  @Override
  public boolean takesTasks(int instance) {
    return instances.get(instance).takesTasks();
  }

  @Override
  public String id(int instance) {
    return instances.get(instance).id();
  }

  @Override
  public String ec2InstanceId(int instance) {
    return instances.get(instance).ec2InstanceId();
  }

  @Override
  public String zone(int instance) {
    return instances.get(instance).definition.availabilityZone();
  }

  @Override
  public @Nullable String attribute(int instance, String attribute) {
    return instances.get(instance).attributes.get(attribute);
  }

  @Override
  public Iterable<Attribute> attributes(int instance) {
    List<Attribute> all = new ArrayList<>();
    instances.get(instance).attributes.forEach((key, value) -> all.add(new Attribute(key, value)));
    return all;
  }

  @Override
  public String agentVersion(int instance) {
    return instances.get(instance).versionInfo.string("agentVersion").orElse("");
  }

  @Override
  public long registeredAt(int instance) {
    return instances.get(instance).registeredAt;
  }

  @Override
  public int registeredCpu(int instance) {
    return instances.get(instance).definition.cpu();
  }

  @Override
  public int registeredMemory(int instance) {
    return instances.get(instance).definition.memory();
  }

  @Override
  public int remainingCpu(int instance, int group) {
    Instance of = instances.get(instance);
    int remaining = of.scheduled.cpu;
    if (!of.reservations.isEmpty()) {
      for (Instance.Reservation reservation : of.reservations) {
        remaining -= reservation.group() == group ? 0 : reservation.needs().cpu();
      }
    }
    return remaining;
  }

  @Override
  public int remainingMemory(int instance, int group) {
    Instance of = instances.get(instance);
    int remaining = of.scheduled.memory;
    if (!of.reservations.isEmpty()) {
      for (Instance.Reservation reservation : of.reservations) {
        remaining -= reservation.group() == group ? 0 : reservation.needs().memory();
      }
    }
    return remaining;
  }

  @Override
  public int remainingGpus(int instance, int group) {
    Instance of = instances.get(instance);
    int remaining = of.scheduled.gpus;
    for (Instance.Reservation reservation : of.reservations) {
      remaining -= reservation.group() == group ? 0 : reservation.needs().gpus();
    }
    return remaining;
  }

  @Override
  public int remainingInterfaces(int instance, int group) {
    Instance of = instances.get(instance);
    int remaining = of.scheduled.interfaces;
    for (Instance.Reservation reservation : of.reservations) {
      remaining -= reservation.group() == group ? 0 : reservation.needs().networkInterfaces();
    }
    return remaining;
  }

  @Override
  public boolean portsFree(int instance, int group, Needs needs) {
    Instance of = instances.get(instance);
    if (!of.scheduled.portsFree(needs)) {
      return false;
    }
    for (Instance.Reservation reservation : of.reservations) {
      if (reservation.group() != group
          && (needs.tcpPorts().stream().anyMatch(reservation.needs().tcpPorts()::contains)
              || needs.udpPorts().stream().anyMatch(reservation.needs().udpPorts()::contains))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int remainingPorts(int instance) {
    Room room = instances.get(instance).scheduled;
    return MAX_STATIC_PORTS - room.tcp.size() - room.udp.size();
  }

  @Override
  public int tasks(int instance) {
    return instances.get(instance).live;
  }

  @Override
  public int tasks(int instance, int group) {
    return instances.get(instance).tasksOf(group);
  }

  @Override
  public void forEachGroup(int instance, IntConsumer group) {
    Instance of = instances.get(instance);
    for (int i = 0; i < of.groupCount(); i++) {
      group.accept(of.groupAt(i));
    }
  }

  @Override
  public String groupName(int group) {
    return groupNames.get(group);
  }

  @Override
  public int fargateTasks(int group, String zone) {
    return fargate.get(group).getOrDefault(zone, 0);
  }

  @Override
  public void forEachInstanceOf(int group, IntConsumer instance) {
    for (int i = 0; i < instances.size(); i++) {
      if (instances.get(i).tasksOf(group) > 0) {
        instance.accept(i);
      }
    }
  }

  @Override
  public long key() {
    return key;
  }

  @Override
  public String type() {
    return "cluster";
  }

  @Override
  public String cluster() {
    return name;
  }

  @Override
  public String service() {
    return "";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }
}
