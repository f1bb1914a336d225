package dev.steadystate.core.fate;

import com.google.common.collect.ImmutableMap;
import org.jspecify.annotations.Nullable;

/**
 * How a task will turn out. All times in milliseconds; a stage of {@link #STANDARD} length takes as
 * long as the parameters say.
 *
 * @param failure how it fails before RUNNING, if it does
 * @param containers what its containers do, by name; one that is not named runs, passes its health
 *     checks and obeys SIGTERM at once
 */
public record Fate(
    long provisioning,
    long pending,
    long pull,
    long activating,
    long deprovisioning,
    @Nullable StartFailure failure,
    ImmutableMap<String, ContainerFate> containers) {

  /** The length of a stage that the parameters decide. */
  public static final long STANDARD = -1;

  private static final Fate GOOD =
      new Fate(STANDARD, STANDARD, STANDARD, STANDARD, STANDARD, null, ImmutableMap.of());

  /** Returns the fate of a task with which all goes well. */
  public static Fate good() {
    return GOOD;
  }

  /** Returns what this container does. */
  public ContainerFate container(String name) {
    ContainerFate fate = containers.get(name);
    return fate == null ? ContainerFate.good() : fate;
  }
}
