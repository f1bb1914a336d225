package dev.steadystate.placement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.spi.Candidates;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.StopReason;
import dev.steadystate.core.spi.Why;
import dev.steadystate.core.spi.ZoneBalancer;
import org.jspecify.annotations.Nullable;

/** Availability Zone rebalancing (PL-80 to PL-92). */
enum EcsZoneBalancer implements ZoneBalancer {
  INSTANCE;

  @Override
  public Plan interrupt(ServiceView service) {
    @Nullable Rebalancing going = (Rebalancing) service.rebalancingMemory();
    if (going == null) {
      return Plan.nothing();
    }
    // Where no instance may take its tasks any more there are no zones to be balanced.
    if (!going.isInterruptedIn(service) && !service.zones().isEmpty()) {
      return Plan.nothing();
    }
    return Plan.of(
        new Plan.Emit(EventMessage.of(EventKind.REBALANCE_STOPPED)),
        new Plan.RememberRebalancing(null));
  }

  @Override
  public Plan rebalance(ServiceView service) {
    if (!service.rebalancesZones()) {
      return Plan.nothing();
    }
    @Nullable Rebalancing going = (Rebalancing) service.rebalancingMemory();
    if (going == null && !(service.wasSteady() && isCalm(service))) {
      return Plan.nothing();
    }
    ZoneCounts zones = ZoneCounts.of(service);
    if (going == null) {
      return begin(service, zones);
    }
    if (service.healthy() < service.live()) {
      return Plan.nothing();
    }
    return service.live() > service.desiredCount()
        ? stop(service, zones, going)
        : goOn(service, zones, going);
  }

  /** Begins when the service came into this tick steady and is so still (PL-83, PL-92). */
  private static Plan begin(ServiceView service, ZoneCounts zones) {
    if (zones.areBalanced()) {
      return Plan.nothing();
    }
    if (isThrottled(service)) {
      return untilLaunchesAreFree(service);
    }
    ImmutableSortedMap<String, Integer> starts =
        zones.starts(room(service), ImmutableSortedMap.of());
    if (starts.isEmpty()) {
      return Plan.nothing();
    }
    ImmutableList.Builder<Plan.Action> actions = ImmutableList.builder();
    actions.add(new Plan.Emit(EventMessage.of(EventKind.NOT_AZ_BALANCED, zones.toString())));
    return start(service, zones, starts, Rebalancing.begun(service), actions);
  }

  private static Plan start(
      ServiceView service,
      ZoneCounts zones,
      ImmutableSortedMap<String, Integer> starts,
      Rebalancing going,
      ImmutableList.Builder<Plan.Action> actions) {
    starts.forEach(
        (zone, count) ->
            actions.add(
                new Plan.LaunchInZone(
                    service.primary(),
                    count,
                    zone,
                    Why.of("zones are out of balance, {0} tasks here", zones.count(zone)))));
    actions.add(new Plan.RememberRebalancing(going.starting(service, starts)));
    actions.add(nextTick(service));
    return new Plan(actions.build());
  }

  /** Stops what is too many, all tasks being healthy: the fullest zones first (PL-86, PL-89). */
  private static Plan stop(ServiceView service, ZoneCounts zones, Rebalancing going) {
    int surplus = service.live() - service.desiredCount();
    ZoneCounts.Stops stops = zones.stops(surplus, service.protectedTasks());
    ImmutableList.Builder<Plan.Action> actions = ImmutableList.builder();
    stops
        .perZone()
        .forEach(
            (zone, count) ->
                actions.add(
                    new Plan.StopSome(
                        count,
                        among(service, zone),
                        StopReason.REBALANCING,
                        Why.of("zones are out of balance, {0} tasks here", zones.count(zone)))));
    if (stops.total() < surplus) {
      actions.add(
          new Plan.Emit(
              EventMessage.of(
                  EventKind.REBALANCE_PROTECTED, stops.protectedTasks(), service.primary().id())));
    }
    if (stops.total() > 0) {
      actions.add(new Plan.RememberRebalancing(going.stopping(service, stops.total())));
      actions.add(nextTick(service));
    }
    return new Plan(actions.build());
  }

  private static ImmutableList<Candidates> among(ServiceView service, String zone) {
    ImmutableList<DeploymentView> deployments = ImmutableList.copyOf(service.deployments());
    return ImmutableList.of(new Candidates(deployments, Condition.HEALTHY, zone));
  }

  /** Ends in a tick in which nothing was started or stopped, or begins another round (PL-87). */
  private static Plan goOn(ServiceView service, ZoneCounts zones, Rebalancing going) {
    if (zones.areBalanced()) {
      return service.actedInThisPass()
          ? Plan.of(nextTick(service))
          : Plan.of(
              new Plan.Emit(EventMessage.of(EventKind.AZ_BALANCED, zones.toString())),
              new Plan.RememberRebalancing(null));
    }
    if (!service.wasSteady() || !isCalm(service)) {
      return Plan.nothing();
    }
    if (isThrottled(service)) {
      return untilLaunchesAreFree(service);
    }
    Rebalancing seen = going.noteRefusals(service);
    ImmutableSortedMap<String, Integer> starts = zones.starts(room(service), seen.refusedAt());
    return starts.isEmpty()
        ? Plan.of(new Plan.RememberRebalancing(seen))
        : start(service, zones, starts, seen, ImmutableList.builder());
  }

  /** Returns whether the service will be steady at the end of this tick unless we act (SS-121). */
  private static boolean isCalm(ServiceView service) {
    return !service.actedInThisPass()
        && service.deployments().size() == 1
        && service.live() == service.desiredCount()
        && service.healthy() == service.live();
  }

  private static boolean isThrottled(ServiceView service) {
    return service.primary().launchesFrom() > service.now();
  }

  /** Failed launches of before let nothing be started now, here too (SS-88). */
  private static Plan untilLaunchesAreFree(ServiceView service) {
    return Plan.of(new Plan.WakeAt(service.primary().launchesFrom()));
  }

  private static int room(ServiceView service) {
    return Math.max(0, service.upperBound() - service.occupying());
  }

  private static Plan.Action nextTick(ServiceView service) {
    return new Plan.WakeAt(service.now() + 1);
  }
}
