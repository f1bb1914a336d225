package dev.steadystate.core.model;

import dev.steadystate.core.document.Document;

/** What must hold of another container before this one starts (TK-40). */
public record ContainerDependency(String containerName, Condition condition) {
  /** The conditions of the API. */
  public enum Condition {
    START,
    COMPLETE,
    SUCCESS,
    HEALTHY
  }

  /** Returns the members that the API has for it. */
  public Document toDocument() {
    return Document.builder()
        .put("containerName", containerName)
        .put("condition", condition.name())
        .build();
  }

  @Override
  public String toString() {
    return containerName + " " + condition;
  }
}
