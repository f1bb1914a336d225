package dev.steadystate.core.fate;

import com.google.common.collect.ImmutableList;

/**
 * What a container does by itself, counted from each of its starts, in milliseconds.
 *
 * @param exitAfter when it exits, or {@link #NEVER}
 * @param exitReason the container's {@code reason}, such as an OutOfMemoryError; may be empty
 * @param health how its health check answers from when on; before the first entry it passes
 * @param shutdown how long it takes to obey SIGTERM, or {@link #NEVER} to wait for SIGKILL
 */
public record ContainerFate(
    long exitAfter,
    int exitCode,
    String exitReason,
    ImmutableList<HealthChange> health,
    long shutdown) {

  public static final long NEVER = -1;

  private static final ContainerFate GOOD = new ContainerFate(NEVER, 0, "", ImmutableList.of(), 0);

  /** Returns the fate of a container that runs, is healthy and obeys at once. */
  public static ContainerFate good() {
    return GOOD;
  }

  /** From {@code after} on a check that starts behaves so. */
  public record HealthChange(long after, Behaviour is) {}

  /** How a health check command ends. */
  public enum Behaviour {
    PASSING,
    FAILING,
    /** Runs into the timeout of the check. */
    HANGING
  }
}
