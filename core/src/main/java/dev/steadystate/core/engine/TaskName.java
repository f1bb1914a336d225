package dev.steadystate.core.engine;

import dev.steadystate.core.journal.Subject;

/**
 * What a task is: its service, deployment and launch number, or its family and number. Its id
 * follows from this, not from when it was drawn.
 */
public final class TaskName implements Subject {
  private final Subject owner;
  private final int deployment;
  private final int launch;
  private final long key;

  TaskName(Subject owner, int deployment, int launch, long key) {
    this.owner = owner;
    this.deployment = deployment;
    this.launch = launch;
    this.key = key;
  }

  /** Returns the 32 hex digits of the id. */
  public String id() {
    return Hex.id(key);
  }

  public int launchNumber() {
    return launch;
  }

  public int deployment() {
    return deployment;
  }

  Subject owner() {
    return owner;
  }

  @Override
  public long key() {
    return key;
  }

  @Override
  public String type() {
    return "task";
  }

  @Override
  public String cluster() {
    return owner.cluster();
  }

  @Override
  public String service() {
    return owner.service();
  }

  @Override
  public String name() {
    return id();
  }

  /** Returns {@code web/3}: launch 3 of service web, or of family web. */
  @Override
  public String toString() {
    return owner.name() + "/" + launch;
  }
}
