package dev.steadystate.core.journal;

/** Whom a journal entry is about: a thing with a name for readers and a key for the fingerprint. */
public interface Subject {
  /** Returns what the fingerprint sees, the same in every run of the same seed. */
  long key();

  /** Returns the kind of thing, such as {@code task}. */
  String type();

  /** Returns the name of its cluster, or the empty text. */
  String cluster();

  /** Returns the name of its service, or the empty text. */
  String service();

  /** Returns the short name or id. */
  String name();
}
