package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import java.util.EnumSet;

/**
 * A law at work on one simulation. Each method returns what is wrong in one sentence, or the empty
 * text.
 */
public interface Check {
  /** Returns the kinds of entries that it wants to see: all, unless it says otherwise. */
  default ImmutableSet<EntryKind> kinds() {
    return Sets.immutableEnumSet(EnumSet.allOf(EntryKind.class));
  }

  /** Returns whether it looks at the ends of instants. */
  default boolean looksAtInstants() {
    return true;
  }

  /** Looks at an entry just written; the facts know of it already. */
  default String entry(JournalEntry entry) {
    return "";
  }

  /** Looks at the end of an instant, in milliseconds since the epoch. */
  default String instant(long at) {
    return "";
  }

  /** Looks at the end, when nothing has gone wrong for long: what eventually holds, holds now. */
  default String end() {
    return "";
  }
}
