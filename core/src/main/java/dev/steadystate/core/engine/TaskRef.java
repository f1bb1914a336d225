package dev.steadystate.core.engine;

import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.TaskView;
import org.jspecify.annotations.Nullable;

/** A task for deciders to look at: a number and the world that it lives in. */
record TaskRef(World world, int row) implements TaskView {
  private Task task() {
    return world.tasks.get(row);
  }

  @Override
  public int handle() {
    return row;
  }

  @Override
  public String id() {
    return task().name.id();
  }

  @Override
  public int launchNumber() {
    return task().name.launchNumber();
  }

  @Override
  public Condition condition() {
    return task().condition;
  }

  @Override
  public LastStatus lastStatus() {
    return task().lastStatus;
  }

  @Override
  public int deployment() {
    return task().deployment;
  }

  @Override
  public int instance() {
    return task().instance;
  }

  @Override
  public String zone() {
    return task().zone;
  }

  @Override
  public long createdAt() {
    return task().createdAt;
  }

  @Override
  public long startedAt() {
    return task().startedAt;
  }

  @Override
  public long unhealthySince() {
    return task().unhealthySince;
  }

  @Override
  public boolean wasEverHealthy() {
    return task().everHealthy;
  }

  @Override
  public Needs needs() {
    return task().revision.needs;
  }

  @Override
  public boolean isOnDrainingInstance() {
    return task().draining;
  }

  @Override
  public boolean isProtected() {
    return task().protectedUntil > world.now;
  }

  @Override
  public @Nullable StopCode stopCode() {
    return task().stopCode;
  }

  @Override
  public @Nullable TaskView replaces() {
    return live(task().replaces);
  }

  @Override
  public @Nullable TaskView replacedBy() {
    return live(task().replacedBy);
  }

  private @Nullable TaskView live(int other) {
    // The links are cut when either of the two is told to stop.
    return other == Task.NONE ? null : new TaskRef(world, other);
  }

  @Override
  public String toString() {
    return task().toString();
  }
}
