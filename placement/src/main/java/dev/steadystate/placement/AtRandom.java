package dev.steadystate.placement;

import dev.steadystate.core.model.EcsException;

/** Prefers nothing: one of the candidates is drawn (PL-44, PL-63). */
enum AtRandom implements Strategy {
  RANDOM;

  static Strategy of(String field) {
    if (!field.isEmpty()) {
      throw EcsException.invalidParameter("random field should not be specified");
    }
    return RANDOM;
  }

  @Override
  public long score(Candidate candidate) {
    return 0;
  }

  @Override
  public Basis basis() {
    return Basis.chance();
  }

  @Override
  public String toString() {
    return "random";
  }
}
