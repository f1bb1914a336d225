package dev.steadystate.core.view;

import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.InstanceStatus;
import java.time.Instant;

/**
 * A container instance at one instant.
 *
 * @param id 32 hex digits
 * @param runningTasksCount tasks whose desired status is RUNNING (TK-116)
 * @param pendingTasksCount tasks whose last status is PENDING
 * @param attributes the value of each, empty for an attribute without one
 * @param tags the value of each key
 */
public record InstanceSnapshot(
    String id,
    String arn,
    String cluster,
    String ec2InstanceId,
    String availabilityZone,
    InstanceStatus status,
    boolean agentConnected,
    int runningTasksCount,
    int pendingTasksCount,
    InstanceResources registered,
    InstanceResources remaining,
    ImmutableSortedMap<String, String> attributes,
    String agentVersion,
    Instant registeredAt,
    int version,
    Document tags) {
  @Override
  public String toString() {
    return ec2InstanceId
        + " "
        + status
        + (agentConnected || status == InstanceStatus.INACTIVE ? "" : " (agent disconnected)")
        + " in "
        + availabilityZone
        + ", "
        + runningTasksCount
        + (runningTasksCount == 1 ? " task, " : " tasks, ")
        + remaining
        + " left of "
        + registered;
  }
}
