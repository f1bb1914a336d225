package dev.steadystate.core.engine;

import dev.steadystate.core.fate.Fate;
import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.view.TaskTimes;
import org.jspecify.annotations.Nullable;

/**
 * One task. Times are milliseconds since the epoch, {@link #NEVER} when not reached.
 *
 * <p>Tasks refer to each other, to services and to instances by number, so that a page of tasks can
 * be shared by forks until one of them writes to it.
 */
public final class Task {
  static final long NEVER = TaskTimes.NEVER;
  static final int NONE = -1;

  final TaskName name;
  final Revision revision;
  final Fate fate;

  /** Its place in the order in which all tasks of the simulation were created. */
  final long serial;

  final int cluster;
  final int service;
  final int deployment;
  final int launchInDeployment;
  final int instance;
  final String zone;
  final LaunchType launchType;
  final int group;

  /** The pass in which it was launched, counted within its deployment (SS-81). */
  final int round;

  /** What only tasks outside a service have. */
  final @Nullable Standalone standalone;

  LastStatus lastStatus;
  boolean stopWanted;
  Condition condition;
  HealthStatus health = HealthStatus.UNKNOWN;
  int version = 1;

  long createdAt;
  long connectivityAt = NEVER;
  long pullStartedAt = NEVER;
  long pullStoppedAt = NEVER;
  long startedAt = NEVER;
  long stoppingAt = NEVER;
  long executionStoppedAt = NEVER;
  long stoppedAt = NEVER;
  long unhealthySince = NEVER;
  long protectedUntil = NEVER;

  @Nullable StopCode stopCode;
  @Nullable String stoppedReason;

  /** The exit code and reason of a plain task's only container. */
  int exitCode = NONE;

  @Nullable String containerReason;

  /** Containers with a record of their own; null for a plain task. */
  @Nullable Containers containers;

  boolean everHealthy;
  boolean draining;
  boolean leavingForReplacement;

  /** Holds its share of the host (PL-19), from ACTIVATING until STOPPED. */
  boolean holdsHost;

  /** Has its place released for scheduling. */
  boolean released;

  boolean registered;
  boolean noticed;
  boolean forgotten;

  int replaces = NONE;
  int replacedBy = NONE;

  /** Bumped whenever the pending change of stage is no longer wanted. */
  int stageToken;

  /** The serial number of the latest journal entry about it. */
  long lastEntry;

  int previousInCondition = NONE;
  int nextInCondition = NONE;
  int previousOnInstance = NONE;
  int nextOnInstance = NONE;

  Task(
      TaskName name,
      Revision revision,
      Fate fate,
      long serial,
      int cluster,
      int service,
      int deployment,
      int launchInDeployment,
      int instance,
      String zone,
      LaunchType launchType,
      int group,
      int round,
      @Nullable Standalone standalone,
      LastStatus first,
      long createdAt) {
    this.name = name;
    this.revision = revision;
    this.fate = fate;
    this.serial = serial;
    this.cluster = cluster;
    this.service = service;
    this.deployment = deployment;
    this.launchInDeployment = launchInDeployment;
    this.instance = instance;
    this.zone = zone;
    this.launchType = launchType;
    this.group = group;
    this.round = round;
    this.standalone = standalone;
    this.lastStatus = first;
    this.condition = Condition.STARTING;
    this.createdAt = createdAt;
  }

  /** Returns a copy that shares nothing that changes. */
  Task copy() {
    Task copy =
        new Task(
            name,
            revision,
            fate,
            serial,
            cluster,
            service,
            deployment,
            launchInDeployment,
            instance,
            zone,
            launchType,
            group,
            round,
            standalone,
            lastStatus,
            createdAt);
    copy.stopWanted = stopWanted;
    copy.condition = condition;
    copy.health = health;
    copy.version = version;
    copy.connectivityAt = connectivityAt;
    copy.pullStartedAt = pullStartedAt;
    copy.pullStoppedAt = pullStoppedAt;
    copy.startedAt = startedAt;
    copy.stoppingAt = stoppingAt;
    copy.executionStoppedAt = executionStoppedAt;
    copy.stoppedAt = stoppedAt;
    copy.unhealthySince = unhealthySince;
    copy.protectedUntil = protectedUntil;
    copy.stopCode = stopCode;
    copy.stoppedReason = stoppedReason;
    copy.exitCode = exitCode;
    copy.containerReason = containerReason;
    copy.containers = containers == null ? null : containers.copy();
    copy.everHealthy = everHealthy;
    copy.draining = draining;
    copy.leavingForReplacement = leavingForReplacement;
    copy.holdsHost = holdsHost;
    copy.released = released;
    copy.registered = registered;
    copy.noticed = noticed;
    copy.forgotten = forgotten;
    copy.replaces = replaces;
    copy.replacedBy = replacedBy;
    copy.stageToken = stageToken;
    copy.lastEntry = lastEntry;
    copy.previousInCondition = previousInCondition;
    copy.nextInCondition = nextInCondition;
    copy.previousOnInstance = previousOnInstance;
    copy.nextOnInstance = nextOnInstance;
    return copy;
  }

  boolean isLive() {
    return !stopWanted;
  }

  boolean isServiceTask() {
    return service != NONE;
  }

  boolean onFargate() {
    return instance == NONE;
  }

  boolean usesInterface() {
    return revision.awsvpc || onFargate();
  }

  @Override
  public String toString() {
    return name + " " + lastStatus;
  }
}
