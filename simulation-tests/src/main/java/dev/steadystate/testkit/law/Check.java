package dev.steadystate.testkit.law;

import dev.steadystate.core.journal.JournalEntry;

/**
 * A law at work on one simulation. Each method returns what is wrong in one sentence, or the empty
 * text.
 */
public interface Check {
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
