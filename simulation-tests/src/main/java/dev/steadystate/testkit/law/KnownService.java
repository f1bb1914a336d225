package dev.steadystate.testkit.law;

import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.view.ServiceCounts;
import dev.steadystate.core.view.ServiceSnapshot;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service as the journal tells of it: its deployments and its headcounts. */
final class KnownService {
  final String cluster;
  final String name;
  final Map<String, KnownDeployment> deployments = new LinkedHashMap<>();

  /** Tasks that are healthy once they have run long enough, in order of their start. */
  final ArrayDeque<KnownTask> settling = new ArrayDeque<>();

  /** Tasks that are not STOPPED, by id. */
  final Map<String, KnownTask> tasks = new LinkedHashMap<>();

  @Nullable KnownDeployment primary;
  int launches;
  int running;
  int pending;

  /** Live tasks that are unhealthy, grace period or not. */
  int unhealthy;

  int live;
  int occupying;
  int healthy;
  int leavingForReplacement;

  /** Whether unhealthy tasks, or tasks of crowded zones, are being replaced. */
  boolean replacing;

  /**
   * The turns in which it started or stopped a task, and in which a launch found no place or rate.
   */
  long actedIn = KnownTask.NEVER;

  long hinderedIn = KnownTask.NEVER;

  /** Steady state as the journal tells of it. */
  boolean wasSteady;

  boolean askedAgain;
  long saysSteadyIn = KnownTask.NEVER;
  long lastSteadyAt = KnownTask.NEVER;

  boolean gone;

  /** Whether another service has taken its name. */
  boolean forgotten;

  long events;
  long lastEventAt;

  /** When a container of it was restarted in its task. */
  long restartedAt = KnownTask.NEVER;

  long spokeIn = KnownTask.NEVER;
  @Nullable ServiceCounts counts;
  @Nullable ServiceSnapshot snapshot;
  long snapshotAt = KnownTask.NEVER;

  KnownService(String cluster, String name) {
    this.cluster = cluster;
    this.name = name;
  }

  KnownDeployment deployment(String id) {
    return deployments.computeIfAbsent(id, KnownDeployment::new);
  }

  /** Returns whether it is there, by the latest news of its name. */
  boolean isThere() {
    return !gone && !forgotten;
  }

  /** Returns whether every live task is of the primary deployment. */
  boolean hasOnlyPrimary() {
    return primary != null && primary.live == live;
  }

  /** Returns whether no task of another deployment is left at all. */
  boolean othersAreGone() {
    for (KnownTask task : tasks.values()) {
      if (task.deployment != primary) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether it replaces nothing, so that numbers alone say what to start and to stop. */
  boolean isPlain() {
    return !replacing && unhealthy == 0;
  }

  /** Counts a task that takes on this status, or leaves it (TK-110, TK-111). */
  void count(LastStatus status, int sign) {
    running += status == LastStatus.RUNNING ? sign : 0;
    pending += status.compareTo(LastStatus.RUNNING) < 0 ? sign : 0;
  }

  static int lower(ServiceSnapshot service) {
    DeploymentConfiguration configuration = service.definition().deploymentConfiguration();
    return (int)
        (((long) service.desiredCount() * configuration.minimumHealthyPercent() + 99) / 100);
  }

  static int upper(ServiceSnapshot service) {
    DeploymentConfiguration configuration = service.definition().deploymentConfiguration();
    return (int) ((long) service.desiredCount() * configuration.maximumPercent() / 100);
  }

  @Override
  public String toString() {
    return name;
  }
}
