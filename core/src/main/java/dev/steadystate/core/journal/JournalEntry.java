package dev.steadystate.core.journal;

import org.jspecify.annotations.Nullable;

/**
 * One fact or decision: what happened to whom, when, why, and because of which earlier entry.
 *
 * @param n the serial number, from 1
 * @param at milliseconds since the epoch; a service event carries the milliseconds of EG-10
 * @param what the new status, the action, the message; in words when printed
 * @param why the reason, if the kind of entry has one
 * @param cause the serial number of the entry that brought it about, 0 for none
 */
public record JournalEntry(
    long n,
    long at,
    EntryKind kind,
    Subject subject,
    Object what,
    @Nullable Object why,
    long cause) {

  /** Returns what happened, in words. */
  public String text() {
    return what instanceof EventMessage message ? message.text(subject.service()) : what.toString();
  }

  /** Returns the reason, in words, or the empty text. */
  public String reason() {
    return why == null ? "" : why.toString();
  }

  /** Returns whether this tells, once more perhaps, that a service is in steady state. */
  public boolean isSteadyEvent() {
    return what instanceof EventMessage message && message.kind() == EventKind.STEADY;
  }

  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    line.append(java.time.Instant.ofEpochMilli(at)).append("  #").append(n).append("  ");
    if (kind != EntryKind.SERVICE_EVENT) {
      line.append(subject.type()).append(' ').append(subject.name()).append(": ");
    }
    line.append(text());
    if (why != null) {
      line.append(" because ").append(reason());
    }
    if (cause > 0) {
      line.append("  (from #").append(cause).append(')');
    }
    return line.toString();
  }
}
