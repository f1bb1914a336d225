package dev.steadystate.testkit.law;

import dev.steadystate.core.model.DeploymentConfiguration;
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
  int live;
  int occupying;
  int healthy;
  int leavingForReplacement;
  boolean gone;

  /** Whether another service has taken its name. */
  boolean forgotten;

  long events;
  long lastEventAt;

  /** When a container of it was restarted in its task. */
  long restartedAt = KnownTask.NEVER;

  @Nullable ServiceSnapshot snapshot;
  long snapshotAt = KnownTask.NEVER;

  KnownService(String cluster, String name) {
    this.cluster = cluster;
    this.name = name;
  }

  KnownDeployment deployment(String id) {
    return deployments.computeIfAbsent(id, KnownDeployment::new);
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
