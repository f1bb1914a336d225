package dev.steadystate.core.engine;

import dev.steadystate.core.journal.Printed;
import dev.steadystate.core.model.LastStatus;
import org.jspecify.annotations.Nullable;

/** Where a task was started; on Fargate there is no instance. */
public record Placed(@Nullable Instance on, String zone, LastStatus first) implements Printed {
  @Override
  public long key() {
    return on == null ? zone.hashCode() : on.key();
  }

  @Override
  public String toString() {
    return on == null ? "started in " + zone : "started on " + on.ec2InstanceId() + " in " + zone;
  }
}
