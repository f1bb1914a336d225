package dev.steadystate.testkit.law;

import dev.steadystate.core.EcsSimulation;

/** A law does not hold: which, why, and all that is needed to understand and to replay it. */
public final class LawBroken extends AssertionError {
  private static final long serialVersionUID = 1;

  private final String lawName;
  private final String wrong;

  LawBroken(Law law, String wrong, EcsSimulation simulation, String service) {
    super(
        "law broken: "
            + law.name()
            + "\n  found: "
            + wrong
            + "\n"
            + FailureReport.of(simulation, service));
    this.lawName = law.name();
    this.wrong = wrong;
  }

  /** Returns the name of the law. */
  public String lawName() {
    return lawName;
  }

  /** Returns what was found, in one sentence. */
  public String found() {
    return wrong;
  }
}
