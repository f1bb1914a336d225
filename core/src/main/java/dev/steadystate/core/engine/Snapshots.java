package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.steadystate.core.model.Arns;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.view.ClusterSnapshot;
import dev.steadystate.core.view.ClusterSnapshot.Counts;
import dev.steadystate.core.view.DeploymentSnapshot;
import dev.steadystate.core.view.InstanceResources;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.ServiceDeploymentSnapshot;
import dev.steadystate.core.view.ServiceDeploymentSnapshot.RevisionCounts;
import dev.steadystate.core.view.ServiceEventSnapshot;
import dev.steadystate.core.view.ServiceRevision;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.core.view.TaskDefinitionSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.core.view.TaskTimes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shows what there is as it is now, in values that stay as they are when time goes on. */
public final class Snapshots {
  private final World world;
  private final Arns arns;
  private final TaskPicture tasks;

  public Snapshots(Engine engine) {
    this(engine.world);
  }

  Snapshots(World world) {
    this.world = world;
    this.arns = world.arns;
    this.tasks = new TaskPicture(world, arns);
  }

  static Optional<Instant> instant(long millis) {
    return millis == Task.NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  /** Returns the task of this row. */
  public TaskSnapshot task(int row) {
    return tasks.of(world.tasks.get(row));
  }

  /** Returns the timestamps of the task of this row. */
  public TaskTimes times(int row) {
    return TaskPicture.times(world.tasks.get(row));
  }

  // Clusters and instances.

  public ClusterSnapshot cluster(Cluster cluster) {
    int registered = 0;
    for (Instance instance : cluster.instances) {
      registered += instance.status == InstanceStatus.INACTIVE ? 0 : 1;
    }
    int[] ec2 = new int[4];
    int[] fargate = new int[4];
    for (int row = 0; row < world.tasks.rows(); row++) {
      Task task = world.tasks.at(row);
      if (task != null && task.cluster == cluster.index) {
        int[] counts = task.onFargate() ? fargate : ec2;
        switch (task.lastStatus) {
          case RUNNING -> counts[0]++;
          case PROVISIONING, PENDING, ACTIVATING -> counts[1]++;
          case DEACTIVATING, STOPPING, DEPROVISIONING, STOPPED -> {
            // Counted nowhere (TK-112).
          }
        }
      }
    }
    for (ServiceState service : world.services) {
      if (service.cluster == cluster.index) {
        LaunchType launchType = service.primary.settings.launchType();
        int[] counts = launchType == LaunchType.FARGATE ? fargate : ec2;
        counts[2] += service.status == ServiceStatus.ACTIVE ? 1 : 0;
        counts[3] += service.status == ServiceStatus.DRAINING ? 1 : 0;
      }
    }
    return new ClusterSnapshot(
        arns.cluster(cluster.name),
        cluster.name,
        cluster.active,
        registered,
        new Counts(ec2[0], ec2[1], ec2[2], ec2[3]),
        new Counts(fargate[0], fargate[1], fargate[2], fargate[3]),
        cluster.definition,
        cluster.tags);
  }

  public InstanceSnapshot instance(Instance instance) {
    String id = instance.id();
    return new InstanceSnapshot(
        id,
        arns.containerInstance(instance.clusterName, id),
        instance.clusterName,
        instance.ec2InstanceId(),
        instance.definition.availabilityZone(),
        instance.status,
        instance.agentConnected,
        instance.live,
        instance.pending,
        new InstanceResources(
            instance.definition.cpu(),
            instance.definition.memory(),
            instance.reservedTcp,
            instance.reservedUdp,
            gpus(instance.definition.gpus()),
            instance.definition.networkInterfaces()),
        new InstanceResources(
            instance.scheduled.cpu,
            instance.scheduled.memory,
            instance.scheduled.tcp.toSortedSet(instance.reservedTcp),
            instance.scheduled.udp.toSortedSet(instance.reservedUdp),
            gpus(instance.scheduled.gpus),
            instance.scheduled.interfaces),
        instance.attributes,
        instance.versionInfo,
        Instant.ofEpochMilli(instance.registeredAt),
        instance.version,
        instance.tags);
  }

  private static ImmutableList<String> gpus(int count) {
    if (count == 0) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<String> ids = ImmutableList.builder();
    for (int gpu = 0; gpu < count; gpu++) {
      ids.add(TaskPicture.gpuId(gpu));
    }
    return ids.build();
  }

  // Task definitions.

  public TaskDefinitionSnapshot taskDefinition(RevisionState state) {
    Revision revision = state.revision;
    return new TaskDefinitionSnapshot(
        arns.taskDefinition(revision.definition.family(), revision.number),
        revision.definition.family(),
        revision.number,
        state.status.name(),
        revision.definition,
        Instant.ofEpochMilli(revision.registeredAt),
        instant(state.deregisteredAt),
        state.tags);
  }

  // Services.

  public ServiceSnapshot service(ServiceState service) {
    ImmutableList.Builder<DeploymentSnapshot> deployments =
        ImmutableList.builderWithExpectedSize(service.deployments.size());
    for (DeploymentState deployment : service.deployments) {
      deployments.add(deployment(deployment));
    }
    return new ServiceSnapshot(
        arns.service(service.name.cluster(), service.name.service()),
        service.name.service(),
        service.name.cluster(),
        service.status,
        service.primary.revision.toString(),
        service.primary.settings.launchType(),
        service.schedulingStrategy(),
        service.desiredCount,
        service.runningCount(),
        service.pendingCount(),
        deployments.build(),
        events(service),
        service.zoneRebalancing,
        Engine.isSteady(service),
        service.nextLaunchAttempt().map(Instant::ofEpochMilli),
        Instant.ofEpochMilli(service.createdAt),
        currentServiceDeployment(service),
        service.present,
        service.tags);
  }

  DeploymentSnapshot deployment(DeploymentState deployment) {
    ServiceState service = deployment.service;
    return new DeploymentSnapshot(
        deployment.id(),
        arns.serviceRevision(service.name.cluster(), service.name.service(), deployment.digits()),
        deployment.status,
        deployment.revision.toString(),
        deployment.settings.launchType(),
        deployment.desiredCount,
        deployment.pending(),
        deployment.running,
        deployment.failedTasks,
        Instant.ofEpochMilli(deployment.createdAt),
        Instant.ofEpochMilli(deployment.updatedAt),
        deployment.rolloutState,
        deployment.rolloutStateReason,
        deployment.settings.service());
  }

  private String revisionArn(ServiceState service, int ordinal) {
    return arns.serviceRevision(
        service.name.cluster(), service.name.service(), service.revisionNumber(ordinal));
  }

  /** Returns the events newest first; the words of each are found when it is read. */
  private static List<ServiceEventSnapshot> events(ServiceState service) {
    String name = service.name.service();
    return Lists.transform(
        service.events.newestFirst(),
        event ->
            new ServiceEventSnapshot(
                Hex.uuid(event.key()),
                Instant.ofEpochMilli(event.at()),
                event.message().text(name)));
  }

  /** A service deployment shows from its first round on. */
  private Optional<String> currentServiceDeployment(ServiceState service) {
    for (int i = service.history.size() - 1; i >= 0; i--) {
      ServiceDeployment record = service.history.get(i);
      if (record.startedAt != Task.NEVER) {
        return Optional.of(deploymentArn(service, record));
      }
    }
    return Optional.empty();
  }

  private String deploymentArn(ServiceState service, ServiceDeployment record) {
    return arns.serviceDeployment(service.name.cluster(), service.name.service(), record.id());
  }

  // Service deployments and revisions.

  /** Returns the service deployments of a service, newest first. */
  public ImmutableList<ServiceDeploymentSnapshot> serviceDeployments(ServiceState service) {
    ImmutableList.Builder<ServiceDeploymentSnapshot> all = ImmutableList.builder();
    for (ServiceDeployment record : Lists.reverse(service.history)) {
      all.add(serviceDeployment(service, record));
    }
    return all.build();
  }

  /** Returns the latest service deployment of a service, which may be one that no pass saw yet. */
  public Optional<ServiceDeploymentSnapshot> latestServiceDeployment(ServiceState service) {
    return service.history.isEmpty()
        ? Optional.empty()
        : Optional.of(serviceDeployment(service, service.history.get(service.history.size() - 1)));
  }

  /** Returns the status of the latest service deployment of a service. */
  public Optional<String> latestServiceDeploymentStatus(ServiceState service) {
    return service.history.isEmpty()
        ? Optional.empty()
        : Optional.of(service.history.get(service.history.size() - 1).status.name());
  }

  public ServiceDeploymentSnapshot serviceDeployment(
      ServiceState service, ServiceDeployment record) {
    ImmutableList<ServiceDeployment.Counts> counts = record.counts(service);
    ImmutableList.Builder<RevisionCounts> sources = ImmutableList.builder();
    for (int i = 0; i < record.sources.size(); i++) {
      sources.add(counts(revisionArn(service, record.sources.get(i)), counts.get(i)));
    }
    return new ServiceDeploymentSnapshot(
        deploymentArn(service, record),
        service.name.service(),
        arns.service(service.name.cluster(), service.name.service()),
        service.name.cluster(),
        record.status.name(),
        Optional.ofNullable(record.statusReason),
        Instant.ofEpochMilli(record.createdAt),
        instant(record.startedAt),
        instant(record.finishedAt),
        instant(record.stoppedAt),
        Instant.ofEpochMilli(record.updatedAt),
        sources.build(),
        counts(revisionArn(service, record.target), counts.get(record.sources.size())),
        record.settings.service().deploymentConfiguration(),
        rollback(service, record),
        new ServiceDeploymentSnapshot.Breaker(
            record.breakerStatus, record.failureCount, record.threshold),
        new ServiceDeploymentSnapshot.Alarms(
            record.alarmStatus, record.alarmNames, record.triggeredAlarms));
  }

  private static RevisionCounts counts(String arn, ServiceDeployment.Counts counts) {
    return new RevisionCounts(arn, counts.requested(), counts.running(), counts.pending());
  }

  private Optional<ServiceDeploymentSnapshot.Rollback> rollback(
      ServiceState service, ServiceDeployment record) {
    if (record.rollbackAt == Task.NEVER) {
      return Optional.empty();
    }
    String reason = record.rollbackReason == null ? "" : record.rollbackReason;
    return Optional.of(
        new ServiceDeploymentSnapshot.Rollback(
            reason,
            Instant.ofEpochMilli(record.rollbackAt),
            revisionArn(service, record.rollbackTo)));
  }

  public ServiceRevision serviceRevision(ServiceState service, ServiceDeployment record) {
    return new ServiceRevision(
        revisionArn(service, record.target),
        service.name.service(),
        arns.service(service.name.cluster(), service.name.service()),
        service.name.cluster(),
        record.revision.toString(),
        record.settings.launchType(),
        Instant.ofEpochMilli(record.createdAt),
        record.settings.service(),
        record.revision.definition);
  }
}
