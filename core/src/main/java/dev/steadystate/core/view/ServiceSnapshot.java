package dev.steadystate.core.view;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.DeploymentStatus;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.model.ZoneRebalancing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A service at one instant.
 *
 * @param taskDefinition such as {@code web:1}, that of the primary deployment
 * @param deployments newest first, as the API lists them
 * @param events the latest hundred, newest first; their words are found when read
 * @param steady whether it is in steady state
 * @param nextLaunchAttempt present while the launch throttle holds it back
 * @param currentServiceDeployment the ARN of the latest service deployment that has begun
 * @param definition what it should be, with every update so far
 * @param tags the value of each key
 */
public record ServiceSnapshot(
    String arn,
    String name,
    String cluster,
    ServiceStatus status,
    String taskDefinition,
    LaunchType launchType,
    SchedulingStrategy schedulingStrategy,
    int desiredCount,
    int runningCount,
    int pendingCount,
    ImmutableList<DeploymentSnapshot> deployments,
    List<ServiceEventSnapshot> events,
    ZoneRebalancing zoneRebalancing,
    boolean steady,
    Optional<Instant> nextLaunchAttempt,
    Instant createdAt,
    Optional<String> currentServiceDeployment,
    Service definition,
    Document tags) {
  /** Returns the deployment that is being rolled out, or was last. */
  public DeploymentSnapshot primary() {
    return deployments.stream()
        .filter(deployment -> deployment.status() == DeploymentStatus.PRIMARY)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("service " + name + " has no deployment"));
  }

  @Override
  public String toString() {
    return name
        + " "
        + status
        + ", "
        + taskDefinition
        + ", desired "
        + desiredCount
        + ", running "
        + runningCount
        + ", pending "
        + pendingCount
        + (steady ? ", steady" : "");
  }
}
