package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import java.util.Arrays;
import java.util.function.BiFunction;

/** A check of single entries of some kinds. */
record EntryCheck(
    ImmutableSet<EntryKind> kinds, Facts facts, BiFunction<Facts, JournalEntry, String> wrong)
    implements Check {

  /** Returns a law about each entry of these kinds. */
  static Law law(String name, BiFunction<Facts, JournalEntry, String> wrong, EntryKind... kinds) {
    ImmutableSet<EntryKind> some = Sets.immutableEnumSet(Arrays.asList(kinds));
    return Law.watching(name, facts -> new EntryCheck(some, facts, wrong));
  }

  /** Returns a law about each task of which an entry of these kinds is written. */
  static Law ofTasks(String name, BiFunction<Facts, KnownTask, String> wrong, EntryKind... kinds) {
    ImmutableSet<EntryKind> some = Sets.immutableEnumSet(Arrays.asList(kinds));
    return Law.watching(name, facts -> new OfTasks(some, facts, wrong));
  }

  @Override
  public boolean looksAtInstants() {
    return false;
  }

  @Override
  public String entry(JournalEntry entry) {
    return wrong.apply(facts, entry);
  }

  private record OfTasks(
      ImmutableSet<EntryKind> kinds, Facts facts, BiFunction<Facts, KnownTask, String> wrong)
      implements Check {
    @Override
    public boolean looksAtInstants() {
      return false;
    }

    @Override
    public String entry(JournalEntry entry) {
      KnownTask task = facts.subject();
      return task == null ? "" : wrong.apply(facts, task);
    }
  }
}
