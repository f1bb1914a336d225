package dev.steadystate.testkit.scenario.tree;

import java.math.BigDecimal;

/** How much text is read before it is refused: reading stays cheap, whatever the text. */
final class Limits {
  static final int CHARACTERS = 16 << 20;
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
