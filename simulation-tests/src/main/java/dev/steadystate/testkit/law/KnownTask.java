package dev.steadystate.testkit.law;

import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.StopCode;
import org.jspecify.annotations.Nullable;

/** A task as the journal tells of it. */
public final class KnownTask {
  /** Never. */
  static final long NEVER = Long.MIN_VALUE;

  final String id;
  final String name;
  final String cluster;
  final @Nullable KnownService service;
  final @Nullable KnownDeployment deployment;
  final @Nullable KnownInstance instance;
  final String group;
  final String taskDefinition;
  final Shape shape;
  final int cpu;
  final int memory;
  LastStatus status;
  LastStatus before;
  int timesTold;
  HealthStatus health = HealthStatus.UNKNOWN;
  long startedAt = NEVER;
  long createdAt = NEVER;
  String why = "";
  String stopWhy = "";
  @Nullable StopCode stopCode;

  /** How useful it was when it was told to stop (SS-64). */
  int rankWhenTold;

  boolean told;
  boolean holdsHost;
  boolean healthy;
  boolean countsAsUnhealthy;
  boolean everHealthy;
  boolean healthyWhenTold;
  String reason = "";
  boolean byScheduler;
  boolean leavesForReplacement;

  KnownTask(
      String id,
      String name,
      String cluster,
      @Nullable KnownService service,
      @Nullable KnownDeployment deployment,
      @Nullable KnownInstance instance,
      String group,
      String taskDefinition,
      Shape shape,
      int cpu,
      int memory,
      LastStatus status) {
    this.id = id;
    this.name = name;
    this.cluster = cluster;
    this.service = service;
    this.deployment = deployment;
    this.instance = instance;
    this.group = group;
    this.taskDefinition = taskDefinition;
    this.shape = shape;
    this.cpu = cpu;
    this.memory = memory;
    this.status = status;
    this.before = status;
  }

  /** Returns the name of its service, or the empty text. */
  String serviceName() {
    return service == null ? "" : service.name;
  }

  /** Not yet RUNNING, unhealthy, not yet healthy, healthy: scale-in takes the first (SS-64). */
  int rank() {
    if (status.compareTo(LastStatus.RUNNING) < 0) {
      return 0;
    }
    if (health == HealthStatus.UNHEALTHY) {
      return 1;
    }
    return healthy ? 3 : 2;
  }

  boolean isDraining() {
    return instance != null && instance.snapshot.status() == InstanceStatus.DRAINING;
  }

  boolean isOccupying() {
    return status != LastStatus.DEPROVISIONING && status != LastStatus.STOPPED;
  }

  @Override
  public String toString() {
    return name;
  }
}
