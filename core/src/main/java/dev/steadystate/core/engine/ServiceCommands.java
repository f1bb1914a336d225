package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.ZoneRebalancing;
import dev.steadystate.core.random.Keys;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentController;
import dev.steadystate.core.spi.PlacementPolicy;
import dev.steadystate.core.spi.PolicyRequest;
import dev.steadystate.core.spi.TaskView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What calls change of services. Everything is checked before anything is changed, so that a
 * refused call leaves no trace.
 */
public final class ServiceCommands {
  private static final int MOST_DEPLOYMENTS = 5;
  private static final int MOST_SERVICES = 5000;
  private static final int MOST_TASKS = 5000;

  private final World world;
  private final DeploymentHistory history;

  ServiceCommands(World world) {
    this.world = world;
    this.history = new DeploymentHistory(world);
  }

  /** Creates a service, or returns the one that was asked for in the same words (SS-127). */
  public ServiceState create(Cluster cluster, Service wanted, Revision revision) {
    DeploymentController controller = world.controllers.get(wanted.deploymentController());
    if (controller == null) {
      throw noController(wanted.deploymentController());
    }
    controller.validate(wanted);
    Optional<ServiceState> existing =
        world
            .findService(cluster, wanted.serviceName())
            .filter(service -> service.status != ServiceStatus.INACTIVE);
    if (existing.isPresent()) {
      return sameAgain(existing.get(), wanted);
    }
    checkTaskQuota(wanted.desiredCount().orElse(0));
    checkServiceQuota(cluster);
    PlacementPolicy policy =
        policy(
            wanted.schedulingStrategy() == SchedulingStrategy.DAEMON,
            wanted.launchType().orElse(LaunchType.EC2),
            revision,
            wanted.placementConstraints(),
            wanted.placementStrategy());
    ZoneRebalancing rebalancing = rebalancing(wanted, policy);

    ServiceState service = add(cluster, wanted, controller);
    service.zoneRebalancing = rebalancing;
    service.tags = TagLists.read(wanted.document().documents("tags"));
    world.called("CreateService", service.name);
    history.begin(
        service,
        new ServiceSettings(
            revision.toString(),
            wanted.launchType().orElse(LaunchType.EC2),
            wanted.subnets(),
            wanted.targetGroups(),
            wanted),
        revision,
        policy);
    world.clusters.get(service.cluster).heed(service);
    if (service.daemon) {
      service.desiredCount = world.daemons.desiredCount(service);
      world.daemons.reserveEverywhere(cluster);
    }
    world.touchByCall(service, world.callEntry);
    return service;
  }

  private static ServiceState sameAgain(ServiceState existing, Service wanted) {
    if (existing.status == ServiceStatus.DRAINING) {
      throw EcsException.invalidParameter("Unable to Start a service that is still Draining.");
    }
    if (!existing.isAskedForBy(wanted)) {
      throw EcsException.invalidParameter("Creation of service was not idempotent.");
    }
    return existing;
  }

  /** What ECS has and nobody brought is not simulated; anything else is a slip. */
  private EcsException noController(String type) {
    return type.equals("CODE_DEPLOY") || type.equals("EXTERNAL")
        ? new EcsException(
            "UnsupportedFeatureException",
            "The deployment controller " + type + " is not simulated.")
        : EcsException.invalidParameter(
            "unknown deployment controller '"
                + type
                + "', expected one of "
                + world.controllers.keySet());
  }

  private ServiceState add(Cluster cluster, Service wanted, DeploymentController controller) {
    String serviceName = wanted.serviceName();
    int incarnation = world.incarnations.merge(cluster.name + "/" + serviceName, 1, Integer::sum);
    long key = Keys.with(Keys.with(cluster.key, "service"), serviceName);
    ServiceState service =
        new ServiceState(
            world,
            new ServiceName(
                cluster.name, serviceName, serviceName, "service", Keys.with(key, incarnation)),
            world.services.size(),
            cluster.index,
            cluster.group("service:" + serviceName),
            controller,
            wanted,
            world.now);
    cluster.services.put(serviceName, service.index);
    world.services.add(service);
    if (service.daemon) {
      cluster.daemons.put(service.index, new DaemonHomes());
    }
    return service;
  }

  /**
   * Changes a service; a new deployment begins if something that needs one changed (DEP-1).
   *
   * @param after the service as the update leaves it
   */
  public void update(
      ServiceState service, ServiceUpdate update, Service after, Optional<Revision> newRevision) {
    Change change = decide(service, update, after, newRevision);
    world.called("UpdateService", service.name);
    make(service, change, update);
    if (service.daemon) {
      world.daemons.reserveEverywhere(world.clusters.get(service.cluster));
    }
    world.touchByCall(service, world.callEntry);
  }

  /**
   * What an update comes to, found to be allowed.
   *
   * @param policies those of all known deployments, in order; empty when placement stays as it is
   */
  private record Change(
      Service after,
      Revision revision,
      PlacementPolicy policy,
      ImmutableList<PlacementPolicy> policies,
      ImmutableList<PlacementConstraint> constraints,
      ImmutableList<PlacementStrategy> strategies,
      ZoneRebalancing rebalancing,
      boolean needsDeployment) {}

  private Change decide(
      ServiceState service, ServiceUpdate update, Service after, Optional<Revision> newRevision) {
    if (service.status != ServiceStatus.ACTIVE) {
      throw new EcsException("ServiceNotActiveException", "Service was not ACTIVE.");
    }
    service.controller.validate(after);
    DeploymentState primary = service.primary;
    Revision revision = newRevision.orElse(primary.revision);
    ImmutableList<PlacementConstraint> constraints =
        update.placementConstraints().orElse(service.placementConstraints);
    ImmutableList<PlacementStrategy> strategies =
        update.placementStrategy().orElse(service.placementStrategy);
    PlacementPolicy policy =
        policy(service.daemon, primary.settings.launchType(), revision, constraints, strategies);
    boolean needsDeployment =
        update.forceNewDeployment()
            || revision != primary.revision
            || DeploymentTriggers.anyChanged(primary.settings, update);
    if (needsDeployment && service.deployments.size() >= MOST_DEPLOYMENTS) {
      throw EcsException.invalidParameter(
          "5 active deployments exist, unable to create new deployment.");
    }
    if (update.desiredCount().isPresent()) {
      checkTaskQuota(update.desiredCount().getAsInt());
    }
    if (update.zoneRebalancing().equals(Optional.of(ZoneRebalancing.ENABLED))
        && !isEligible(
            service.schedulingStrategy(),
            primary.settings.launchType(),
            after.deploymentConfiguration(),
            policy)) {
      throw notEligible(service.schedulingStrategy());
    }
    ImmutableList.Builder<PlacementPolicy> policies = ImmutableList.builder();
    if (!constraints.equals(service.placementConstraints)
        || !strategies.equals(service.placementStrategy)) {
      for (DeploymentState deployment : service.knownDeployments()) {
        LaunchType launchType = deployment.settings.launchType();
        policies.add(
            policy(service.daemon, launchType, deployment.revision, constraints, strategies));
      }
    }
    return new Change(
        after,
        revision,
        policy,
        policies.build(),
        constraints,
        strategies,
        update.zoneRebalancing().orElse(service.zoneRebalancing),
        needsDeployment);
  }

  private void make(ServiceState service, Change change, ServiceUpdate update) {
    service.zoneRebalancing = change.rebalancing();
    service.configuration = change.after().deploymentConfiguration();
    service.placementConstraints = change.constraints();
    service.placementStrategy = change.strategies();
    List<DeploymentState> known = service.knownDeployments();
    for (int i = 0; i < change.policies().size(); i++) {
      known.get(i).policy = change.policies().get(i);
      known.get(i).launch = null;
    }
    if (!service.daemon) {
      service.desiredCount = update.desiredCount().orElse(service.desiredCount);
    }
    service.present = change.after();
    if (update.healthCheckGracePeriodSeconds().isPresent()) {
      setGracePeriod(service, update.healthCheckGracePeriodSeconds().getAsInt());
    }
    service.steadyAgain = true;
    if (change.needsDeployment()) {
      ServiceSettings settings = service.primary.settings;
      history.begin(
          service,
          new ServiceSettings(
              change.revision().toString(),
              settings.launchType(),
              update.subnets().orElse(settings.subnets()),
              update.targetGroups().orElse(settings.targetGroups()),
              service.present),
          change.revision(),
          change.policy());
    } else {
      history.configure(service);
    }
    world.clusters.get(service.cluster).heed(service);
  }

  public void delete(ServiceState service, boolean force) {
    if (service.status == ServiceStatus.DRAINING) {
      return;
    }
    if (!force && !service.daemon) {
      if (service.desiredCount > 0) {
        throw EcsException.invalidParameter(
            "The service cannot be stopped while it is scaled above 0.");
      }
      if (service.live() > 0 || service.deployments.size() > 1) {
        throw EcsException.invalidParameter(
            "The service cannot be stopped while deployments are active.");
      }
    }
    world.called("DeleteService", service.name);
    boolean daemon = service.daemon;
    service.desiredCount = 0;
    service.status = ServiceStatus.DRAINING;
    world.write(
        EntryKind.SERVICE_STATUS, service.name, ServiceStatus.DRAINING, null, world.callEntry);
    Cluster cluster = world.clusters.get(service.cluster);
    cluster.heed(service);
    if (daemon) {
      cluster.daemons.remove(service.index);
      world.daemons.reserveEverywhere(cluster);
    }
    world.touchByCall(service, world.callEntry);
  }

  /** Asks for the running service deployment to be rolled back (DEP-153). */
  public void stopDeployment(ServiceState service, ServiceDeployment deployment) {
    switch (deployment.status) {
      case PENDING, IN_PROGRESS -> {
        world.called("StopServiceDeployment", service.name);
        deployment.status = ServiceDeployment.Status.ROLLBACK_REQUESTED;
        deployment.updatedAt = world.now;
        service.rollbackRequested = true;
        world.touchByCall(service, world.callEntry);
      }
      case STOP_REQUESTED, ROLLBACK_REQUESTED, ROLLBACK_IN_PROGRESS -> {
        // A harmless repeat.
      }
      case SUCCESSFUL, STOPPED, ROLLBACK_SUCCESSFUL, ROLLBACK_FAILED ->
          throw new EcsException(
              "ConflictException",
              "The service deployment is in the terminal state " + deployment.status + ".");
    }
  }

  /** A new grace period holds for all tasks at once (TRF-43). */
  private void setGracePeriod(ServiceState service, int seconds) {
    service.gracePeriodSeconds = seconds;
    List<Integer> rows = new ArrayList<>();
    for (DeploymentState deployment : service.deployments) {
      for (Condition condition : List.of(Condition.SETTLING, Condition.UNHEALTHY)) {
        for (TaskView task : deployment.tasks(condition)) {
          if (task.unhealthySince() != TaskView.NEVER) {
            rows.add(task.handle());
          }
        }
      }
    }
    for (int row : rows) {
      Task task = world.tasks.get(row);
      long graceEnd = Conditions.graceEnd(task, service);
      if (task.condition == Condition.SETTLING && graceEnd > world.now) {
        world.event(graceEnd, EventType.GRACE_END, row, task, 0, 0);
      }
      world.life.reclassify(row);
    }
  }

  private PlacementPolicy policy(
      boolean daemon,
      LaunchType launchType,
      Revision revision,
      ImmutableList<PlacementConstraint> constraints,
      ImmutableList<PlacementStrategy> strategies) {
    return world.placement.policy(
        new PolicyRequest(
            true,
            daemon,
            launchType,
            revision.definition.placementConstraints(),
            constraints,
            strategies,
            world.parameters.regexFind()));
  }

  private static ZoneRebalancing rebalancing(Service wanted, PlacementPolicy policy) {
    boolean eligible =
        isEligible(
            wanted.schedulingStrategy(),
            wanted.launchType().orElse(LaunchType.EC2),
            wanted.deploymentConfiguration(),
            policy);
    if (wanted.zoneRebalancing().isEmpty()) {
      return eligible ? ZoneRebalancing.ENABLED : ZoneRebalancing.DISABLED;
    }
    if (wanted.zoneRebalancing().get() == ZoneRebalancing.ENABLED && !eligible) {
      throw notEligible(wanted.schedulingStrategy());
    }
    return wanted.zoneRebalancing().get();
  }

  private static boolean isEligible(
      SchedulingStrategy strategy,
      LaunchType launchType,
      DeploymentConfiguration configuration,
      PlacementPolicy policy) {
    return strategy == SchedulingStrategy.REPLICA
        && launchType != LaunchType.EXTERNAL
        && configuration.maximumPercent() > 100
        && policy.allowsZoneRebalancing();
  }

  private static EcsException notEligible(SchedulingStrategy strategy) {
    return EcsException.invalidParameter(
        strategy == SchedulingStrategy.DAEMON
            ? "Availability Zone Rebalancing does not support DAEMON services"
            : "Availability Zone Rebalancing needs a maximumPercent above 100, no placement"
                + " constraint on attribute:ecs.availability-zone, and a first placement strategy"
                + " of spread by attribute:ecs.availability-zone or none");
  }

  private void checkTaskQuota(int desiredCount) {
    if (world.parameters.enforceQuotas() && desiredCount > MOST_TASKS) {
      throw EcsException.invalidParameter(
          "desiredCount must be at most " + MOST_TASKS + ", but was " + desiredCount);
    }
  }

  private void checkServiceQuota(Cluster cluster) {
    if (world.parameters.enforceQuotas() && cluster.services.size() >= MOST_SERVICES) {
      long active =
          cluster.services.values().stream()
              .filter(index -> world.services.get(index).status == ServiceStatus.ACTIVE)
              .count();
      if (active >= MOST_SERVICES) {
        throw EcsException.invalidParameter(
            "a cluster holds at most " + MOST_SERVICES + " services");
      }
    }
  }
}
