package dev.steadystate.core.fate;

/**
 * A failure before RUNNING, at the end of the named stage's length.
 *
 * @param reason such as {@code CannotPullContainerError: pull access denied}
 */
public record StartFailure(Stage stage, String reason) {
  /** The stages in which a task can fail. */
  public enum Stage {
    PULL,
    ACTIVATING
  }
}
