package dev.steadystate.placement;

import dev.steadystate.core.spi.Refusal;

/** Makes a constraint out of what the API says after its type. */
@FunctionalInterface
public interface ConstraintType {
  /**
   * Returns the constraint with this expression, the empty text when none was given.
   *
   * @throws dev.steadystate.core.model.EcsException if the expression will not do
   */
  Constraint create(Expression expression);

  /** Returns how a refusal by it reads, and where it stands in the order of PL-26. */
  default Refusal.Check check() {
    return Refusal.Check.CONSTRAINT;
  }

  /** Returns whether a task definition may have it (PL-6). */
  default boolean allowedInTaskDefinition() {
    return true;
  }

  /**
   * The expression of a constraint.
   *
   * @param text as it was given
   * @param regexFind whether regular expressions match parts of a value (CQ-14)
   */
  record Expression(String text, boolean regexFind) {
    @Override
    public String toString() {
      return text;
    }
  }
}
