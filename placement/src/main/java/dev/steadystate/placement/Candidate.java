package dev.steadystate.placement;

import dev.steadystate.core.model.Needs;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.placement.query.ClusterQuery;

/**
 * An instance in the eyes of a strategy or a constraint, and the task in question. Valid only
 * during the call in which it was handed out.
 *
 * <p>When a task is to be stopped the same questions have the answers of that moment, but what
 * remains is what would remain once the task has gone (PL-62).
 */
public interface Candidate {
  /** Returns its number: its place in the order of registration, from 0. */
  int instance();

  /** Returns the task group of the task in question, as {@link InstancesView} numbers it. */
  int group();

  /** Returns what the task in question takes. */
  Needs needs();

  String zone();

  boolean hasAttribute(String name);

  /** Returns the value of the attribute, the empty text if the instance lacks it (PL-42). */
  String attribute(String name);

  /** Returns milliseconds since the epoch. */
  long registeredAt();

  int registeredCpu();

  int registeredMemory();

  int remainingCpu();

  int remainingMemory();

  int remainingGpus();

  /** Returns the live tasks of the group on this instance (PL-41). */
  int tasks();

  /** Returns the live tasks of all groups on this instance (CQ-19). */
  int tasksOfAllGroups();

  /**
   * Returns the live tasks of the group on all instances with this one's value of the attribute.
   */
  int tasksWithSame(String attribute);

  /** Returns whether the instance meets the query. */
  boolean meets(ClusterQuery query);

  /** Returns all instances, for those whose {@link Basis} is anything. */
  InstancesView instances();
}
