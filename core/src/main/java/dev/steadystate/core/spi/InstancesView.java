package dev.steadystate.core.spi;

import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.Needs;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The container instances of one cluster as placement sees them, numbered from 0 in order of
 * registration; an instance keeps its number for ever, also when it is INACTIVE.
 *
 * <p>Task groups are numbered too ({@code service:web}, {@code family:batch}). What remains on an
 * instance is what remains for that group: room reserved for daemons (SS-23) is taken for all but
 * the daemon itself.
 */
public interface InstancesView {
  /** Returns how many instances were ever registered. */
  int size();

  InstanceStatus status(int instance);

  boolean agentConnected(int instance);

  /** Returns whether it is ACTIVE and its agent connected (PL-3, SS-101). */
  boolean takesTasks(int instance);

  /** Returns the 32 hex digits of the container instance. */
  String id(int instance);

  String ec2InstanceId(int instance);

  String zone(int instance);

  /** Returns the value of the attribute, the empty text if it has none, null if it is absent. */
  @Nullable String attribute(int instance, String name);

  Iterable<Attribute> attributes(int instance);

  String agentVersion(int instance);

  /** Returns milliseconds since the epoch. */
  long registeredAt(int instance);

  int registeredCpu(int instance);

  int registeredMemory(int instance);

  int remainingCpu(int instance, int group);

  int remainingMemory(int instance, int group);

  int remainingGpus(int instance, int group);

  int remainingInterfaces(int instance, int group);

  /** Returns whether the static ports of these needs are free. */
  boolean portsFree(int instance, int group, Needs needs);

  /** Returns how many more static ports could be reserved (PL-16). */
  int remainingPorts(int instance);

  /** Returns live tasks there, of any group (CQ-19). */
  int tasks(int instance);

  /** Returns live tasks of this group there. */
  int tasks(int instance, int group);

  /** Hands over the number of each group with a live task there. */
  void forEachGroup(int instance, IntConsumer group);

  String groupName(int group);

  /** Returns live Fargate tasks of this group in this zone. */
  int fargateTasks(int group, String zone);

  /** Hands over each instance with a live task of this group, once. */
  void forEachInstanceOf(int group, IntConsumer instance);
}
