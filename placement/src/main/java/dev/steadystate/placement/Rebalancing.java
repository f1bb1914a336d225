package dev.steadystate.placement;

import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.ServiceView;

/**
 * What a rebalancing in progress must remember from pass to pass.
 *
 * @param deployment the primary when it began
 * @param desiredCount when it began
 * @param draining live tasks on DRAINING instances when it began
 * @param live live tasks once the last actions were done, but for the launches
 * @param launched tasks launched before the last actions
 * @param expected live tasks there will be in the zones where tasks were started last
 * @param capacity the capacity changes known when those were started
 * @param refusedAt zones where a launch was refused, and the capacity changes known then (PL-88)
 */
record Rebalancing(
    String deployment,
    int desiredCount,
    int draining,
    int live,
    int launched,
    ImmutableSortedMap<String, Integer> expected,
    long capacity,
    ImmutableSortedMap<String, Long> refusedAt) {

  static Rebalancing begun(ServiceView service) {
    return new Rebalancing(
        service.primary().id(),
        service.desiredCount(),
        service.draining().size(),
        service.live(),
        service.launched(),
        ImmutableSortedMap.of(),
        service.capacityChanges(),
        ImmutableSortedMap.of());
  }

  /**
   * Returns whether something else than the rebalancing itself took the service out of its steady
   * state (PL-90). Tasks that it started and stopped are accounted for: what is missing beyond them
   * crashed, was stopped by hand or lost its host.
   */
  boolean isInterruptedIn(ServiceView service) {
    return !service.rebalancesZones()
        || !service.primary().id().equals(deployment)
        || service.desiredCount() != desiredCount
        || service.draining().size() > draining
        || hasUnhealthy(service)
        || service.live() < live + service.launched() - launched;
  }

  private static boolean hasUnhealthy(ServiceView service) {
    for (DeploymentView deployment : service.deployments()) {
      if (deployment.count(Condition.UNHEALTHY) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns the memory with these launches about to be made. */
  Rebalancing starting(ServiceView service, ImmutableSortedMap<String, Integer> starts) {
    ImmutableSortedMap.Builder<String, Integer> expecting = ImmutableSortedMap.naturalOrder();
    starts.forEach((zone, count) -> expecting.put(zone, service.liveInZone(zone) + count));
    return new Rebalancing(
        deployment,
        desiredCount,
        draining,
        service.live(),
        service.launched(),
        expecting.buildOrThrow(),
        service.capacityChanges(),
        refusedAt);
  }

  /** Returns the memory with so many tasks about to be stopped. */
  Rebalancing stopping(ServiceView service, int stops) {
    return new Rebalancing(
        deployment,
        desiredCount,
        draining,
        service.live() - stops,
        service.launched(),
        expected,
        capacity,
        refusedAt);
  }

  /** Returns the memory of refusals that still hold: nothing has changed since. */
  Rebalancing noteRefusals(ServiceView service) {
    ImmutableSortedMap.Builder<String, Long> refused = ImmutableSortedMap.naturalOrder();
    long now = service.capacityChanges();
    refusedAt.forEach(
        (zone, at) -> {
          if (at == now && !expected.containsKey(zone)) {
            refused.put(zone, at);
          }
        });
    expected.forEach(
        (zone, count) -> {
          if (capacity == now && service.liveInZone(zone) < count && service.foundNoPlaceIn(zone)) {
            refused.put(zone, now);
          }
        });
    return new Rebalancing(
        deployment,
        desiredCount,
        draining,
        live,
        launched,
        expected,
        capacity,
        refused.buildOrThrow());
  }

  @Override
  public String toString() {
    return "rebalancing " + deployment + ", started in " + expected.keySet();
  }
}
