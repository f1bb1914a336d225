package dev.steadystate.testkit.scenario;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.ContainerInstance;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Container instances of one kind.
 *
 * @param id the ec2InstanceId of a single one; absent, they are numbered
 * @param availabilityZones dealt round robin
 * @param networkInterfaces the limit with the primary (PL-17); absent, there is none
 * @param reservedPorts besides those of PL-16
 */
public record InstanceGroup(
    Optional<String> id,
    int count,
    Optional<String> instanceType,
    int cpu,
    int memory,
    ImmutableList<String> availabilityZones,
    ImmutableMap<String, String> attributes,
    OptionalInt networkInterfaces,
    int gpus,
    ImmutableList<Integer> reservedPorts) {

  private static final String ZONE = "ecs.availability-zone";

  /** Returns the one at this place in the group, from 0. */
  ContainerInstance instance(String cluster, int place, String ec2InstanceId) {
    String zone = availabilityZones.get(place % availabilityZones.size());
    return new ContainerInstance(
        cluster,
        ec2InstanceId,
        attributes.getOrDefault(ZONE, zone),
        cpu,
        memory,
        networkInterfaces.orElse(Integer.MAX_VALUE),
        gpus,
        reservedPorts,
        ImmutableList.of(),
        attributesIn(zone));
  }

  /** Returns what every instance carries, unless the file says otherwise, and what it adds. */
  private ImmutableList<Attribute> attributesIn(String zone) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("ecs.os-type", "linux");
    all.put("ecs.os-family", "LINUX");
    all.put("ecs.cpu-architecture", "x86_64");
    all.put(ZONE, zone);
    instanceType.ifPresent(type -> all.put("ecs.instance-type", type));
    all.putAll(attributes);
    return all.entrySet().stream()
        .map(attribute -> new Attribute(attribute.getKey(), attribute.getValue()))
        .collect(ImmutableList.toImmutableList());
  }
}
