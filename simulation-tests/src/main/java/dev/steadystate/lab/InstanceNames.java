package dev.steadystate.lab;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.view.InstanceSnapshot;
import java.util.stream.Stream;

/** Names instances by their zone: {@code i-a1}, {@code i-b1}, {@code i-a2}. */
final class InstanceNames {
  private final Multiset<Character> used = HashMultiset.create();

  static InstanceNames of(EcsSimulation ecs) {
    InstanceNames names = new InstanceNames();
    all(ecs)
        .map(InstanceSnapshot::ec2InstanceId)
        .filter(id -> id.matches("i-[a-z][0-9]{1,9}"))
        .forEach(
            id -> {
              char letter = id.charAt(2);
              int number = Integer.parseInt(id.substring(3));
              names.used.setCount(letter, Math.max(number, names.used.count(letter)));
            });
    return names;
  }

  private static Stream<InstanceSnapshot> all(EcsSimulation ecs) {
    return ecs.clusters().stream().flatMap(it -> ecs.instances(it.name()).stream());
  }

  /** Returns an instance like this one, in this zone, under the next free name there. */
  ContainerInstance next(ContainerInstance like, String zone) {
    char letter = Zones.letter(zone);
    used.add(letter);
    return renamed(like, "i-" + letter + used.count(letter), zone);
  }

  private static ContainerInstance renamed(ContainerInstance like, String id, String zone) {
    return new ContainerInstance(
        like.cluster(),
        id,
        zone,
        like.cpu(),
        like.memory(),
        like.networkInterfaces(),
        like.gpus(),
        like.reservedPorts(),
        like.reservedUdpPorts(),
        like.attributes().stream()
            .filter(it -> !it.name().equals("ecs.availability-zone"))
            .collect(com.google.common.collect.ImmutableList.toImmutableList()));
  }

  /** Returns an instance of the name, the size and the attributes of one that was lost. */
  static ContainerInstance like(InstanceSnapshot lost) {
    ContainerInstance instance =
        ContainerInstance.of(lost.ec2InstanceId(), lost.availabilityZone())
            .withCluster(lost.cluster())
            .withCpu(lost.registered().cpu())
            .withMemory(lost.registered().memory());
    for (var attribute : lost.attributes().entrySet()) {
      instance = instance.withAttribute(attribute.getKey(), attribute.getValue());
    }
    return instance;
  }
}
