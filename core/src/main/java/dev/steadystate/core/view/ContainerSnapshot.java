package dev.steadystate.core.view;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.HealthStatus;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One container of a task.
 *
 * @param imageDigest the empty text until its image was pulled
 * @param runtimeId the empty text until it has run
 * @param lastStatus {@code PENDING}, {@code RUNNING} or {@code STOPPED}
 * @param exitCode empty while it runs, and when it was lost with its host
 * @param memory hard limit in MiB, if set
 * @param memoryReservation soft limit in MiB, if set
 */
public record ContainerSnapshot(
    String name,
    String arn,
    String image,
    String imageDigest,
    String runtimeId,
    String lastStatus,
    OptionalInt exitCode,
    Optional<String> reason,
    HealthStatus healthStatus,
    int cpu,
    OptionalInt memory,
    OptionalInt memoryReservation,
    ImmutableList<NetworkBinding> networkBindings,
    ImmutableList<String> gpuIds) {
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name).append(' ').append(lastStatus);
    exitCode.ifPresent(code -> text.append(" with exit code ").append(code));
    reason.ifPresent(why -> text.append(" (").append(why).append(')'));
    return text.toString();
  }
}
