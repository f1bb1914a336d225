package dev.steadystate.core.model;

/** The letters of which some name may be made: those of ASCII, digits, and a few others. */
public final class Letters {
  private final boolean[] allowed = new boolean[128];

  private Letters(String others) {
    allow('a', 'z');
    allow('A', 'Z');
    allow('0', '9');
    for (int i = 0; i < others.length(); i++) {
      allow(others.charAt(i), others.charAt(i));
    }
  }

  private void allow(char first, char last) {
    for (char letter = first; letter <= last; letter++) {
      allowed[letter] = true;
    }
  }

  /** Returns letters, digits and these others, all of ASCII. */
  public static Letters digitsAnd(String others) {
    return new Letters(others);
  }

  /** Returns whether the text has no letter but these; the empty one has none. */
  public boolean make(String text) {
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter >= allowed.length || !allowed[letter]) {
        return false;
      }
    }
    return true;
  }
}
