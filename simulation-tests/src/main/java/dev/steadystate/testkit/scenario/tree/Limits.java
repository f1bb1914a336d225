package dev.steadystate.testkit.scenario.tree;

import java.math.BigDecimal;

/** How much text is read before it is refused: reading stays cheap, whatever the text. */
final class Limits {
  static final int CHARACTERS = 16 << 20;
  static final int LINE = 500_000;
  static final int DEPTH = 64;
  static final int NODES = 1_000_000;
  private static final int DIGITS = 100;

  private Limits() {}

  static void checkLength(String text) {
    if (text.length() > CHARACTERS) {
      throw new MalformedText(
          "the text has "
              + text.length()
              + " characters, more than the "
              + CHARACTERS
              + " that are read");
    }
  }

  /** The YAML scanner takes time by the square of the length of a word. */
  static void checkLines(String text) {
    int number = 1;
    for (int start = 0; start < text.length(); number++) {
      int end = text.indexOf('\n', start);
      int next = end < 0 ? text.length() : end;
      if (next - start > LINE) {
        throw new MalformedText(
            new Position(number, 1),
            "the line has more than the " + LINE + " characters that are read of one in YAML");
      }
      start = next + 1;
    }
  }

  static void checkDepth(int depth, Position at) {
    if (depth > DEPTH) {
      throw new MalformedText(at, "nested more than " + DEPTH + " levels deep");
    }
  }

  static void checkSize(long nodes, Position at) {
    if (nodes > NODES) {
      throw new MalformedText(at, "more than " + NODES + " values, aliases counted");
    }
  }

  static String checkNumber(String number, Position at) {
    boolean tooLong = number.length() > DIGITS;
    if (tooLong || Math.abs((long) new BigDecimal(number).scale()) > 4 * DIGITS) {
      throw new MalformedText(at, "the number " + Quoted.of(number) + " is out of range");
    }
    return number;
  }
}
