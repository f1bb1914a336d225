package dev.steadystate.testkit.law;

import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.spi.Why;

/**
 * The reason that an entry gives, told apart by its words without its numbers: to put those in is
 * dear, and nobody reads most of them.
 */
record Reason(String words) {
  static final Reason NONE = new Reason("");

  static Reason of(JournalEntry entry) {
    return entry.why() instanceof Why why ? new Reason(why.text()) : new Reason(entry.reason());
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  /** The task takes the place of one that is unhealthy (SS-32). */
  boolean isReplacement() {
    return words.endsWith(" unhealthy tasks are replaced");
  }

  /** Zones are being balanced (PL-90). */
  boolean isRebalancing() {
    return words.startsWith("zones are out of balance");
  }

  boolean isDraining() {
    return words.startsWith("its instance drains")
        || words.startsWith("not RUNNING yet on a DRAINING instance");
  }

  /** A daemon task is where it may be no longer (SS-24). */
  boolean isMisplaced() {
    return words.startsWith("its instance no longer meets");
  }

  boolean isScaleIn() {
    return words.contains(" too many of ");
  }

  boolean isNoRoom() {
    return words.equals("unhealthy, and there is no room for a replacement");
  }

  @Override
  public String toString() {
    return words;
  }
}
