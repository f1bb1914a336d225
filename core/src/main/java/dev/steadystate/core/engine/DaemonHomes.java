package dev.steadystate.core.engine;

import dev.steadystate.core.spi.PlacementPolicy;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a daemon service wants its tasks and where it no longer does, by instance. It is made anew
 * only for instances that have changed since somebody looked.
 */
final class DaemonHomes {
  /** The instances that match (SS-22), in order of registration. */
  final TreeSet<Integer> matching = new TreeSet<>();

  /** ACTIVE instances with a task of the service that meet its constraints no more (SS-24). */
  final TreeSet<Integer> misplaced = new TreeSet<>();

  private final TreeSet<Integer> changed = new TreeSet<>();
  private int primary = -1;
  private @Nullable PlacementPolicy policy;

  DaemonHomes copy() {
    DaemonHomes copy = new DaemonHomes();
    copy.matching.addAll(matching);
    copy.misplaced.addAll(misplaced);
    copy.changed.addAll(changed);
    copy.primary = primary;
    copy.policy = policy;
    return copy;
  }

  void changed(Instance instance) {
    changed.add(instance.index);
  }

  /**
   * Returns the instances to look at, and counts them as looked at: all where the rules are new.
   */
  Iterable<Instance> takeChanged(Cluster cluster, DeploymentState asked) {
    boolean all =
        primary != asked.ordinal || policy != asked.policy || asked.policy.looksBeyondInstances();
    TreeSet<Integer> some = new TreeSet<>(changed);
    changed.clear();
    if (!all) {
      return () -> some.stream().map(cluster.instances::get).iterator();
    }
    primary = asked.ordinal;
    policy = asked.policy;
    matching.clear();
    misplaced.clear();
    return cluster.instances;
  }
}
