package dev.steadystate.core.model;

/** What must hold of another container before this one starts (TK-40). */
public record ContainerDependency(String containerName, Condition condition) {
  /** The conditions of the API. */
  public enum Condition {
    START,
    COMPLETE,
    SUCCESS,
    HEALTHY
  }
}
