package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.Subject;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.MetricAlarm;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.spi.PolicyRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What calls and faults change. Everything is checked before anything is changed, so that a refused
 * call leaves no trace; what needs no state was checked at the door.
 */
public final class Commands {
  private final World world;
  private final InstanceCommands instances;
  private final ServiceCommands services;
  private final StandaloneTasks standaloneTasks;

  Commands(World world) {
    this.world = world;
    this.instances = new InstanceCommands(world);
    this.services = new ServiceCommands(world);
    this.standaloneTasks = new StandaloneTasks(world);
  }

  public InstanceCommands instances() {
    return instances;
  }

  public ServiceCommands services() {
    return services;
  }

  public StandaloneTasks standaloneTasks() {
    return standaloneTasks;
  }

  /** Writes that a call is made: the cause of all that it brings about. */
  public long called(String action, Subject subject) {
    return world.called(action, subject);
  }

  // Clusters.

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

  // Task definitions.

  public RevisionState registerTaskDefinition(TaskDefinition definition) {
    if (!definition.placementConstraints().isEmpty()) {
      checkConstraints(definition);
    }
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

  /** Refuses bad constraints where they are made, not where the revision is used (CQ-7). */
  private void checkConstraints(TaskDefinition definition) {
    world.placement.policy(
        new PolicyRequest(
            true,
            false,
            LaunchType.EC2,
            definition.placementConstraints(),
            ImmutableList.of(),
            ImmutableList.of(),
            world.parameters.regexFind()));
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
    world.fault(what, subject);
  }

  public void exitNow(int row, int code) {
    fault("exits with code " + code, world.tasks.get(row).name);
    // An agent that is away reports the exit when it is back, and this is still why.
    world.tasks.edit(row).lastEntry = world.callEntry;
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
