package dev.steadystate.core.view;

/** A port of a container and the port of the host behind which it listens. */
public record NetworkBinding(int containerPort, int hostPort, String protocol) {
  /** Returns {@code 49153->80/tcp}. */
  @Override
  public String toString() {
    return hostPort + "->" + containerPort + "/" + protocol;
  }
}
