package dev.steadystate.core;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import java.time.Instant;

/**
 * What the next pass of the scheduler would do about a service, with its reasons.
 *
 * @param at when that pass would be
 * @param steps what it would do, in order: launches, stops, events, changes of deployments
 */
public record DryRun(Instant at, ImmutableList<JournalEntry> steps) {
  /** Returns whether the pass would do nothing. */
  public boolean isNothing() {
    return steps.isEmpty();
  }

  /** Returns the words of the service events it would emit, oldest first. */
  public ImmutableList<String> events() {
    return steps.stream()
        .filter(step -> step.kind() == EntryKind.SERVICE_EVENT)
        .map(JournalEntry::text)
        .collect(ImmutableList.toImmutableList());
  }

  /** Prints one line a step. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("at ").append(at);
    if (isNothing()) {
      text.append(" nothing");
    }
    for (JournalEntry step : steps) {
      text.append("\n  ").append(step.text());
      if (!step.reason().isEmpty()) {
        text.append(" because ").append(step.reason());
      }
    }
    return text.toString();
  }
}
