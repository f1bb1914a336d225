package dev.steadystate.testkit.law;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.view.InstanceSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The container instances of each cluster, looked at again only when something changed there. */
final class InstanceFacts {
  private final EcsSimulation simulation;
  private final Map<String, Known> clusters = new LinkedHashMap<>();
  private boolean anyStale;

  /** The instances of one cluster in order of registration. */
  private static final class Known {
    final List<KnownInstance> instances = new ArrayList<>();
    boolean stale = true;
    boolean anyDraining;
  }

  InstanceFacts(EcsSimulation simulation) {
    this.simulation = simulation;
  }

  /** Something changed in the cluster: what is there is found out when somebody asks. */
  void changed(String cluster) {
    known(cluster).stale = true;
    anyStale = true;
  }

  /** Returns the instance of this place in the order of registration. */
  KnownInstance instance(String cluster, int place) {
    return current(cluster).instances.get(place);
  }

  List<KnownInstance> of(String cluster) {
    return current(cluster).instances;
  }

  boolean anyDraining(String cluster) {
    return current(cluster).anyDraining;
  }

  /** Looks at what changed. */
  void refresh() {
    if (anyStale) {
      anyStale = false;
      clusters.keySet().forEach(this::current);
    }
  }

  private Known known(String cluster) {
    return clusters.computeIfAbsent(cluster, any -> new Known());
  }

  private Known current(String cluster) {
    Known known = known(cluster);
    if (known.stale) {
      known.stale = false;
      look(known, simulation.instances(cluster));
    }
    return known;
  }

  private static void look(Known known, List<InstanceSnapshot> snapshots) {
    known.anyDraining = false;
    for (int place = 0; place < snapshots.size(); place++) {
      InstanceSnapshot snapshot = snapshots.get(place);
      if (place < known.instances.size()) {
        known.instances.get(place).snapshot = snapshot;
      } else {
        known.instances.add(new KnownInstance(snapshot));
      }
      known.anyDraining |= snapshot.status() == InstanceStatus.DRAINING;
    }
  }
}
