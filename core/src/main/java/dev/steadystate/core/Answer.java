package dev.steadystate.core;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import java.time.Instant;
import java.util.Optional;

/**
 * What came of a call or a fault that was scheduled ahead.
 *
 * @param action the name of the API's action, or of the fault
 * @param output what the call answered, unless it was refused
 * @param error how it was refused, if it was
 */
public record Answer(
    Instant at,
    String action,
    boolean isFault,
    Optional<Document> output,
    Optional<EcsException> error) {}
