package dev.steadystate.placement.query;

import static com.google.common.base.Strings.lenientFormat;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Translates a regular expression of Java into the one of RE2 that means the same, construct by
 * construct from left to right.
 *
 * <p>What needs backtracking is refused, because RE2 has none: back references, look-around, atomic
 * groups and possessive quantifiers. So is what RE2 would read differently or does not know:
 * classes within classes, {@code &&}, the flags d, u, x and U, and rare escapes such as {@code \R}.
 * So is what would be too large with its repetitions written out. The rest is for RE2 to check.
 */
final class JavaDialect {

  /** RE2's own limit. */
  private static final int MOST_REPEATED = 1000;

  /** No construct but a literal {@code \Q...\E} is longer than this. */
  private static final int LONGEST_CONSTRUCT = 200;

  private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?<[a-zA-Z][a-zA-Z0-9]*>");
  private static final Pattern FLAGS = Pattern.compile("\\(\\?[ims]*(-[ims]+)?[:)]");
  private static final Pattern COUNT = Pattern.compile("\\{([0-9]+)(,([0-9]*))?\\}");

  private static final ImmutableMap<String, String> REFUSED_GROUPS =
      ImmutableMap.of(
          "(?=", "look-ahead",
          "(?!", "look-ahead",
          "(?<=", "look-behind",
          "(?<!", "look-behind",
          "(?>", "atomic groups");

  private final String java;
  private final StringBuilder re2 = new StringBuilder();
  private final ExpandedSize size = new ExpandedSize();
  private int at;

  /** In Java this is about ASCII alone. RE2 folds all letters, and RE2/J not always to an end. */
  private boolean ignoresCase;

  private JavaDialect(String java) {
    this.java = java;
  }

  /** Throws IllegalArgumentException with a sentence if RE2 has no such expression. */
  static String toRe2(String java) {
    return new JavaDialect(java).translate();
  }

  private String translate() {
    while (at < java.length()) {
      switch (java.charAt(at)) {
        case '(' -> openGroup();
        case ')' -> closeGroup();
        case '*', '+', '?' -> quantifier(1, 1);
        case '{' -> count();
        case '[' -> characterClass();
        case '\\' -> escape(false);
        default -> literal();
      }
    }
    if (ignoresCase && !CharMatcher.ascii().matchesAllOf(re2)) {
      throw without("(?i) beside characters beyond ASCII", java);
    }
    return re2.toString();
  }

  private void literal() {
    copy(1);
    size.add(1);
  }

  /** Opens a group, or sets flags. Nobody asks what a group matched, so none is captured. */
  private void openGroup() {
    Matcher named = here(NAMED_GROUP);
    Matcher flags = here(FLAGS);
    if (!java.startsWith("(?", at)) {
      replace(1, "(?:");
      size.open();
    } else if (named.lookingAt()) {
      replace(named.end(), "(?:");
      size.open();
    } else if (flags.lookingAt()) {
      ignoresCase |= flags.group().contains("i");
      copy(flags.end());
      if (java.charAt(at - 1) == ':') {
        size.open();
      }
    } else {
      throw refusedGroup();
    }
  }

  private IllegalArgumentException refusedGroup() {
    return REFUSED_GROUPS.entrySet().stream()
        .filter(group -> java.startsWith(group.getKey(), at))
        .map(group -> without(group.getValue(), group.getKey()))
        .findFirst()
        .orElseGet(() -> without("groups of that kind", construct(3)));
  }

  private void closeGroup() {
    copy(1);
    size.close();
  }

  private void count() {
    Matcher count = here(COUNT);
    if (!count.lookingAt()) {
      throw new IllegalArgumentException(
          "expected a repetition such as {2,5}, or \\{ for the character, but found "
              + construct(5));
    }
    String most =
        count.group(3) == null || count.group(3).isEmpty() ? count.group(1) : count.group(3);
    Integer times = Ints.tryParse(most);
    if (times == null || times > MOST_REPEATED) {
      throw without("repetitions above " + MOST_REPEATED, count.group());
    }
    quantifier(count.end(), Math.max(times, 1));
  }

  private void quantifier(int length, int times) {
    copy(length);
    if (java.startsWith("+", at)) {
      throw without("possessive quantifiers", java.substring(at - length, at + 1));
    }
    if (java.startsWith("?", at)) {
      copy(1);
    }
    size.repeat(times);
  }

  private void characterClass() {
    copy(java.startsWith("[^", at) ? 2 : 1);
    int first = at;
    while (at < java.length() && (at == first || java.charAt(at) != ']')) {
      if (java.startsWith("[", at) || java.startsWith("&&", at)) {
        throw without("classes inside classes", construct(2));
      }
      if (java.startsWith("\\", at)) {
        escape(true);
      } else {
        copy(1);
      }
    }
    if (at < java.length()) {
      copy(1);
    }
    size.add(1);
  }

  private void escape(boolean inClass) {
    Matcher escape = here(JavaEscape.EXTENT);
    if (java.startsWith("\\Q", at)) {
      quotation();
    } else if (escape.lookingAt()) {
      replace(escape.end(), JavaEscape.toRe2(escape.group(), inClass));
      size.add(1);
    } else {
      throw new IllegalArgumentException(
          "expected a regular expression with a character after its last \\");
    }
  }

  /** Everything from {@code \Q} to {@code \E}, or to the end, stands for itself. */
  private void quotation() {
    at += 2;
    int mark = java.indexOf("\\E", at);
    int end = mark < 0 ? java.length() : mark;
    while (at < end) {
      replace(1, JavaEscape.literal(java.charAt(at)));
      size.add(1);
    }
    at = Math.min(end + 2, java.length());
  }

  private Matcher here(Pattern construct) {
    return construct.matcher(construct(LONGEST_CONSTRUCT));
  }

  private String construct(int longest) {
    return java.substring(at, Math.min(at + longest, java.length()));
  }

  private void copy(int length) {
    replace(length, java.substring(at, at + length));
  }

  private void replace(int length, String replacement) {
    re2.append(replacement);
    at += length;
  }

  static IllegalArgumentException without(String construct, String found) {
    return new IllegalArgumentException(
        lenientFormat(
            "expected a regular expression without %s, but found %s",
            construct, Lexer.shown(found)));
  }
}
