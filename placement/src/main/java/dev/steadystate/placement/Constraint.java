package dev.steadystate.placement;

/**
 * A placement constraint: instances that it does not allow take no task. It keeps no state, and
 * asks neither clock nor chance.
 *
 * <pre>{@code
 * PlacementRegistry.standard()
 *     .withConstraint("at-most-ten", expression -> instance -> instance.tasksOfAllGroups() < 10);
 * }</pre>
 */
@FunctionalInterface
public interface Constraint {
  /** Returns whether the instance may take the task. */
  boolean allows(Candidate candidate);

  /** Returns what the answer depends on. */
  default Basis basis() {
    return Basis.anything();
  }

  /**
   * Returns whether it counts the tasks of its own group. Such a constraint keeps one more task off
   * an instance that is still a home of the service: it counts neither for the zones of the service
   * (PL-85) nor for the instances of a daemon (SS-21).
   */
  default boolean countsOwnTasks() {
    return false;
  }

  /** Returns whether it looks at this attribute (PL-82). */
  default boolean uses(String attribute) {
    return false;
  }
}
