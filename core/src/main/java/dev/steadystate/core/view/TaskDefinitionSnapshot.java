package dev.steadystate.core.view;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.TaskDefinition;
import java.time.Instant;
import java.util.Optional;

/**
 * A revision of a task definition at one instant.
 *
 * @param status {@code ACTIVE}, {@code INACTIVE} or {@code DELETE_IN_PROGRESS}
 * @param tags the value of each key
 */
public record TaskDefinitionSnapshot(
    String arn,
    String family,
    int revision,
    String status,
    TaskDefinition definition,
    Instant registeredAt,
    Optional<Instant> deregisteredAt,
    Document tags) {
  /** Returns {@code web:1}. */
  public String name() {
    return family + ":" + revision;
  }

  @Override
  public String toString() {
    return status.equals("ACTIVE") ? name() : name() + " " + status;
  }
}
