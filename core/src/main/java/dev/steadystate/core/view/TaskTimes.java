package dev.steadystate.core.view;

import java.time.Instant;
import java.util.Optional;

/** When a task got how far; what it has not reached is empty (TK-17 to TK-22). */
public record TaskTimes(
    Instant createdAt,
    Optional<Instant> connectivityAt,
    Optional<Instant> pullStartedAt,
    Optional<Instant> pullStoppedAt,
    Optional<Instant> startedAt,
    Optional<Instant> stoppingAt,
    Optional<Instant> executionStoppedAt,
    Optional<Instant> stoppedAt) {}
