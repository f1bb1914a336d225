package dev.steadystate.placement;

import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.TaskView;
import org.jspecify.annotations.Nullable;

/** A task of which only what matters to placement is known. */
final class FakeTask implements TaskView {
  private final int launchNumber;
  private final int group;
  private final int instance;
  private final String zone;
  private final Needs needs;
  private long createdAt;

  FakeTask(int launchNumber, int group, int instance, String zone, Needs needs) {
    this.launchNumber = launchNumber;
    this.group = group;
    this.instance = instance;
    this.zone = zone;
    this.needs = needs;
  }

  FakeTask createdAt(long time) {
    this.createdAt = time;
    return this;
  }

  int group() {
    return group;
  }

  @Override
  public int handle() {
    return launchNumber;
  }

  @Override
  public String id() {
    return String.format("%032x", launchNumber);
  }

  @Override
  public int launchNumber() {
    return launchNumber;
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
  public int instance() {
    return instance;
  }

  @Override
  public String zone() {
    return zone;
  }

  @Override
  public Needs needs() {
    return needs;
  }

  @Override
  public long createdAt() {
    return createdAt;
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

  @Override
  public String toString() {
    return "task " + launchNumber;
  }
}
