package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.journal.Subject;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.Needs;
import java.util.Arrays;

/** A container instance: what it has, what is taken, and which tasks are on it. */
public final class Instance implements Subject {
  /** TCP ports that ECS keeps on every instance (PL-16). */
  private static final ImmutableSortedSet<Integer> ALWAYS_RESERVED =
      ImmutableSortedSet.copyOf(ContainerInstance.ALWAYS_RESERVED);

  private static final int FIRST_DYNAMIC_PORT = 49153;
  private static final int LAST_PORT = 65535;

  /** Room kept for a daemon that has no task here yet (SS-23). */
  record Reservation(int group, Needs needs) {}

  final ContainerInstance definition;
  final String clusterName;
  final int cluster;
  final int index;
  final long key;
  final long registeredAt;
  final ImmutableSortedSet<Integer> reservedTcp;
  final ImmutableSortedSet<Integer> reservedUdp;

  InstanceStatus status = InstanceStatus.ACTIVE;
  boolean agentConnected = true;
  ImmutableSortedMap<String, String> attributes;

  /** What the agent tells of itself, with {@code agentVersion} at least. */
  Document versionInfo;

  Document tags = Document.empty();

  /** Whether it went with its zone, and comes back with it. */
  boolean lostWithZone;

  int version = 1;

  final Room scheduled;
  final Room host;
  final IntSet dynamicPorts;
  final IntSet freeGpus;

  /** Live tasks, and how many of each group. */
  int live;

  int pending;
  private int[] groups = {};
  private int[] groupCounts = {};
  private int groupsUsed;

  int firstTask = Task.NONE;
  ImmutableList<Reservation> reservations = ImmutableList.of();

  /** Tasks whose PENDING is over but for which the host has no room yet, in launch order. */
  ImmutableIntArray waitingForRoom = ImmutableIntArray.of();

  /** What the agent could not report while it was disconnected, two words an event. */
  long[] held = {};

  long lastEntry;

  Instance(
      ContainerInstance definition,
      String clusterName,
      int cluster,
      int index,
      long key,
      long registeredAt,
      ImmutableSortedMap<String, String> attributes) {
    this.definition = definition;
    this.clusterName = clusterName;
    this.cluster = cluster;
    this.index = index;
    this.key = key;
    this.registeredAt = registeredAt;
    this.attributes = attributes;
    this.versionInfo = definition.versionInfo();
    this.reservedTcp =
        definition.reservedPorts().isEmpty()
            ? ALWAYS_RESERVED
            : ImmutableSortedSet.<Integer>naturalOrder()
                .addAll(ALWAYS_RESERVED)
                .addAll(definition.reservedPorts())
                .build();
    this.reservedUdp = ImmutableSortedSet.copyOf(definition.reservedUdpPorts());
    int interfaces =
        definition.networkInterfaces() == Integer.MAX_VALUE
            ? Integer.MAX_VALUE
            : Math.max(0, definition.networkInterfaces() - 1);
    this.scheduled =
        new Room(
            definition.cpu(),
            definition.memory(),
            definition.gpus(),
            interfaces,
            IntSet.of(reservedTcp),
            IntSet.of(reservedUdp));
    this.host = scheduled.copy();
    this.dynamicPorts = new IntSet();
    this.freeGpus = new IntSet();
    for (int gpu = 0; gpu < definition.gpus(); gpu++) {
      freeGpus.add(gpu);
    }
  }

  private Instance(Instance from) {
    this.definition = from.definition;
    this.clusterName = from.clusterName;
    this.cluster = from.cluster;
    this.index = from.index;
    this.key = from.key;
    this.registeredAt = from.registeredAt;
    this.reservedTcp = from.reservedTcp;
    this.reservedUdp = from.reservedUdp;
    this.status = from.status;
    this.agentConnected = from.agentConnected;
    this.attributes = from.attributes;
    this.versionInfo = from.versionInfo;
    this.tags = from.tags;
    this.lostWithZone = from.lostWithZone;
    this.version = from.version;
    this.scheduled = from.scheduled.copy();
    this.host = from.host.copy();
    this.dynamicPorts = from.dynamicPorts.copy();
    this.freeGpus = from.freeGpus.copy();
    this.live = from.live;
    this.pending = from.pending;
    this.groups = from.groups.clone();
    this.groupCounts = from.groupCounts.clone();
    this.groupsUsed = from.groupsUsed;
    this.firstTask = from.firstTask;
    this.reservations = from.reservations;
    this.waitingForRoom = from.waitingForRoom;
    this.held = from.held.clone();
    this.lastEntry = from.lastEntry;
  }

  Instance copy() {
    return new Instance(this);
  }

  public InstanceStatus status() {
    return status;
  }

  /** Returns its number within its cluster, counted from 0. */
  public int index() {
    return index;
  }

  public ContainerInstance definition() {
    return definition;
  }

  public ImmutableSortedMap<String, String> attributes() {
    return attributes;
  }

  public Document tags() {
    return tags;
  }

  /** Returns whether new tasks may come (SS-101). */
  boolean takesTasks() {
    return status == InstanceStatus.ACTIVE && agentConnected;
  }

  int tasksOf(int group) {
    int at = Arrays.binarySearch(groups, 0, groupsUsed, group);
    return at < 0 ? 0 : groupCounts[at];
  }

  int groupCount() {
    return groupsUsed;
  }

  int groupAt(int index) {
    return groups[index];
  }

  void count(int group, int by) {
    live += by;
    int at = Arrays.binarySearch(groups, 0, groupsUsed, group);
    if (at >= 0) {
      groupCounts[at] += by;
      if (groupCounts[at] == 0) {
        System.arraycopy(groups, at + 1, groups, at, groupsUsed - at - 1);
        System.arraycopy(groupCounts, at + 1, groupCounts, at, groupsUsed - at - 1);
        groupsUsed--;
      }
      return;
    }
    int insert = -at - 1;
    if (groupsUsed == groups.length) {
      groups = Arrays.copyOf(groups, Math.max(4, groupsUsed * 2));
      groupCounts = Arrays.copyOf(groupCounts, groups.length);
    }
    System.arraycopy(groups, insert, groups, insert + 1, groupsUsed - insert);
    System.arraycopy(groupCounts, insert, groupCounts, insert + 1, groupsUsed - insert);
    groups[insert] = group;
    groupCounts[insert] = by;
    groupsUsed++;
  }

  /** Returns the lowest free port of the ephemeral range and takes it (PL-15). */
  int takeDynamicPort() {
    for (int port = FIRST_DYNAMIC_PORT; port <= LAST_PORT; port++) {
      if (!host.tcp.contains(port) && !host.udp.contains(port) && dynamicPorts.add(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no dynamic port is left on " + ec2InstanceId());
  }

  int takeGpu() {
    int gpu = freeGpus.get(0);
    freeGpus.remove(gpu);
    return gpu;
  }

  Attribute attribute(String name) {
    return new Attribute(name, attributes.getOrDefault(name, ""));
  }

  public String ec2InstanceId() {
    return definition.ec2InstanceId();
  }

  public String id() {
    return Hex.id(key);
  }

  @Override
  public long key() {
    return key;
  }

  @Override
  public String type() {
    return "container instance";
  }

  @Override
  public String cluster() {
    return clusterName;
  }

  @Override
  public String service() {
    return "";
  }

  @Override
  public String name() {
    return ec2InstanceId();
  }

  @Override
  public String toString() {
    return ec2InstanceId();
  }
}
