package dev.steadystate.testkit.random;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.testkit.law.LawBroken;
import dev.steadystate.testkit.scenario.Opening;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Tells of a script that fails: what is wrong, a scenario file and a test that show it. */
public final class Counterexample extends AssertionError {
  private static final long serialVersionUID = 1;

  private Counterexample(Script script, Throwable failure) {
    super(
        failure.getMessage()
            + "\nas a scenario file:\n\n"
            + script.scenario().text()
            + "\nas a test:\n\n"
            + JavaText.test(script, digest(script))
            + "\n",
        failure);
  }

  /**
   * Tries a script; where it fails, says so with a scenario file and a test.
   *
   * @throws Counterexample with all of it
   */
  public static void explain(Script script, Consumer<Script> trial) {
    try {
      trial.accept(script);
    } catch (RuntimeException | AssertionError failure) {
      throw new Counterexample(script, failure);
    }
  }

  /**
   * Shrinks a failing script without the help of a property engine, and tells of the smallest.
   *
   * @throws Counterexample with the smallest script that fails alike, if this one fails
   */
  public static void shrinkAndExplain(Script script, Consumer<Script> trial) {
    String failure = failure(script, trial);
    if (!failure.isEmpty()) {
      Predicate<Script> alike = candidate -> failure(candidate, trial).equals(failure);
      explain(Smaller.of(script, alike), trial);
    }
  }

  /** Returns what fails, the same for failures that are alike, or the empty text. */
  private static String failure(Script script, Consumer<Script> trial) {
    try {
      trial.accept(script);
      return "";
    } catch (LawBroken broken) {
      return broken.lawName();
    } catch (RuntimeException | AssertionError failure) {
      return failure.getClass().getName();
    }
  }

  /** Returns the digest of a run without laws, as far as it comes. */
  private static String digest(Script script) {
    EcsSimulation simulation = Opening.of(script.scenario());
    try {
      simulation.runFor(script.length());
    } catch (RuntimeException broken) {
      return "";
    }
    return simulation.digest();
  }
}
