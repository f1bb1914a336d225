package dev.steadystate.core.model;

/**
 * A port of a container; host port 0 is a dynamic one (PL-15).
 *
 * @param protocol {@code tcp} or {@code udp}
 * @param name the empty text when it has none
 */
public record PortMapping(int containerPort, int hostPort, String protocol, String name) {
  /** Returns a TCP port on a dynamic host port. */
  public static PortMapping of(int containerPort) {
    return new PortMapping(containerPort, 0, "tcp", "");
  }
}
