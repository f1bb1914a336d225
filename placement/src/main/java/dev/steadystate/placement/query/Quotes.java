package dev.steadystate.placement.query;

import com.google.common.base.CharMatcher;

/** Writes a text as an argument: bare if it can be, else in quotes. There are no escapes. */
final class Quotes {

  /** What ends a bare word, beside the end of the expression. */
  static final CharMatcher DELIMITER = CharMatcher.whitespace().or(CharMatcher.anyOf("()[],"));

  static final CharMatcher QUOTE = CharMatcher.anyOf("'\"");

  private Quotes() {}

  static boolean canWrite(String text) {
    return isBareWord(text) || text.indexOf('\'') < 0 || text.indexOf('"') < 0;
  }

  static String write(String text) {
    if (isBareWord(text)) {
      return text;
    }
    char quote = text.indexOf('\'') < 0 ? '\'' : '"';
    return quote + text + quote;
  }

  private static boolean isBareWord(String text) {
    return !text.isEmpty() && DELIMITER.matchesNoneOf(text) && !QUOTE.matches(text.charAt(0));
  }
}
