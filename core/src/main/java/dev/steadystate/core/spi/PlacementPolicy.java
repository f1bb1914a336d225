package dev.steadystate.core.spi;

/**
 * Constraints and strategies of a service or a run, checked and parsed once. Immutable; only the
 * placement engine that made it looks inside.
 */
public interface PlacementPolicy {
  /** Returns whether zone rebalancing may act on a service with this policy (PL-81, PL-82). */
  boolean allowsZoneRebalancing();
}
