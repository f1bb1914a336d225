package dev.steadystate.core.journal;

/** A value that prints itself for readers and shows a key to the fingerprint. */
public interface Printed {
  /** Returns a key that two values share only if they say the same. */
  long key();
}
