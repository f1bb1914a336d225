package dev.steadystate.placement;

import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.spi.Refusal;

/** Allows one live task of a group on an instance (PL-30 to PL-32). */
final class DistinctInstance implements ConstraintType {
  @Override
  public Constraint create(Expression expression) {
    if (!expression.text().isEmpty()) {
      throw EcsException.invalidParameter("distinctInstance expression should not be specified");
    }
    return Alone.INSTANCE;
  }

  @Override
  public Refusal.Check check() {
    return Refusal.Check.DISTINCT_INSTANCE;
  }

  @Override
  public boolean allowedInTaskDefinition() {
    return false;
  }

  private enum Alone implements Constraint {
    INSTANCE;

    @Override
    public boolean allows(Candidate candidate) {
      return candidate.tasks() == 0;
    }

    @Override
    public Basis basis() {
      return Basis.instance();
    }

    @Override
    public boolean countsOwnTasks() {
      return true;
    }
  }
}
