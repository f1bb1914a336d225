package dev.steadystate.core.spi;

/** Keeps a service balanced over zones: starts first, stops later (PL-86). Keeps no state. */
public interface ZoneBalancer {
  /** Decides, before all else in a pass, whether a rebalancing is interrupted (PL-90). */
  Plan interrupt(ServiceView service);

  /**
   * Decides sub-step 7 of SS-3. It begins when the service was and stays steady, so the core runs a
   * pass also at the tick after the one that found the service steady, and when capacity changed.
   */
  Plan rebalance(ServiceView service);
}
