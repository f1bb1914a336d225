package dev.steadystate.placement.query;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/** Translates what follows a backslash in a regular expression of Java into RE2's way to say it. */
final class JavaEscape {

  private static final CharMatcher LETTER_OR_DIGIT =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.inRange('0', '9'));

  /** The escapes that RE2 has too. */
  private static final CharMatcher SHARED = CharMatcher.anyOf("dDsSwWtnrfa");

  /** The escapes for a place between characters, which are none in a class. */
  private static final CharMatcher PLACE = CharMatcher.anyOf("AzZbB");

  private static final CharMatcher BACK_REFERENCE =
      CharMatcher.inRange('1', '9').or(CharMatcher.is('k'));

  /** How far an escape reaches. */
  static final Pattern EXTENT =
      Pattern.compile("(?s)\\\\(?:x\\{\\w*\\}|x\\w{2}|u\\w{4}|[pP]\\{\\w*\\}|[pP]\\w|.)");

  private static final Pattern CODE_POINT = Pattern.compile("\\\\[xu]\\{?([0-9a-fA-F]{2,6})\\}?");

  private static final Pattern PROPERTY = Pattern.compile("\\\\([pP])\\{?(\\w+)\\}?");

  /** The ASCII classes of Java and RE2's names for them. */
  private static final ImmutableMap<String, String> ASCII_CLASSES =
      ImmutableMap.<String, String>builder()
          .put("Lower", "lower")
          .put("Upper", "upper")
          .put("ASCII", "ascii")
          .put("Alpha", "alpha")
          .put("Digit", "digit")
          .put("Alnum", "alnum")
          .put("Punct", "punct")
          .put("Graph", "graph")
          .put("Print", "print")
          .put("Blank", "blank")
          .put("Cntrl", "cntrl")
          .put("XDigit", "xdigit")
          .put("Space", "space")
          .buildOrThrow();

  private JavaEscape() {}

  /** Throws IllegalArgumentException with a sentence if RE2 has no such escape. */
  static String toRe2(String escape, boolean inClass) {
    char kind = escape.charAt(1);
    if (SHARED.matches(kind)) {
      return escape;
    }
    if (PLACE.matches(kind) && !inClass) {
      return kind == 'Z' ? "\\z" : escape;
    }
    if (!LETTER_OR_DIGIT.matches(kind)) {
      return literal(kind);
    }
    return switch (kind) {
      case 'e' -> "\\x1B";
      case 'x', 'u' -> codePoint(escape);
      case 'p', 'P' -> property(escape, inClass);
      default ->
          throw JavaDialect.without(
              BACK_REFERENCE.matches(kind) ? "back references" : "that escape", escape);
    };
  }

  private static String codePoint(String escape) {
    Matcher codePoint = CODE_POINT.matcher(escape);
    if (!codePoint.matches()) {
      throw JavaDialect.without("that escape", escape);
    }
    int character = Integer.parseInt(codePoint.group(1), 16);
    if (!Character.isValidCodePoint(character)) {
      throw JavaDialect.without("that escape", escape);
    }
    return character < 128 ? literal((char) character) : Character.toString(character);
  }

  /** Java's classes are ASCII's, categories of one or two letters, and scripts after Is. */
  private static String property(String escape, boolean inClass) {
    Matcher property = PROPERTY.matcher(escape);
    if (!property.matches()) {
      throw JavaDialect.without("that escape", escape);
    }
    String negation = property.group(1).equals("P") ? "^" : "";
    String name = property.group(2);
    String ascii = ASCII_CLASSES.get(name);
    if (ascii != null) {
      String named = "[:" + negation + ascii + ":]";
      return inClass ? named : "[" + named + "]";
    }
    if (name.length() > 2 && !name.startsWith("Is")) {
      throw JavaDialect.without("that escape", escape);
    }
    return "\\p{" + negation + (name.length() > 2 ? name.substring(2) : name) + "}";
  }

  /** Returns the expression that matches this character alone, in a class or outside. */
  static String literal(char character) {
    boolean isPlain = character >= 128 || LETTER_OR_DIGIT.matches(character);
    return isPlain ? String.valueOf(character) : "\\" + character;
  }
}
