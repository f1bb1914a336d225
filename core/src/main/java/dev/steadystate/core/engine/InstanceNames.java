package dev.steadystate.core.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the container instances of a cluster by their names; of equal ones the latest. */
final class InstanceNames {
  private final List<Instance> instances;
  private final Map<String, Instance> byId = new TreeMap<>();
  private final Map<String, Instance> byEc2InstanceId = new TreeMap<>();
  private int known;

  InstanceNames(List<Instance> instances) {
    this.instances = instances;
  }

  Optional<Instance> ofId(String id) {
    read();
    return Optional.ofNullable(byId.get(id));
  }

  Optional<Instance> ofEc2InstanceId(String ec2InstanceId) {
    read();
    return Optional.ofNullable(byEc2InstanceId.get(ec2InstanceId));
  }

  /** Reads those that registered since; a fork reads them all when it is first asked. */
  private void read() {
    for (; known < instances.size(); known++) {
      Instance instance = instances.get(known);
      byId.put(instance.id(), instance);
      byEc2InstanceId.put(instance.ec2InstanceId(), instance);
    }
  }
}
