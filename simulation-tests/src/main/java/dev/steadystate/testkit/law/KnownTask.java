package dev.steadystate.testkit.law;

import dev.steadystate.core.journal.Subject;
import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.spi.TaskView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A task as the journal tells of it. */
public final class KnownTask {
  /** Why an unhealthy task stops (TK-89). */
  static final String UNHEALTHY = "Task failed container health checks";

  /** Never. */
  static final long NEVER = Long.MIN_VALUE;

  final String cluster;

  /** What the journal calls it; a task from before the watch gets that when heard of. */
  @Nullable Subject subject;

  private final Object name;

  /** The task as the engine shows it, until it is forgotten. */
  final TaskView view;

  final @Nullable KnownService service;
  final @Nullable KnownDeployment deployment;
  final @Nullable KnownInstance instance;
  final String group;
  final Shape shape;
  final int cpu;
  final int memory;
  LastStatus status;
  LastStatus before;
  HealthStatus health = HealthStatus.UNKNOWN;
  long createdAt = NEVER;
  long startedAt = NEVER;

  /** Why it was started. */
  Reason why = Reason.NONE;

  /** Whether a known target group took it in when it became RUNNING. */
  boolean registered;

  boolean holdsHost;

  // Its health, as its service judges it.

  boolean healthy;
  boolean everHealthy;

  /** Unhealthy, and no grace period hides it (SS-31). */
  boolean unhealthy;

  long unhealthySince = NEVER;

  /** The unhealthy task that it was started to replace, while both are live (SS-32). */
  @Nullable KnownTask replaces;

  @Nullable KnownTask replacedBy;

  /** The instant in which what replaced it was told to stop. */
  long lostReplacementIn = NEVER;

  /** The instant in which the other of a pair with it was told to stop. */
  long partedIn = NEVER;

  // How it was told to stop.

  int timesTold;
  boolean told;
  boolean byScheduler;
  String reason = "";
  Reason stopWhy = Reason.NONE;
  @Nullable StopCode stopCode;
  boolean healthyWhenTold;
  boolean unhealthyWhenTold;

  /** The other of the two, if it replaced a task or was replaced. */
  @Nullable KnownTask otherWhenTold;

  /** How useful it was when it was told to stop (SS-64). */
  int rankWhenTold;

  boolean leavesForReplacement;

  // Where it sits on the rosters.

  int seatInService;
  int seatOnInstance;

  KnownTask(
      Object name,
      String cluster,
      TaskView view,
      @Nullable KnownDeployment deployment,
      @Nullable KnownInstance instance,
      String group,
      Shape shape) {
    this.name = name;
    this.cluster = cluster;
    this.view = view;
    this.service = deployment == null ? null : deployment.service;
    this.deployment = deployment;
    this.instance = instance;
    this.group = group;
    this.shape = shape;
    this.cpu = view.needs().cpu();
    this.memory = view.needs().memory();
    this.status = view.lastStatus();
    this.before = status;
  }

  /** Returns what the journal calls it, which has told of it. */
  Subject subject() {
    return Objects.requireNonNull(subject);
  }

  /** Not yet RUNNING, unhealthy, not yet healthy, healthy: scale-in takes the first (SS-64). */
  int rank() {
    if (isStarting()) {
      return 0;
    }
    if (health == HealthStatus.UNHEALTHY) {
      return 1;
    }
    return healthy ? 3 : 2;
  }

  boolean isStarting() {
    return status.compareTo(LastStatus.RUNNING) < 0;
  }

  /** Returns whether it is RUNNING and neither healthy nor unhealthy yet. */
  boolean isUnjudged() {
    return status == LastStatus.RUNNING && !healthy && !unhealthy;
  }

  boolean isDraining() {
    return instance != null && instance.snapshot.status() == InstanceStatus.DRAINING;
  }

  boolean isOccupying() {
    return status != LastStatus.DEPROVISIONING && status != LastStatus.STOPPED;
  }

  /** Returns whether it replaces or is replaced, and one of the two will have to stop (SS-32). */
  boolean isInOpenPair() {
    KnownTask other = replaces == null ? replacedBy : replaces;
    return other != null && (unhealthy || other.unhealthy);
  }

  boolean isPaired() {
    return replaces != null || replacedBy != null;
  }

  boolean stopsAsUnhealthy() {
    return reason.equals(UNHEALTHY);
  }

  /** Each is equal to itself alone; its number spares the machine to draw one for it. */
  @Override
  public int hashCode() {
    return view.handle() * 0x9E3779B9;
  }

  @Override
  public String toString() {
    return name.toString();
  }
}
