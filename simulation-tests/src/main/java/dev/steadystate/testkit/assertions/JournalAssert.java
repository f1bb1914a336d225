package dev.steadystate.testkit.assertions;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import org.assertj.core.api.AbstractAssert;

/** Assertions on what was written, or on what one service said, and in which order. */
public final class JournalAssert extends AbstractAssert<JournalAssert, EcsSimulation> {
  private final String service;
  private final String who;
  private String last = "";
  private long lastAt;

  JournalAssert(EcsSimulation simulation, String service, String who) {
    super(simulation, JournalAssert.class);
    this.service = service;
    this.who = who;
  }

  /** An entry contains these words; {@link #before} and {@link #after} speak of the first. */
  public JournalAssert wrote(String words) {
    lastAt = first(words, 0);
    last = words;
    if (lastAt == 0) {
      throw failure(
          "%s",
          Story.of(
              actual, service, "expected " + who + " to say \"" + words + "\", but it did not"));
    }
    return this;
  }

  /** Nothing contains these words. */
  public JournalAssert neverWrote(String words) {
    long found = first(words, 0);
    if (found != 0) {
      throw failure(
          "%s",
          "expected "
              + who
              + " never to say \""
              + words
              + "\", but it did:\n  "
              + actual.journal().entry(found).orElseThrow());
    }
    return this;
  }

  /** After those words for the first time came these. */
  public JournalAssert before(String words) {
    return inOrder(first(words, lastAt), last, words);
  }

  /** Before those words for the first time came these. */
  public JournalAssert after(String words) {
    long at = first(words, 0);
    return inOrder(at != 0 && at < lastAt ? at : 0, words, last);
  }

  /** The words came so many times. */
  public JournalAssert times(int count) {
    int found = 0;
    for (long at = first(last, 0); at != 0; at = first(last, at)) {
      found++;
    }
    if (found != count) {
      throw failure(
          "%s",
          Story.of(
              actual,
              service,
              "expected "
                  + who
                  + " to say \""
                  + last
                  + "\" "
                  + count
                  + " times, but it did "
                  + found
                  + " times"));
    }
    return this;
  }

  private JournalAssert inOrder(long found, String first, String second) {
    if (found == 0) {
      throw failure(
          "%s",
          Story.of(
              actual,
              service,
              "expected "
                  + who
                  + " to say \""
                  + first
                  + "\" before \""
                  + second
                  + "\", but it did not"));
    }
    return this;
  }

  /** Returns the number of the first entry with these words after an entry, or 0. */
  private long first(String words, long after) {
    for (long n = after + 1; n <= actual.journal().size(); n++) {
      JournalEntry entry = actual.journal().entry(n).orElse(null);
      if (entry != null && concerns(entry) && entry.text().contains(words)) {
        return n;
      }
    }
    return 0;
  }

  private boolean concerns(JournalEntry entry) {
    return service.isEmpty()
        || (entry.kind() == EntryKind.SERVICE_EVENT && entry.subject().service().equals(service));
  }
}
