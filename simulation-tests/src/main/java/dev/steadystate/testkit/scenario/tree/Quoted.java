package dev.steadystate.testkit.scenario.tree;

/** Shows what was found so that it fits a sentence. */
public final class Quoted {
  private static final int LONGEST = 60;

  private Quoted() {}

  /** Returns the text in single quotes, shortened if it is long. */
  public static String of(String text) {
    int end = text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
    return oneLine("'" + text.substring(0, end) + (end < text.length() ? "…'" : "'"));
  }

  /** Returns the text without line breaks and other characters that a terminal would obey. */
  static String oneLine(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ");
  }
}
