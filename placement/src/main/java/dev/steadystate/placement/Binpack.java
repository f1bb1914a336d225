package dev.steadystate.placement;

import dev.steadystate.core.model.EcsException;

/**
 * Prefers the instance with the least of a resource remaining (PL-43); tasks stop where most of it
 * would remain afterwards (PL-62). Answers of ECS have the fields in capitals, and so do programs
 * that were made after them.
 */
enum Binpack implements Strategy {
  CPU("cpu") {
    @Override
    public long score(Candidate candidate) {
      return candidate.remainingCpu();
    }
  },
  MEMORY("memory") {
    @Override
    public long score(Candidate candidate) {
      return candidate.remainingMemory();
    }
  };

  private final String field;

  Binpack(String field) {
    this.field = field;
  }

  static Strategy of(String field) {
    for (Binpack binpack : values()) {
      if (binpack.field.equalsIgnoreCase(field)) {
        return binpack;
      }
    }
    throw EcsException.invalidParameter("binpack field '" + field + "' is invalid");
  }

  @Override
  public Basis basis() {
    return Basis.instance();
  }

  @Override
  public String toString() {
    return "binpack(" + field + ")";
  }
}
