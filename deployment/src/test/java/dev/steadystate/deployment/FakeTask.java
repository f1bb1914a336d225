package dev.steadystate.deployment;

import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.TaskView;
import org.jspecify.annotations.Nullable;

/** A task of the rehearsal stage: whatever a test says of it. */
final class FakeTask implements TaskView {
  final int launchNumber;
  final FakeDeployment deployment;
  final long createdAt;
  Condition condition = Condition.STARTING;
  LastStatus lastStatus = LastStatus.PENDING;
  long startedAt = NEVER;
  long unhealthySince = NEVER;
  boolean everHealthy;
  boolean isProtected;
  boolean onDrainingInstance;
  int instance = -1;
  @Nullable StopCode stopCode;
  @Nullable FakeTask replaces;

  FakeTask(int launchNumber, FakeDeployment deployment, long createdAt) {
    this.launchNumber = launchNumber;
    this.deployment = deployment;
    this.createdAt = createdAt;
  }

  @Override
  public int handle() {
    return launchNumber;
  }

  @Override
  public String id() {
    return Integer.toString(launchNumber);
  }

  @Override
  public int launchNumber() {
    return launchNumber;
  }

  @Override
  public Condition condition() {
    return condition;
  }

  @Override
  public LastStatus lastStatus() {
    return lastStatus;
  }

  @Override
  public int deployment() {
    return deployment.ordinal();
  }

  @Override
  public int instance() {
    return instance;
  }

  @Override
  public String zone() {
    return "us-east-1a";
  }

  @Override
  public long createdAt() {
    return createdAt;
  }

  @Override
  public long startedAt() {
    return startedAt;
  }

  @Override
  public long unhealthySince() {
    return unhealthySince;
  }

  @Override
  public boolean wasEverHealthy() {
    return everHealthy;
  }

  @Override
  public Needs needs() {
    throw new UnsupportedOperationException("a controller does not place");
  }

  @Override
  public boolean isOnDrainingInstance() {
    return onDrainingInstance;
  }

  @Override
  public boolean isProtected() {
    return isProtected;
  }

  @Override
  public @Nullable StopCode stopCode() {
    return stopCode;
  }

  @Override
  public @Nullable TaskView replaces() {
    return replaces != null && replaces.condition.isLive() ? replaces : null;
  }

  @Override
  public @Nullable TaskView replacedBy() {
    for (FakeTask other : deployment.stage.tasks) {
      if (other.condition.isLive() && other.replaces == this) {
        return other;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return "task " + launchNumber + " " + condition;
  }
}
