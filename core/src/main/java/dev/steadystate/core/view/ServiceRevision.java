package dev.steadystate.core.view;

import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.TaskDefinition;
import java.time.Instant;

/**
 * What a deployment rolled out: an unchanging record of the service at that time (DEP-157).
 *
 * @param taskDefinition such as {@code web:1}
 */
public record ServiceRevision(
    String arn,
    String service,
    String serviceArn,
    String cluster,
    String taskDefinition,
    LaunchType launchType,
    Instant createdAt,
    Service definition,
    TaskDefinition tasks) {
  @Override
  public String toString() {
    return arn.substring(arn.lastIndexOf('/') + 1) + " of " + service + ", " + taskDefinition;
  }
}
