package dev.steadystate.bench;

import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.TaskView;
import org.jspecify.annotations.Nullable;

/** A healthy task. */
record BenchTask(int launchNumber, int instance, String zone, Needs needs, long createdAt)
    implements TaskView {
  @Override
  public int handle() {
    return launchNumber;
  }

  @Override
  public String id() {
    return "task-" + launchNumber;
  }

  @Override
  public Condition condition() {
    return Condition.HEALTHY;
  }

  @Override
  public LastStatus lastStatus() {
    return LastStatus.RUNNING;
  }

  @Override
  public int deployment() {
    return 1;
  }

  @Override
  public long startedAt() {
    return createdAt;
  }

  @Override
  public long unhealthySince() {
    return NEVER;
  }

  @Override
  public boolean wasEverHealthy() {
    return true;
  }

  @Override
  public boolean isOnDrainingInstance() {
    return false;
  }

  @Override
  public boolean isProtected() {
    return false;
  }

  @Override
  public @Nullable StopCode stopCode() {
    return null;
  }

  @Override
  public @Nullable TaskView replaces() {
    return null;
  }

  @Override
  public @Nullable TaskView replacedBy() {
    return null;
  }
}
