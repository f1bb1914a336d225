package dev.steadystate.core.spi;

/**
 * Constraints and strategies of a service or a run, checked and parsed once. Immutable; only the
 * placement engine that made it looks inside.
 */
public interface PlacementPolicy {
  /** Returns whether zone rebalancing may act on a service with this policy (PL-81, PL-82). */
  boolean allowsZoneRebalancing();

  /**
   * Returns whether whom it allows on an instance may depend on more than that instance and its
   * tasks. Then a daemon service looks at all instances in each pass, not only at those that
   * changed.
   */
  default boolean looksBeyondInstances() {
    return true;
  }

  /**
   * Returns whether tasks that are there may decide which zones a service may use. Then one that
   * balances its zones is looked at whenever a task comes or goes, not only when instances change.
   */
  default boolean looksAtTasks() {
    return true;
  }
}
