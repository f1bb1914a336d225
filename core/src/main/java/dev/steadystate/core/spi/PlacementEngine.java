package dev.steadystate.core.spi;

/**
 * Decides where tasks go and which stop. The module {@code placement} brings the one of ECS; {@code
 * ServiceLoader} finds it.
 */
public interface PlacementEngine {
  /** Checks and parses constraints and strategies; refuses bad ones with an EcsException. */
  PlacementPolicy policy(PolicyRequest request);

  /** Returns a placer over these instances. */
  Placer placer(InstancesView instances);

  /** Returns the instances' filter of ListContainerInstances for this query expression. */
  InstanceFilter filter(String expression, boolean regexFind);

  /** Returns who keeps services balanced over zones (PL-80 to PL-92). */
  ZoneBalancer zoneBalancer();

  /** Tells whether an instance meets a query expression. */
  interface InstanceFilter {
    boolean matches(InstancesView instances, int instance);
  }
}
