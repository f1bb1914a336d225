package dev.steadystate.core.view;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.DesiredStatus;
import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.StopCode;
import java.time.Instant;
import java.util.Optional;

/**
 * A task at one instant.
 *
 * @param id 32 hex digits
 * @param name {@code web/3} for launch 3 of service web, or of family web outside services
 * @param service the empty text for a task outside services
 * @param launchNumber counted within its service, or its family outside services, from 1
 * @param deploymentId the empty text for a task outside services
 * @param taskDefinition such as {@code web:1}
 * @param ec2InstanceId the empty text on Fargate
 * @param containerInstanceArn the empty text on Fargate
 * @param cpu units it takes of its instance
 * @param memory MiB it takes of its instance
 * @param protectedUntil present while it is protected from scale-in
 * @param networkInterface present if it has one of its own
 * @param platformVersion the empty text outside Fargate
 * @param overrides as given to RunTask or StartTask
 * @param tags the value of each key
 */
public record TaskSnapshot(
    String id,
    String arn,
    String name,
    String cluster,
    String service,
    int launchNumber,
    String deploymentId,
    String group,
    String startedBy,
    String taskDefinition,
    LaunchType launchType,
    String ec2InstanceId,
    String containerInstanceArn,
    String availabilityZone,
    String cpuArchitecture,
    LastStatus lastStatus,
    DesiredStatus desiredStatus,
    HealthStatus healthStatus,
    TaskTimes times,
    Optional<StopCode> stopCode,
    Optional<String> stoppedReason,
    int version,
    Optional<Instant> protectedUntil,
    int cpu,
    int memory,
    ImmutableList<ContainerSnapshot> containers,
    Optional<NetworkInterface> networkInterface,
    String platformVersion,
    boolean enableExecuteCommand,
    Document overrides,
    Document tags) {
  public Instant createdAt() {
    return times.createdAt();
  }

  public Optional<Instant> startedAt() {
    return times.startedAt();
  }

  public Optional<Instant> stoppingAt() {
    return times.stoppingAt();
  }

  public Optional<Instant> stoppedAt() {
    return times.stoppedAt();
  }

  /** Returns whether the scheduler wants it to run (TK-113). */
  public boolean isLive() {
    return desiredStatus == DesiredStatus.RUNNING;
  }

  public boolean isOnFargate() {
    return ec2InstanceId.isEmpty();
  }

  /** Returns the container of this name. */
  public ContainerSnapshot container(String containerName) {
    return containers.stream()
        .filter(container -> container.name().equals(containerName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "task "
                        + name
                        + " has no container "
                        + containerName
                        + ", only "
                        + containers));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name).append(' ').append(lastStatus);
    if (!isLive() && lastStatus != LastStatus.STOPPED) {
      text.append(" (to stop)");
    }
    if (healthStatus != HealthStatus.UNKNOWN) {
      text.append(' ').append(healthStatus);
    }
    text.append(", ").append(taskDefinition);
    text.append(isOnFargate() ? " on Fargate" : " on " + ec2InstanceId);
    text.append(" in ").append(availabilityZone);
    stoppedReason.ifPresent(reason -> text.append(": ").append(reason));
    return text.toString();
  }
}
