package dev.steadystate.placement.query;

import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a container instance tells a {@link ClusterQuery} about itself. */
public interface QueryTarget {

  /**
   * Returns the value of an attribute: the empty text if the attribute is present without a value,
   * null if the instance lacks it.
   */
  @Nullable String attribute(String name);

  /** Returns whether the container agent is connected. */
  boolean agentConnected();

  /**
   * Returns the version of the container agent, such as {@code 1.14.5}. An instance whose version
   * is not made of dotted numbers meets no condition on its version.
   */
  String agentVersion();

  /** Returns the id of the machine, such as {@code i-0a1b2c3d}. */
  String ec2InstanceId();

  /** Returns when the instance was registered. */
  Instant registeredAt();

  /** Returns how many tasks with desired status RUNNING the instance has, of any service. */
  int runningTasksCount();

  /** Returns whether a task with desired status RUNNING belongs to a group that passes the test. */
  boolean anyTaskGroup(Predicate<String> test);
}
