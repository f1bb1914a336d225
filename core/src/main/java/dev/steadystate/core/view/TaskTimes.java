package dev.steadystate.core.view;

import java.time.Instant;
import java.util.Optional;

/**
 * When a task got how far, in milliseconds since the epoch; what it has not reached is {@link
 * #NEVER} (TK-17 to TK-22).
 */
public record TaskTimes(
    long created,
    long connected,
    long pullStarted,
    long pullStopped,
    long started,
    long stopping,
    long executionStopped,
    long stopped) {

  /** Not yet, and perhaps not at all. */
  public static final long NEVER = -1;

  public Instant createdAt() {
    return Instant.ofEpochMilli(created);
  }

  public Optional<Instant> connectivityAt() {
    return instant(connected);
  }

  public Optional<Instant> pullStartedAt() {
    return instant(pullStarted);
  }

  public Optional<Instant> pullStoppedAt() {
    return instant(pullStopped);
  }

  public Optional<Instant> startedAt() {
    return instant(started);
  }

  public Optional<Instant> stoppingAt() {
    return instant(stopping);
  }

  public Optional<Instant> executionStoppedAt() {
    return instant(executionStopped);
  }

  public Optional<Instant> stoppedAt() {
    return instant(stopped);
  }

  private static Optional<Instant> instant(long at) {
    return at == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
  }
}
