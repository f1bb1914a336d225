package dev.steadystate.core.engine;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An API call or a fault that waits for its instant.
 *
 * @param action the name of the API's action, or of the fault
 */
public record ScheduledCall(long at, String action, Document input, boolean isFault) {
  /**
   * What came of it.
   *
   * @param output draws what the call answered, as it was then
   */
  public record Answer(
      long at,
      String action,
      boolean isFault,
      Optional<Supplier<Document>> output,
      Optional<EcsException> error) {}
}
