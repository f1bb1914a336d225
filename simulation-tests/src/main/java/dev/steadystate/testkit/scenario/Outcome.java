package dev.steadystate.testkit.scenario;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import java.time.Duration;
import java.util.Optional;

/**
 * What came of a call or a fault.
 *
 * @param at since the start
 * @param action the name of the API's action, or of the fault
 * @param error the refusal, if it was refused
 * @param failures what the answer lists as such
 * @param wanted the error type with which it was meant to be refused
 */
public record Outcome(
    Duration at,
    String action,
    boolean isFault,
    Optional<EcsException> error,
    ImmutableList<Document> failures,
    Optional<String> wanted) {
  /** Returns whether it was refused as nobody meant it to be. */
  public boolean isUnexpected() {
    return error.isPresent() && !error.map(EcsException::errorType).equals(wanted);
  }

  /** Returns whether it was meant to be refused, and was, or neither. */
  public boolean isAsWanted() {
    return error.map(EcsException::errorType).equals(wanted);
  }
}
