package dev.steadystate.core.model;

/** An attribute of a container instance, or one that a task requires; the value may be empty. */
public record Attribute(String name, String value) {
  @Override
  public String toString() {
    return value.isEmpty() ? name : name + "=" + value;
  }
}
