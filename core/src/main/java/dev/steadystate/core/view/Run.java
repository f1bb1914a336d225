package dev.steadystate.core.view;

import com.google.common.collect.ImmutableList;

/** What came of RunTask or StartTask: the tasks that began, and what kept others from it. */
public record Run(ImmutableList<TaskSnapshot> tasks, ImmutableList<Failure> failures) {
  /**
   * A task that was not started.
   *
   * @param arn of the container instance that came closest, or the empty text
   * @param reason such as {@code RESOURCE:MEMORY}
   * @param detail what was wanted and what there was; may be empty
   */
  public record Failure(String arn, String reason, String detail) {
    @Override
    public String toString() {
      return detail.isEmpty() ? reason : reason + " (" + detail + ")";
    }
  }

  @Override
  public String toString() {
    return failures.isEmpty() ? tasks.toString() : tasks + ", failures " + failures;
  }
}
