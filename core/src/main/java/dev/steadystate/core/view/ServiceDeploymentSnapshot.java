package dev.steadystate.core.view;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.DeploymentConfiguration;
import java.time.Instant;
import java.util.Optional;

/**
 * The record of one deployment of a service, kept after the deployment is over (DEP-148).
 *
 * @param status a word of DEP-149, such as {@code IN_PROGRESS}
 */
public record ServiceDeploymentSnapshot(
    String arn,
    String service,
    String serviceArn,
    String cluster,
    String status,
    Optional<String> statusReason,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<Instant> stoppedAt,
    Instant updatedAt,
    ImmutableList<RevisionCounts> sources,
    RevisionCounts target,
    DeploymentConfiguration deploymentConfiguration,
    Optional<Rollback> rollback,
    Breaker circuitBreaker,
    Alarms alarms) {
  /** How many tasks a service revision should have, and has. */
  public record RevisionCounts(
      String arn, int requestedTaskCount, int runningTaskCount, int pendingTaskCount) {}

  /** Why and when it was rolled back to which revision. */
  public record Rollback(String reason, Instant startedAt, String serviceRevisionArn) {}

  /** What the circuit breaker counted, and when it fires. */
  public record Breaker(String status, int failureCount, int threshold) {}

  /** What the deployment alarms said. */
  public record Alarms(
      String status, ImmutableList<String> alarmNames, ImmutableList<String> triggered) {}

  @Override
  public String toString() {
    return arn.substring(arn.lastIndexOf('/') + 1)
        + " of "
        + service
        + " "
        + status
        + statusReason.map(reason -> ": " + reason).orElse("");
  }
}
