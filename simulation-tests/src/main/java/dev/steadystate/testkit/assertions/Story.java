package dev.steadystate.testkit.assertions;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Tells after a failed assertion what happened last. */
final class Story {
  private static final int LINES = 12;

  private Story() {}

  /**
   * Returns the sentence and what happened before it.
   *
   * @param service whose story is told; the empty text for everybody's
   */
  static String of(EcsSimulation simulation, String service, String sentence) {
    Predicate<JournalEntry> concerns =
        entry ->
            service.isEmpty()
                || entry.subject().service().equals(service)
                || entry.kind() == EntryKind.FAULT
                || entry.kind() == EntryKind.INSTANCE_STATUS;
    return sentence
        + "\nat "
        + simulation.now()
        + ", seed "
        + simulation.seed()
        + ", after:"
        + lines(last(simulation, concerns));
  }

  private static List<JournalEntry> last(
      EcsSimulation simulation, Predicate<JournalEntry> concerns) {
    List<JournalEntry> entries = new ArrayList<>();
    for (JournalEntry entry : simulation.journal()) {
      if (concerns.test(entry)) {
        entries.add(entry);
      }
    }
    return entries.subList(Math.max(0, entries.size() - LINES), entries.size());
  }

  private static String lines(List<JournalEntry> entries) {
    StringBuilder lines = new StringBuilder();
    entries.forEach(entry -> lines.append("\n  ").append(entry));
    return entries.isEmpty() ? " nothing" : lines.toString();
  }

  /** Returns a sentence about the first entry in which two journals differ. */
  static String difference(EcsSimulation one, EcsSimulation other) {
    ImmutableList<JournalEntry> first = one.journal().entries();
    ImmutableList<JournalEntry> second = other.journal().entries();
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      String here = i < first.size() ? first.get(i).toString() : "nothing more";
      String there = i < second.size() ? second.get(i).toString() : "nothing more";
      if (!here.equals(there)) {
        return "they part at entry " + (i + 1) + ":\n  " + here + "\n  " + there;
      }
    }
    return "their journals read the same and only their digests differ";
  }
}
