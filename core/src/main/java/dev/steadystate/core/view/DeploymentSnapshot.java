package dev.steadystate.core.view;

import dev.steadystate.core.model.DeploymentStatus;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.Service;
import java.time.Instant;

/**
 * A deployment that a service still lists, at one instant.
 *
 * @param id such as {@code ecs-svc/1234567890123456789}
 * @param taskDefinition such as {@code web:1}
 * @param desiredCount what the scheduler wants of this deployment now (DEP-19)
 * @param definition the service as this deployment runs it
 */
public record DeploymentSnapshot(
    String id,
    String serviceRevisionArn,
    DeploymentStatus status,
    String taskDefinition,
    LaunchType launchType,
    int desiredCount,
    int pendingCount,
    int runningCount,
    int failedTasks,
    Instant createdAt,
    Instant updatedAt,
    RolloutState rolloutState,
    String rolloutStateReason,
    Service definition) {
  @Override
  public String toString() {
    return id
        + " "
        + status
        + " "
        + rolloutState
        + ", "
        + taskDefinition
        + ", desired "
        + desiredCount
        + ", running "
        + runningCount
        + ", pending "
        + pendingCount
        + ", failed "
        + failedTasks;
  }
}
