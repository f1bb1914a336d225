package dev.steadystate.testkit.compare;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.testkit.scenario.Opening;
import dev.steadystate.testkit.scenario.Scenario;
import java.util.Optional;
import java.util.function.Supplier;

/** Holds runs against each other. */
public final class Runs {
  private Runs() {}

  /**
   * The first entry in which two journals differ.
   *
   * @param n its serial number
   * @param here in the first run; empty where that one is over
   * @param there in the second run
   */
  public record Difference(long n, Optional<JournalEntry> here, Optional<JournalEntry> there) {
    @Override
    public String toString() {
      return "entry "
          + n
          + ":\n  "
          + here.map(JournalEntry::toString).orElse("nothing more")
          + "\n  "
          + there.map(JournalEntry::toString).orElse("nothing more");
    }
  }

  /** Returns where two runs part, if they do. */
  public static Optional<Difference> firstDifference(EcsSimulation one, EcsSimulation other) {
    ImmutableList<JournalEntry> here = one.journal().entries();
    ImmutableList<JournalEntry> there = other.journal().entries();
    for (int i = 0; i < Math.max(here.size(), there.size()); i++) {
      Optional<JournalEntry> first = at(here, i);
      Optional<JournalEntry> second = at(there, i);
      if (!first.map(JournalEntry::toString).equals(second.map(JournalEntry::toString))) {
        return Optional.of(new Difference(i + 1, first, second));
      }
    }
    return Optional.empty();
  }

  private static Optional<JournalEntry> at(ImmutableList<JournalEntry> entries, int index) {
    return index < entries.size() ? Optional.of(entries.get(index)) : Optional.empty();
  }

  /**
   * Runs twice and compares.
   *
   * @param run makes a simulation and lets its time pass
   */
  public static void assertSameRun(Supplier<EcsSimulation> run) {
    assertSameRun(run.get(), run.get());
  }

  /** Demands that two runs did the very same. */
  public static void assertSameRun(EcsSimulation one, EcsSimulation other) {
    if (!one.digest().equals(other.digest())) {
      throw new AssertionError(
          "expected two runs alike, but they part at "
              + firstDifference(one, other)
                  .map(Difference::toString)
                  .orElse("no entry: only their digests differ"));
    }
  }

  /** Runs two variants and returns where they part and how they come out. */
  public static Comparison compare(Scenario a, Scenario b) {
    EcsSimulation first = Opening.of(a);
    EcsSimulation second = Opening.of(b);
    Measures here = Measures.of(a, first);
    Measures there = Measures.of(b, second);
    return new Comparison(a.name(), here, b.name(), there, firstDifference(first, second));
  }
}
