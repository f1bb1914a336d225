package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DaemonSlot;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.PlacementExplanation;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.Refusal;
import dev.steadystate.core.view.ServiceExplanation;
import dev.steadystate.core.view.ServiceExplanation.Lack;
import java.time.Instant;
import java.util.Optional;

/** Explains a service to a reader. It reads and asks, and changes nothing. */
final class Explaining {
  private final World world;
  private final Snapshots snapshots;

  Explaining(World world, Snapshots snapshots) {
    this.world = world;
    this.snapshots = snapshots;
  }

  ServiceExplanation explain(ServiceState service, Optional<JournalEntry> next) {
    String prefix = "(service " + service.name.service() + ") ";
    return new ServiceExplanation(
        Instant.ofEpochMilli(world.now),
        snapshots.service(service),
        service.healthy(),
        service.lowerBound(),
        service.upperBound(),
        service.occupying(),
        count(service, Condition.STARTING),
        count(service, Condition.SETTLING),
        count(service, Condition.UNHEALTHY),
        count(service, Condition.LEAVING),
        lacks(service),
        service.events.obstacles().stream()
            .map(message -> message.text(service.name.service()).replace(prefix, ""))
            .collect(ImmutableList.toImmutableList()),
        next);
  }

  private static int count(ServiceState service, Condition condition) {
    int count = 0;
    for (DeploymentState deployment : service.deployments) {
      count += deployment.count(condition);
    }
    return count;
  }

  private ImmutableList<Lack> lacks(ServiceState service) {
    ImmutableList.Builder<Lack> lacks = ImmutableList.builder();
    if (service.status == ServiceStatus.ACTIVE) {
      for (DeploymentState deployment : service.deployments) {
        int missing = missing(service, deployment);
        if (missing > 0) {
          lacks.add(lack(deployment, missing));
        }
      }
    }
    return lacks.build();
  }

  /** The primary wants all that is wanted, an older one the share that it is to keep (DEP-49). */
  private static int missing(ServiceState service, DeploymentState deployment) {
    if (deployment == service.primary) {
      return service.desiredCount - deployment.live();
    }
    return deployment.everCompleted ? deployment.desiredCount - deployment.live() : 0;
  }

  private Lack lack(DeploymentState deployment, int missing) {
    boolean mayLaunch = deployment.rolloutState != RolloutState.FAILED;
    return new Lack(
        snapshots.deployment(deployment),
        missing,
        mayLaunch,
        deployment.throttle.failedRounds,
        deployment.throttle.allows(world.now)
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(deployment.throttle.launchesFrom())),
        mayLaunch ? placement(deployment) : Optional.empty());
  }

  private Optional<PlacementExplanation> placement(DeploymentState deployment) {
    ServiceState service = deployment.service;
    Cluster cluster = world.clusters.get(service.cluster);
    Placer placer = cluster.placer(world.placement);
    Launch launch = world.launchFor(deployment, service.launches + 1);
    if (service.daemon) {
      return daemonPlacement(service, cluster, placer, launch);
    }
    return deployment.settings.launchType() == LaunchType.EXTERNAL
        ? Optional.empty()
        : Optional.of(placer.explain(launch));
  }

  /** Says what keeps a daemon off the instances that want one (SS-26). */
  private Optional<PlacementExplanation> daemonPlacement(
      ServiceState service, Cluster cluster, Placer placer, Launch launch) {
    ImmutableList.Builder<PlacementExplanation.Verdict> full = ImmutableList.builder();
    for (DaemonSlot slot : service.daemonSlots()) {
      if (slot.occupant() == null && !placer.fits(launch, slot.instance())) {
        Refusal refusal = placer.refusal(launch, slot.instance());
        full.add(
            new PlacementExplanation.Verdict(
                slot.instance(),
                cluster.ec2InstanceId(slot.instance()),
                cluster.zone(slot.instance()),
                refusal));
      }
    }
    ImmutableList<PlacementExplanation.Verdict> verdicts = full.build();
    if (verdicts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PlacementExplanation(
            "a daemon task of " + service.name.service(),
            Optional.empty(),
            ImmutableList.of(),
            verdicts,
            moreRoom(verdicts.get(0))));
  }

  private static Optional<PlacementExplanation.Change> moreRoom(
      PlacementExplanation.Verdict verdict) {
    Refusal refusal = verdict.refusal();
    return switch (refusal.check()) {
      case CPU, MEMORY, INTERFACES, GPU ->
          Optional.of(
              new PlacementExplanation.MoreRoom(
                  verdict.instance(),
                  verdict.name(),
                  refusal.check(),
                  refusal.wanted() - refusal.available()));
      case NO_INSTANCES,
          AGENT,
          LOCATION,
          ATTRIBUTE,
          DISTINCT_INSTANCE,
          MEMBER_OF,
          CONSTRAINT,
          PORT,
          TOO_MANY_PORTS ->
          Optional.empty();
    };
  }
}
