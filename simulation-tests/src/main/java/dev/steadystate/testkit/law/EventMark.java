package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.JournalEntry;

/** A mark that a service says this: there are many, and each event visits one at most. */
record EventMark(EventKind kind) implements Check {
  @Override
  public ImmutableSet<EntryKind> kinds() {
    return ImmutableSet.of(EntryKind.SERVICE_EVENT);
  }

  @Override
  public String entry(JournalEntry entry) {
    return Facts.isEvent(entry, kind) ? kind.name() : "";
  }
}
