package dev.steadystate.core.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the container instances of a cluster by their names; of equal ones the latest. Whoever asks
 * first reads the names of those that registered since, of the one kind that is asked for.
 */
final class InstanceNames {
  private final List<Instance> instances;
  private final Map<String, Instance> byId = new TreeMap<>();
  private final Map<String, Instance> byEc2InstanceId = new TreeMap<>();
  private int knownIds;
  private int knownEc2InstanceIds;

  InstanceNames(List<Instance> instances) {
    this.instances = instances;
  }

  Optional<Instance> ofId(String id) {
    for (; knownIds < instances.size(); knownIds++) {
      Instance instance = instances.get(knownIds);
      byId.put(instance.id(), instance);
    }
    return Optional.ofNullable(byId.get(id));
  }

  Optional<Instance> ofEc2InstanceId(String ec2InstanceId) {
    for (; knownEc2InstanceIds < instances.size(); knownEc2InstanceIds++) {
      Instance instance = instances.get(knownEc2InstanceIds);
      byEc2InstanceId.put(instance.ec2InstanceId(), instance);
    }
    return Optional.ofNullable(byEc2InstanceId.get(ec2InstanceId));
  }
}
