package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.fate.Fate;
import dev.steadystate.core.fate.TaskFacts;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.Subject;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.MetricAlarm;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.model.ZoneRebalancing;
import dev.steadystate.core.random.Keys;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentController;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.PlacementPolicy;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.PolicyRequest;
import dev.steadystate.core.spi.Refusal;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.Why;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What calls and faults change. Everything is checked before anything is changed, so that a refused
 * call leaves no trace; what needs no state was checked at the door.
 */
public final class Commands {
  private static final int MOST_DEPLOYMENTS = 5;
  private static final int MOST_SERVICES = 5000;
  private static final int MOST_TASKS = 5000;
  private static final int MOST_INSTANCES = 5000;

  private final World world;
  private final DeploymentHistory history;

  Commands(World world) {
    this.world = world;
    this.history = new DeploymentHistory(world);
  }

  /** Writes that a call is made: the cause of all that it brings about. */
  public long called(String action, Subject subject) {
    world.callEntry = world.write(EntryKind.CALL, subject, action, null, 0);
    return world.callEntry;
  }

  // Clusters and instances.

  public Cluster createCluster(String name, Document document) {
    Optional<Cluster> existing = world.findCluster(name);
    if (existing.isPresent() && existing.get().active) {
      if (existing.get().isImplicit) {
        return explicit(existing.get(), document);
      }
      if (!document.isEmpty() && !existing.get().document.equals(document)) {
        throw EcsException.invalidParameter(
            "Arguments on this idempotent request are inconsistent with arguments used in previous"
                + " request(s).");
      }
      return existing.get();
    }
    if (existing.isPresent()) {
      return explicit(existing.get(), document);
    }
    Cluster cluster = new Cluster(name, world.clusters.size(), world.clusterKey(name), document);
    world.clusters.add(cluster);
    return explicit(cluster, document);
  }

  /** Makes an ACTIVE cluster of one that was deleted, or that nobody created. */
  private Cluster explicit(Cluster cluster, Document document) {
    cluster.active = true;
    cluster.isImplicit = false;
    cluster.document = document;
    cluster.definition = document;
    cluster.tags = TagLists.read(document.documents("tags"));
    called("CreateCluster", cluster);
    return cluster;
  }

  public void deleteCluster(Cluster cluster) {
    for (ServiceState service : world.services) {
      if (service.cluster == cluster.index && service.status != ServiceStatus.INACTIVE) {
        throw new EcsException(
            "ClusterContainsServicesException",
            "The Cluster cannot be deleted while Services are active.");
      }
    }
    for (Instance instance : cluster.instances) {
      if (instance.status != InstanceStatus.INACTIVE) {
        throw new EcsException(
            "ClusterContainsContainerInstancesException",
            "The Cluster cannot be deleted while Container Instances are active or draining.");
      }
    }
    for (int row = 0; row < world.tasks.rows(); row++) {
      Task task = world.tasks.at(row);
      if (task != null && task.cluster == cluster.index && task.lastStatus != LastStatus.STOPPED) {
        throw new EcsException(
            "ClusterContainsTasksException",
            "The Cluster cannot be deleted while Tasks are active.");
      }
    }
    cluster.active = false;
    called("DeleteCluster", cluster);
  }

  /** Sets the settings and capacity providers of a cluster, which have no effect here. */
  public void define(Cluster cluster, Document definition) {
    cluster.definition = definition;
  }

  /** Refuses an instance that is there already, or for which the cluster has no room. */
  public void checkNew(Cluster cluster, ContainerInstance definition) {
    if (world.parameters.enforceQuotas() && cluster.instances.size() >= MOST_INSTANCES) {
      long active =
          cluster.instances.stream()
              .filter(instance -> instance.status != InstanceStatus.INACTIVE)
              .count();
      if (active >= MOST_INSTANCES) {
        throw new EcsException(
            "LimitExceededException",
            "a cluster holds at most " + MOST_INSTANCES + " container instances");
      }
    }
    if (!isFree(cluster, definition.ec2InstanceId())) {
      throw EcsException.invalidParameter(
          "container instance " + definition.ec2InstanceId() + " is registered already");
    }
  }

  /** Lets an instance that was checked join, because of the call or fault at work. */
  public Instance registerInstance(Cluster cluster, ContainerInstance definition, Document tags) {
    int index = cluster.instances.size();
    TreeMap<String, String> attributes = new TreeMap<>();
    for (Attribute attribute : definition.attributes()) {
      attributes.put(attribute.name(), attribute.value());
    }
    Instance instance =
        new Instance(
            definition,
            cluster.name,
            cluster.index,
            index,
            Keys.with(Keys.with(cluster.key, "instance"), index),
            world.now,
            ImmutableSortedMap.copyOf(attributes));
    instance.tags = tags;
    cluster.instances.add(instance);
    long entry =
        world.write(
            EntryKind.INSTANCE_STATUS,
            instance,
            "registered in " + definition.availabilityZone(),
            null,
            world.callEntry);
    instance.lastEntry = entry;
    changed(cluster, instance, entry);
    capacityCame(cluster, entry);
    return instance;
  }

  private static boolean isFree(Cluster cluster, String ec2InstanceId) {
    // Only the latest of its name can be there still, or it could not have registered.
    return cluster
        .names
        .ofEc2InstanceId(ec2InstanceId)
        .filter(other -> other.status != InstanceStatus.INACTIVE)
        .isEmpty();
  }

  /** Tells placement, daemons and zone rebalancing that an instance is not what it was. */
  private void changed(Cluster cluster, Instance instance, long entry) {
    instance.version++;
    cluster.capacityChanged(world);
    cluster.changed(instance);
    world.daemons.instanceChanged(cluster, instance, entry);
    for (ServiceState service : world.services) {
      // Another set of zones may be configured now, or a zone may have room again (PL-85, PL-88).
      if (service.cluster == cluster.index
          && service.status == ServiceStatus.ACTIVE
          && service.zoneRebalancing == ZoneRebalancing.ENABLED) {
        world.touchByCall(service, entry);
      }
    }
  }

  private void capacityCame(Cluster cluster, long entry) {
    if (!world.parameters.wakeOnCapacityChange()) {
      return;
    }
    for (ServiceState service : world.services) {
      if (service.cluster == cluster.index && service.status == ServiceStatus.ACTIVE) {
        for (DeploymentState deployment : service.deployments) {
          if (deployment.throttle.launchesFrom > world.now) {
            deployment.throttle.launchesFrom = world.now;
            world.touchByCall(service, entry);
          }
        }
      }
    }
  }

  /** Sets an instance ACTIVE or DRAINING (SS-102). */
  public void setState(Cluster cluster, Instance instance, InstanceStatus status) {
    if (instance.status == status) {
      return;
    }
    instance.status = status;
    long entry = world.write(EntryKind.INSTANCE_STATUS, instance, status, null, world.callEntry);
    instance.lastEntry = entry;
    boolean draining = status == InstanceStatus.DRAINING;
    for (int row = instance.firstTask; row != Task.NONE; ) {
      Task task = world.tasks.edit(row);
      if (task.draining != draining) {
        task.draining = draining;
        if (task.isServiceTask()) {
          ServiceState service = world.serviceOf(task);
          if (draining && task.isLive()) {
            service.drainingTasks.put(task.name.launchNumber(), row);
          } else {
            service.drainingTasks.remove(task.name.launchNumber());
          }
          world.touchByCall(service, entry);
        }
      }
      row = task.nextOnInstance;
    }
    changed(cluster, instance, entry);
    if (!draining) {
      capacityCame(cluster, entry);
    }
  }

  /** Takes an instance out of the cluster; its tasks end with it (SS-111, SS-112). */
  public void remove(Cluster cluster, Instance instance, StopCode code, String reason) {
    instance.status = InstanceStatus.INACTIVE;
    instance.agentConnected = false;
    long entry =
        world.write(
            EntryKind.INSTANCE_STATUS, instance, InstanceStatus.INACTIVE, reason, world.callEntry);
    instance.lastEntry = entry;
    instance.held = new long[0];
    instance.waitingForRoom = ImmutableIntArray.of();
    List<Integer> rows = new ArrayList<>();
    for (int row = instance.firstTask; row != Task.NONE; ) {
      rows.add(row);
      row = world.tasks.get(row).nextOnInstance;
    }
    rows.sort((a, b) -> Long.compare(world.tasks.get(a).serial, world.tasks.get(b).serial));
    for (int row : rows) {
      world.life.lostHost(row, code, reason, reason, entry);
    }
    changed(cluster, instance, entry);
  }

  public void deregister(Cluster cluster, Instance instance, boolean force) {
    if (!force && instance.firstTask != Task.NONE) {
      throw EcsException.invalidParameter("Found running tasks on the instance.");
    }
    called("DeregisterContainerInstance", instance);
    remove(
        cluster,
        instance,
        StopCode.TERMINATION_NOTICE,
        "Container instance deregistration forced by user");
  }

  public void setAttributes(
      Cluster cluster, Instance instance, ImmutableSortedMap<String, String> attributes) {
    if (instance.attributes.equals(attributes)) {
      return;
    }
    instance.attributes = attributes;
    long entry =
        world.write(
            EntryKind.INSTANCE_STATUS, instance, "attributes changed", null, world.callEntry);
    cluster.attributesChanged(instance);
    changed(cluster, instance, entry);
  }

  /** Takes what an agent that registers again tells of itself, such as its new version. */
  public void setVersionInfo(Cluster cluster, Instance instance, Document told) {
    Document versionInfo = instance.versionInfo.with(told);
    if (instance.versionInfo.equals(versionInfo)) {
      return;
    }
    instance.versionInfo = versionInfo;
    long entry =
        world.write(EntryKind.INSTANCE_STATUS, instance, "agent updated", null, world.callEntry);
    cluster.attributesChanged(instance);
    changed(cluster, instance, entry);
  }

  public void setAgentConnected(Cluster cluster, Instance instance, boolean connected) {
    if (instance.agentConnected == connected || instance.status == InstanceStatus.INACTIVE) {
      return;
    }
    instance.agentConnected = connected;
    long entry =
        world.write(
            EntryKind.AGENT,
            instance,
            connected ? "connected" : "disconnected",
            null,
            world.callEntry);
    instance.lastEntry = entry;
    if (connected) {
      long[] held = instance.held;
      instance.held = new long[0];
      for (int i = 0; i < held.length; i += 2) {
        world.life.happen(held[i], held[i + 1]);
      }
    }
    changed(cluster, instance, entry);
    if (connected) {
      capacityCame(cluster, entry);
    }
  }

  // Task definitions.

  public RevisionState registerTaskDefinition(TaskDefinition definition) {
    List<RevisionState> revisions =
        world.families.computeIfAbsent(definition.family(), family -> new ArrayList<>(1));
    RevisionState registered =
        new RevisionState(new Revision(definition, revisions.size() + 1, world.now));
    registered.tags = TagLists.read(definition.document().documents("tags"));
    revisions.add(registered);
    world.callEntry =
        world.write(
            EntryKind.CALL, world.self, "RegisterTaskDefinition " + registered.revision, null, 0);
    return registered;
  }

  /** Makes a revision INACTIVE: what uses it goes on, nothing new may. */
  public void deregister(RevisionState revision) {
    if (revision.status == RevisionState.Status.ACTIVE) {
      revision.status = RevisionState.Status.INACTIVE;
      revision.deregisteredAt = world.now;
    }
  }

  /** Lets an INACTIVE revision go as soon as nothing uses it. */
  public void delete(RevisionState revision) {
    revision.status = RevisionState.Status.DELETE_IN_PROGRESS;
  }

  // Tags, and what else is only kept.

  public Kept kept() {
    return world.kept;
  }

  public void tag(Cluster cluster, Document tags) {
    cluster.tags = tags;
  }

  public void tag(Instance instance, Document tags) {
    instance.tags = tags;
  }

  public void tag(ServiceState service, Document tags) {
    service.tags = tags;
  }

  public void tag(RevisionState revision, Document tags) {
    revision.tags = tags;
  }

  public void tagTask(int row, Document tags) {
    world.kept.setTaskTags(world.tasks.get(row).name.id(), tags);
  }

  // Services.

  public ServiceState createService(Cluster cluster, Service wanted, Revision revision) {
    DeploymentController controller = world.controllers.get(wanted.deploymentController());
    if (controller == null) {
      throw EcsException.invalidParameter(
          "unknown deployment controller '"
              + wanted.deploymentController()
              + "', expected one of "
              + world.controllers.keySet());
    }
    controller.validate(wanted);
    Optional<ServiceState> existing = world.findService(cluster, wanted.serviceName());
    if (existing.isPresent() && existing.get().status != ServiceStatus.INACTIVE) {
      if (existing.get().status == ServiceStatus.DRAINING) {
        throw EcsException.invalidParameter("Unable to Start a service that is still Draining.");
      }
      if (existing.get().isAskedForBy(wanted)) {
        return existing.get();
      }
      throw EcsException.invalidParameter("Creation of service was not idempotent.");
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

    String incarnationOf = cluster.name + "/" + wanted.serviceName();
    int incarnation = world.incarnations.merge(incarnationOf, 1, Integer::sum);
    long key = Keys.with(Keys.with(cluster.key, "service"), wanted.serviceName());
    ServiceName name =
        new ServiceName(
            cluster.name,
            wanted.serviceName(),
            wanted.serviceName(),
            "service",
            Keys.with(key, incarnation));
    ServiceState service =
        new ServiceState(
            world,
            name,
            world.services.size(),
            cluster.index,
            cluster.group("service:" + wanted.serviceName()),
            controller,
            wanted,
            world.now);
    service.zoneRebalancing = rebalancing;
    service.tags = TagLists.read(wanted.document().documents("tags"));
    cluster.services.put(wanted.serviceName(), service.index);
    world.services.add(service);
    if (service.daemon) {
      cluster.daemons.put(service.index, new DaemonHomes());
    }
    called("CreateService", name);
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
    if (service.daemon) {
      service.desiredCount = world.daemons.desiredCount(service);
      world.daemons.reserveEverywhere(cluster);
    }
    world.touchByCall(service, world.callEntry);
    return service;
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

  /** Changes a service; a new deployment begins if something that needs one changed (DEP-1). */
  public void updateService(
      ServiceState service,
      ServiceUpdate update,
      DeploymentConfiguration configuration,
      Optional<Revision> newRevision) {
    if (service.status != ServiceStatus.ACTIVE) {
      throw new EcsException("ServiceNotActiveException", "Service was not ACTIVE.");
    }
    Service after = service.present.updated(update, configuration);
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
    ZoneRebalancing rebalancing = update.zoneRebalancing().orElse(service.zoneRebalancing);
    if (update.zoneRebalancing().equals(Optional.of(ZoneRebalancing.ENABLED))
        && !isEligible(
            service.schedulingStrategy(), primary.settings.launchType(), configuration, policy)) {
      throw notEligible(service.schedulingStrategy());
    }
    boolean policiesChange =
        !constraints.equals(service.placementConstraints)
            || !strategies.equals(service.placementStrategy);
    List<PlacementPolicy> policies = new ArrayList<>();
    if (policiesChange) {
      for (DeploymentState deployment : service.knownDeployments()) {
        policies.add(
            policy(
                service.daemon,
                deployment.settings.launchType(),
                deployment.revision,
                constraints,
                strategies));
      }
    }

    called("UpdateService", service.name);
    service.zoneRebalancing = rebalancing;
    service.configuration = configuration;
    service.placementConstraints = constraints;
    service.placementStrategy = strategies;
    List<DeploymentState> known = service.knownDeployments();
    for (int i = 0; i < policies.size(); i++) {
      known.get(i).policy = policies.get(i);
      known.get(i).launch = null;
    }
    if (!service.daemon) {
      service.desiredCount = update.desiredCount().orElse(service.desiredCount);
    }
    service.present = after;
    if (update.healthCheckGracePeriodSeconds().isPresent()) {
      setGracePeriod(service, update.healthCheckGracePeriodSeconds().getAsInt());
    }
    service.steadyAgain = true;
    if (needsDeployment) {
      history.begin(
          service,
          new ServiceSettings(
              revision.toString(),
              primary.settings.launchType(),
              update.subnets().orElse(primary.settings.subnets()),
              update.targetGroups().orElse(primary.settings.targetGroups()),
              service.present),
          revision,
          policy);
    }
    if (service.daemon) {
      world.daemons.reserveEverywhere(world.clusters.get(service.cluster));
    }
    world.touchByCall(service, world.callEntry);
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

  public void deleteService(ServiceState service, boolean force) {
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
    called("DeleteService", service.name);
    boolean daemon = service.daemon;
    service.desiredCount = 0;
    service.status = ServiceStatus.DRAINING;
    world.write(
        EntryKind.SERVICE_STATUS, service.name, ServiceStatus.DRAINING, null, world.callEntry);
    if (daemon) {
      Cluster cluster = world.clusters.get(service.cluster);
      cluster.daemons.remove(service.index);
      world.daemons.reserveEverywhere(cluster);
    }
    world.touchByCall(service, world.callEntry);
  }

  /** Asks for the running service deployment to be rolled back (DEP-153). */
  public void stopServiceDeployment(ServiceState service, ServiceDeployment deployment) {
    switch (deployment.status) {
      case PENDING, IN_PROGRESS -> {
        called("StopServiceDeployment", service.name);
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

  // Tasks.

  /** What RunTask and StartTask did: the rows of started tasks, and refusals. */
  public record Run(List<Integer> started, List<Refused> refused) {}

  /** A task that was not started. */
  public record Refused(@Nullable Instance instance, String reason, String detail) {}

  public Run run(Cluster cluster, RunTask wanted, Revision revision, List<Instance> onInstances) {
    LaunchType launchType = wanted.launchType().orElse(LaunchType.EC2);
    String family = revision.definition.family();
    String groupName = wanted.group().orElse("family:" + family);
    PlacementPolicy policy =
        world.placement.policy(
            new PolicyRequest(
                false,
                false,
                launchType,
                revision.definition.placementConstraints(),
                wanted.placementConstraints(),
                wanted.placementStrategy(),
                world.parameters.regexFind()));
    if (launchType != LaunchType.FARGATE
        && onInstances.isEmpty()
        && cluster.instances.stream().noneMatch(i -> i.status != InstanceStatus.INACTIVE)) {
      throw EcsException.invalidParameter("No Container Instances were found in your cluster.");
    }
    int group = cluster.group(groupName);
    ServiceName owner =
        new ServiceName(
            cluster.name,
            "",
            family,
            "family",
            Keys.with(Keys.with(cluster.key, "family"), family));
    world.callEntry =
        world.write(
            EntryKind.CALL,
            cluster,
            (onInstances.isEmpty() ? "RunTask " : "StartTask ") + revision,
            null,
            0);
    Standalone standalone =
        new Standalone(
            groupName, wanted.startedBy().orElse(""), wanted.subnets(), wanted.document());
    Run run = new Run(new ArrayList<>(), new ArrayList<>());
    if (onInstances.isEmpty()) {
      for (int i = 0; i < wanted.count(); i++) {
        Launch launch = launchOf(cluster, owner, group, policy, revision, wanted, launchType);
        Placer placer = cluster.placer(world.placement);
        if (launchType == LaunchType.FARGATE) {
          String zone = placer.placeOnFargate(launch);
          run.started()
              .add(begin(cluster, owner, group, revision, null, zone, launchType, standalone));
          continue;
        }
        int instance = placer.place(launch);
        if (instance == Placer.NOWHERE) {
          Refusal refusal = placer.refusal(launch);
          run.refused()
              .add(
                  new Refused(
                      refusal.instance() < 0 ? null : cluster.instances.get(refusal.instance()),
                      refusal.check().failureReason(),
                      refusal.detail()));
        } else {
          Instance on = cluster.instances.get(instance);
          run.started()
              .add(
                  begin(
                      cluster,
                      owner,
                      group,
                      revision,
                      on,
                      cluster.zone(instance),
                      launchType,
                      standalone));
        }
      }
      return run;
    }
    for (Instance on : onInstances) {
      Launch launch = launchOf(cluster, owner, group, policy, revision, wanted, launchType);
      Placer placer = cluster.placer(world.placement);
      if (placer.fits(launch, on.index)) {
        run.started()
            .add(
                begin(
                    cluster,
                    owner,
                    group,
                    revision,
                    on,
                    on.definition.availabilityZone(),
                    launchType,
                    standalone));
      } else {
        Refusal refusal = placer.refusal(launch, on.index);
        run.refused().add(new Refused(on, refusal.check().failureReason(), refusal.detail()));
      }
    }
    return run;
  }

  private Launch launchOf(
      Cluster cluster,
      ServiceName owner,
      int group,
      PlacementPolicy policy,
      Revision revision,
      RunTask wanted,
      LaunchType launchType) {
    int number = world.launchesOfFamily.getOrDefault(familyKey(cluster, owner), 0) + 1;
    long key = Keys.with(owner.key(), number);
    return new Launch(
        group,
        policy,
        revision.needs,
        revision.definition.requiredAttributes(),
        world.zonesOfSubnets(wanted.subnets(), launchType),
        () -> world.chance(key, "placement"));
  }

  private static String familyKey(Cluster cluster, ServiceName owner) {
    return cluster.name + "/" + owner.name();
  }

  private int begin(
      Cluster cluster,
      ServiceName owner,
      int group,
      Revision revision,
      @Nullable Instance on,
      String zone,
      LaunchType launchType,
      Standalone standalone) {
    int number = world.launchesOfFamily.merge(familyKey(cluster, owner), 1, Integer::sum);
    long key = LaunchedTasks.taskKey(owner.key(), number);
    Stream chance = world.chance(key, "fate");
    Fate fate =
        world.fates.fateOf(
            new TaskFacts(cluster.name, "", revision.definition.family(), revision.number, number),
            chance);
    boolean needsInterface = revision.awsvpc || on == null;
    Task task =
        new Task(
            new TaskName(owner, 0, number, key),
            revision,
            fate,
            world.serials++,
            cluster.index,
            Task.NONE,
            0,
            number,
            on == null ? Task.NONE : on.index,
            zone,
            launchType,
            group,
            0,
            standalone,
            needsInterface ? LastStatus.PROVISIONING : LastStatus.PENDING,
            world.now);
    return world.life.begin(task, Why.of("asked for"), world.callEntry);
  }

  public void stopTask(int row, String reason) {
    Task task = world.tasks.get(row);
    called("StopTask", task.name);
    world.life.stop(row, StopCode.USER_INITIATED, reason, "StopTask", world.callEntry);
  }

  /** Sets or ends protection of a service task until an instant (SS-61). */
  public void protect(int row, long until) {
    called("UpdateTaskProtection", world.tasks.get(row).name);
    world.life.protect(row, until, world.callEntry);
  }

  // Faults.

  public void fault(String what, Subject subject) {
    world.callEntry = world.write(EntryKind.FAULT, subject, what, null, 0);
  }

  /** The host of an instance is gone (SS-111). */
  public void lose(Cluster cluster, Instance instance) {
    fault("instance lost", instance);
    remove(
        cluster,
        instance,
        StopCode.TERMINATION_NOTICE,
        "Host EC2 (instance " + instance.ec2InstanceId() + ") terminated.");
  }

  /** Every instance of a zone is gone, in all clusters, to come back together. */
  public void loseZone(String zone) {
    for (Instance instance : inZone(zone, false)) {
      lose(world.clusters.get(instance.cluster), instance);
      instance.lostWithZone = true;
    }
  }

  /** Registers instances like those that went with the zone, in the order of old. */
  public void restoreZone(String zone) {
    for (Instance lost : inZone(zone, true)) {
      lost.lostWithZone = false;
      Cluster cluster = world.clusters.get(lost.cluster);
      if (cluster.active && isFree(cluster, lost.ec2InstanceId())) {
        fault("instance restored", lost);
        registerInstance(cluster, lost.definition, lost.tags);
      }
    }
  }

  /** Returns the instances of a zone that are there, or those that went with it. */
  public ImmutableList<Instance> inZone(String zone, boolean lost) {
    return world.clusters.stream()
        .flatMap(cluster -> cluster.instances.stream())
        .filter(instance -> instance.definition.availabilityZone().equals(zone))
        .filter(
            instance -> lost ? instance.lostWithZone : instance.status != InstanceStatus.INACTIVE)
        .collect(ImmutableList.toImmutableList());
  }

  public void exitNow(int row, int code) {
    fault("exits with code " + code, world.tasks.get(row).name);
    world.eventByHand(EventType.EXIT_BY_HAND, row, world.tasks.get(row), code);
  }

  public void answerHealthChecks(int row, Behaviour behaviour) {
    fault("health checks now " + behaviour, world.tasks.get(row).name);
    world.life.containers().answerHealthChecks(row, behaviour);
  }

  /** No pass of the scheduler happens before this instant. */
  public void pauseScheduler(long until) {
    fault("scheduler paused until " + java.time.Instant.ofEpochMilli(until), world.self);
    world.pausedUntil = Math.max(world.pausedUntil, until);
  }

  public void setAlarm(String name, AlarmState state) {
    world.alarms.set(name, state, world.callEntry);
  }

  /** Makes an alarm known, with what the default bake time is computed from (DEP-109). */
  public void putAlarm(String name, long periodMillis, int evaluationPeriods) {
    world.alarms.put(name, periodMillis, evaluationPeriods);
  }

  /** Makes an alarm known that watches a metric. */
  public void putAlarm(MetricAlarm alarm) {
    world.alarms.put(alarm);
  }

  /** Puts a data point of a metric, as of now. */
  public void putMetricData(String metric, BigDecimal value) {
    world.alarms.putData(metric, value);
  }

  /** Makes a target group known, with how long its targets drain (TK-11). */
  public void putTargetGroup(String arn, long deregistrationDelay) {
    world.targetGroups.put(arn, deregistrationDelay);
  }
}
