package dev.steadystate.core.model;

import com.google.common.collect.ImmutableSortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What one task takes of an instance (PL-10, PL-11, PL-14, PL-17, PL-18).
 *
 * @param networkInterfaces 1 for awsvpc, else 0
 * @param tcpPorts static host ports
 * @param udpPorts static host ports
 */
public record Needs(
    int cpu,
    int memory,
    int gpus,
    int networkInterfaces,
    ImmutableSortedSet<Integer> tcpPorts,
    ImmutableSortedSet<Integer> udpPorts) {

  /** Returns what a task of this definition takes. */
  public static Needs of(TaskDefinition definition) {
    int cpu = 0;
    int memory = 0;
    int gpus = 0;
    ImmutableSortedSet.Builder<Integer> tcp = ImmutableSortedSet.naturalOrder();
    ImmutableSortedSet.Builder<Integer> udp = ImmutableSortedSet.naturalOrder();
    for (ContainerDefinition container : definition.containers()) {
      cpu += container.cpu();
      memory +=
          container.memoryReservation() > 0 ? container.memoryReservation() : container.memory();
      gpus += container.gpus();
      for (PortMapping port : container.portMappings()) {
        int hostPort =
            switch (definition.networkMode()) {
              case HOST -> port.containerPort();
              case BRIDGE -> port.hostPort();
              case AWSVPC, NONE -> 0;
            };
        if (hostPort > 0) {
          (port.protocol().equals("udp") ? udp : tcp).add(hostPort);
        }
      }
    }
    return new Needs(
        definition.cpu().orElse(cpu),
        definition.memory().orElse(memory),
        gpus,
        definition.networkMode() == NetworkMode.AWSVPC ? 1 : 0,
        tcp.build(),
        udp.build());
  }

  /** Returns whether a task takes static host ports, which few do. */
  public boolean hasPorts() {
    return !tcpPorts.isEmpty() || !udpPorts.isEmpty();
  }

  // Written out: placement compares needs without end, and from the first task on.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Needs needs
        && cpu == needs.cpu
        && memory == needs.memory
        && gpus == needs.gpus
        && networkInterfaces == needs.networkInterfaces
        && tcpPorts.equals(needs.tcpPorts)
        && udpPorts.equals(needs.udpPorts);
  }

  @Override
  public int hashCode() {
    int hash = 31 * (31 * (31 * cpu + memory) + gpus) + networkInterfaces;
    return 31 * (31 * hash + tcpPorts.hashCode()) + udpPorts.hashCode();
  }
}
