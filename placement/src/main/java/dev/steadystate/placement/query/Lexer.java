package dev.steadystate.placement.query;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.naturalOrder;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.placement.query.Operand.Text;
import dev.steadystate.placement.query.Subject.Attribute;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * Takes an expression apart from left to right. What a character means depends on what may come
 * next, so the {@link Parser} asks for one thing or another instead of being handed tokens.
 */
final class Lexer {

  private static final CharMatcher SPACE = CharMatcher.whitespace();
  private static final CharMatcher NAME = Attribute.NAME;
  private static final CharMatcher BARE = Quotes.DELIMITER.negate();
  private static final int LONGEST_SHOWN = 40;

  /** Every operator under its spellings, longer ones first so that none hides another. */
  private static final ImmutableSortedMap<String, Operator> OPERATORS = longestFirst();

  private final String text;
  private int position;

  Lexer(String text) {
    this.text = text;
  }

  private static ImmutableSortedMap<String, Operator> longestFirst() {
    Comparator<String> byLength = comparingInt(String::length);
    ImmutableSortedMap.Builder<String, Operator> spellings =
        new ImmutableSortedMap.Builder<>(byLength.reversed().thenComparing(naturalOrder()));
    for (Operator operator : Operator.values()) {
      operator.spellings().forEach(spelling -> spellings.put(spelling, operator));
    }
    return spellings.buildOrThrow();
  }

  /** Skips white space and returns where the next thing begins. */
  int next() {
    while (position < text.length() && SPACE.matches(text.charAt(position))) {
      position++;
    }
    return position;
  }

  boolean atEnd() {
    return next() == text.length();
  }

  /** Takes the word or symbol if it comes next. A word must end where its letters do. */
  boolean take(String expected) {
    int end = next() + expected.length();
    boolean isWord = NAME.matches(expected.charAt(expected.length() - 1));
    if (!text.startsWith(expected, position) || (isWord && continuesWord(end))) {
      return false;
    }
    position = end;
    return true;
  }

  /** Takes a name and what follows its colon, such as {@code task:group}; empty if none is next. */
  String takeSubject() {
    int start = next();
    takeWhile(NAME);
    if (position > start && text.startsWith(":", position)) {
      position++;
      takeWhile(NAME);
    }
    return text.substring(start, position);
  }

  Optional<Operator> takeOperator() {
    for (Map.Entry<String, Operator> spelling : OPERATORS.entrySet()) {
      if (take(spelling.getKey())) {
        return Optional.of(spelling.getValue());
      }
    }
    return Optional.empty();
  }

  /** Takes the argument of the operator. It may touch a symbol but not a word. */
  Text takeArgument(Operator operator) {
    boolean afterWord = NAME.matches(text.charAt(position - 1));
    if (afterWord && position < text.length() && BARE.matches(text.charAt(position))) {
      throw expected("a space after the word operator for " + operator);
    }
    return takeArgument("a value after " + operator);
  }

  /** Takes an argument, bare or in quotes. */
  Text takeArgument(String expected) {
    int start = next();
    if (start < text.length() && Quotes.QUOTE.matches(text.charAt(start))) {
      return takeQuoted();
    }
    takeWhile(BARE);
    if (position == start) {
      throw expected(expected, quotingHint());
    }
    return new Text(text.substring(start, position));
  }

  private Text takeQuoted() {
    int opening = position;
    int closing = text.indexOf(text.charAt(opening), opening + 1);
    if (closing < 0) {
      throw error("expected a quote that closes this one, but found the end", opening);
    }
    position = closing + 1;
    if (continuesWord(position)) {
      throw expected("a space after the quoted value");
    }
    return new Text(text.substring(opening + 1, closing));
  }

  private void takeWhile(CharMatcher matcher) {
    while (position < text.length() && matcher.matches(text.charAt(position))) {
      position++;
    }
  }

  private boolean continuesWord(int index) {
    return index < text.length() && (NAME.matches(text.charAt(index)) || text.charAt(index) == ':');
  }

  QuerySyntaxException expected(String expected) {
    return expected(expected, "");
  }

  /** Returns the complaint that something else comes next than was expected. */
  QuerySyntaxException expected(String expected, String hint) {
    return error("expected " + expected + ", but found " + found() + hint, next());
  }

  QuerySyntaxException error(String sentence, int where) {
    return new QuerySyntaxException(sentence, text, where);
  }

  /** Returns a way out for who wrote a regular expression with brackets and no quotes. */
  String quotingHint() {
    return !atEnd() && "([,".indexOf(text.charAt(position)) >= 0
        ? ": a value with brackets or commas must be quoted"
        : "";
  }

  private String found() {
    int start = next();
    if (atEnd()) {
      return "the end";
    }
    int end = start + 1;
    while (end < text.length()
        && BARE.matches(text.charAt(start))
        && BARE.matches(text.charAt(end))) {
      end++;
    }
    return "'" + shown(text.substring(start, end)) + "'";
  }

  /** Returns what a message shows of a text that may be long or unprintable. */
  static String shown(String text) {
    return Ascii.truncate(
        CharMatcher.javaIsoControl().replaceFrom(text, '?'), LONGEST_SHOWN, "...");
  }
}
