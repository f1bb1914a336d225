package dev.steadystate.placement;

import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.PlacementEngine;
import dev.steadystate.core.spi.PlacementPolicy;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.PolicyRequest;
import dev.steadystate.core.spi.ZoneBalancer;
import dev.steadystate.placement.query.ClusterQuery;

/**
 * Places and stops tasks as ECS does: what fits, constraints, strategies, the default balance over
 * zones, and zone rebalancing.
 */
public final class EcsPlacementEngine implements PlacementEngine {
  private final PlacementRegistry registry;
  private final boolean checksPurity;

  /** Makes the engine with the strategies and constraints of ECS, as {@code ServiceLoader} does. */
  public EcsPlacementEngine() {
    this(PlacementRegistry.standard(), false);
  }

  private EcsPlacementEngine(PlacementRegistry registry, boolean checksPurity) {
    this.registry = registry;
    this.checksPurity = checksPurity;
  }

  /** Returns an engine with these strategies and constraints. */
  public static EcsPlacementEngine with(PlacementRegistry registry) {
    return new EcsPlacementEngine(registry, false);
  }

  /**
   * Returns an engine that asks every strategy and constraint twice, in shuffled order, at every
   * placement, and throws an {@code IllegalArgumentException} that names the one that answers
   * differently or depends on more than it declares. It is slow; run it in a test of your strategy.
   */
  public EcsPlacementEngine checkingPurity() {
    return new EcsPlacementEngine(registry, true);
  }

  @Override
  public PlacementPolicy policy(PolicyRequest request) {
    return new PolicyReader(registry).read(request);
  }

  @Override
  public Placer placer(InstancesView instances) {
    return new EcsPlacer(instances, Indexes.ROOM, checksPurity);
  }

  @Override
  public InstanceFilter filter(String expression, boolean regexFind) {
    ClusterQuery query = Queries.parse(expression, regexFind);
    return (instances, instance) -> query.matches(new Spot.Target(instances).at(instance));
  }

  @Override
  public ZoneBalancer zoneBalancer() {
    return EcsZoneBalancer.INSTANCE;
  }

  @Override
  public String toString() {
    return "ECS placement, " + registry;
  }
}
