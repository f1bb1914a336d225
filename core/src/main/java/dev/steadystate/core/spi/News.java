package dev.steadystate.core.spi;

/**
 * Something that happened to a task of a service since the last pass.
 *
 * @param kind what
 * @param task to whom
 * @param at when, in milliseconds since the epoch
 */
public record News(Kind kind, TaskView task, long at) {
  /** What can happen. */
  public enum Kind {
    /** Began to count as healthy. */
    HEALTHY,
    /** Reached STOPPED. */
    STOPPED
  }
}
