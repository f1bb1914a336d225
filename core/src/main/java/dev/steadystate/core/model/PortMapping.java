package dev.steadystate.core.model;

import dev.steadystate.core.document.Document;

/**
 * A port of a container; host port 0 is a dynamic one (PL-15).
 *
 * @param protocol {@code tcp} or {@code udp}
 * @param name the empty text when it has none
 * @param containerPortRange such as {@code 8000-8100}, instead of both ports; it is kept and takes
 *     no port of the host. The empty text when there is none
 */
public record PortMapping(
    int containerPort, int hostPort, String protocol, String name, String containerPortRange) {
  /** The highest port there is. */
  private static final int MAX_PORT = 65535;

  /** Checks that both are ports and that the protocol is one of the two. */
  public PortMapping {
    Rule.checkRange("containerPort", containerPort, 0, MAX_PORT);
    Rule.checkRange("hostPort", hostPort, 0, MAX_PORT);
    if (!protocol.equals("tcp") && !protocol.equals("udp")) {
      throw EcsException.client(
          "protocol should be one of [tcp, udp] but was " + Document.brief(protocol));
    }
  }

  /** Makes a single port. */
  public PortMapping(int containerPort, int hostPort, String protocol, String name) {
    this(containerPort, hostPort, protocol, name, "");
  }

  /** Returns a TCP port on a dynamic host port. */
  public static PortMapping of(int containerPort) {
    return new PortMapping(containerPort, 0, "tcp", "");
  }

  /** Returns a TCP port on this very port of the host, of which there is one an instance. */
  public static PortMapping of(int containerPort, int hostPort) {
    return new PortMapping(containerPort, hostPort, "tcp", "");
  }

  /** Returns this port as it is in a network mode: outside bridge, the host port is the same. */
  PortMapping in(NetworkMode networkMode) {
    return switch (networkMode) {
      case BRIDGE, NONE -> this;
      case HOST, AWSVPC ->
          new PortMapping(containerPort, containerPort, protocol, name, containerPortRange);
    };
  }

  /** Returns whether it stands for many ports. */
  public boolean isRange() {
    return !containerPortRange.isEmpty();
  }

  /** Returns whether the host gives a port of its own choice for it. */
  public boolean isDynamic() {
    return hostPort == 0 && !isRange();
  }

  /** Returns the members that the API has for it. */
  public Document toDocument() {
    return ports().toBuilder().put("protocol", protocol).putUnlessEmpty("name", name).build();
  }

  private Document ports() {
    return isRange()
        ? Document.of("containerPortRange", containerPortRange)
        : Document.builder().put("containerPort", containerPort).put("hostPort", hostPort).build();
  }

  @Override
  public String toString() {
    return isRange()
        ? containerPortRange + "/" + protocol
        : hostPort + ":" + containerPort + "/" + protocol;
  }
}
