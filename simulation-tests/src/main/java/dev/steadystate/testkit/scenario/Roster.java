package dev.steadystate.testkit.scenario;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import dev.steadystate.core.model.ContainerInstance;
import java.util.stream.Stream;

/**
 * Every container instance that the file registers, with the id it gets: its own, or the next of
 * i-1, i-2, ... over all groups and clusters and then over the steps in order of time.
 *
 * @param later by the place of the step in the script
 */
record Roster(
    ImmutableList<ContainerInstance> atStart,
    ImmutableListMultimap<Integer, ContainerInstance> later) {

  static Roster of(ImmutableList<ClusterGroup> clusters, ImmutableList<Step> script) {
    Numbers numbers = new Numbers();
    ImmutableList.Builder<ContainerInstance> atStart = ImmutableList.builder();
    for (ClusterGroup cluster : clusters) {
      for (InstanceGroup group : cluster.containerInstances()) {
        atStart.addAll(numbers.instances(cluster.clusterName(), group));
      }
    }
    ImmutableListMultimap.Builder<Integer, ContainerInstance> later =
        ImmutableListMultimap.builder();
    for (int i = 0; i < script.size(); i++) {
      if (script.get(i) instanceof Step.Register registered) {
        later.putAll(i, numbers.instances(registered.cluster(), registered.group()));
      }
    }
    return new Roster(atStart.build(), later.build());
  }

  Stream<String> ids() {
    return Stream.concat(atStart.stream(), later.values().stream())
        .map(ContainerInstance::ec2InstanceId);
  }

  /** Counts those that have no id of their own. */
  private static final class Numbers {
    private int last;

    ImmutableList<ContainerInstance> instances(String cluster, InstanceGroup group) {
      ImmutableList.Builder<ContainerInstance> instances = ImmutableList.builder();
      for (int place = 0; place < group.count(); place++) {
        String id = group.id().orElseGet(() -> "i-" + ++last);
        instances.add(group.instance(cluster, place, id));
      }
      return instances.build();
    }
  }
}
