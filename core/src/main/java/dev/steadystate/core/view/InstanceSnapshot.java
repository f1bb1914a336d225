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
 * @param versionInfo what its agent tells of itself, as the API has it
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
    Document versionInfo,
    Instant registeredAt,
    int version,
    Document tags) {
  /** Returns the version of its agent, such as {@code 1.100.0}. */
  public String agentVersion() {
    return versionInfo.string("agentVersion").orElse("");
  }

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
