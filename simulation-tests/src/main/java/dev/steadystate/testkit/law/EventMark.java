package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventKind;

/**
 * A mark that a service says this. There are many, and each event visits one at most, so the watch
 * finds it by its kind and asks none of them.
 */
record EventMark(EventKind kind) implements Check {
  @Override
  public ImmutableSet<EntryKind> kinds() {
    return ImmutableSet.of();
  }
}
