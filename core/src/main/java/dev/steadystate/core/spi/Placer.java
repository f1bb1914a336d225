package dev.steadystate.core.spi;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;

/**
 * Places the tasks of one cluster. It may keep any index over its {@link InstancesView}, but
 * nothing that could not be made again from it: a fork begins with a fresh placer.
 */
public interface Placer {
  int NOWHERE = -1;

  /** Returns the instance for this task, or {@link #NOWHERE}. The core commits and tells. */
  int place(Launch launch);

  /** Returns the zone for a Fargate task among the zones of the launch (PL-70). */
  String placeOnFargate(Launch launch);

  /** Returns whether the task fits on this very instance (daemons, StartTask). */
  boolean fits(Launch launch, int instance);

  /** Returns whether attributes and constraints, but not resources, hold there (SS-21, PL-85). */
  boolean qualifies(Launch launch, int instance);

  /** Returns why nothing fits, with the closest instance (PL-26). */
  Refusal refusal(Launch launch);

  /** Returns why this instance is refused, as RunTask and StartTask answer it (PL-25). */
  Refusal refusal(Launch launch, int instance);

  /**
   * Returns how this very launch comes to its place, or why it has none; for a reader, and slow.
   */
  PlacementExplanation explain(Launch launch);

  /** Returns the zones of instances that take tasks and qualify, by name (PL-85). */
  ImmutableSortedSet<String> zones(Launch launch);

  /**
   * Returns which to stop, in order of choice; counts follow each choice (PL-60 to PL-67). They
   * will stop.
   */
  ImmutableList<TaskView> victims(VictimRequest request);

  /** Notes that something of this instance changed: resources, status, agent; or that it is new. */
  void instanceChanged(int instance);

  /** Notes that attributes of this instance changed, which is rare and costs more. */
  void attributesChanged(int instance);

  /** Notes that the live tasks of this group on this instance became more or fewer. */
  void countChanged(int group, int instance, int by);
}
