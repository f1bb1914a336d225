package dev.steadystate.lab.aws;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.steadystate.core.document.Document;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the shorthand syntax of the AWS CLI.
 *
 * <pre>
 *   parameter = keyval *("," keyval)
 *   keyval    = key "=" [ csv / list / hash ]        ; "@=" reads a value from a file
 *   csv       = value *("," value)                   ; a=b,c is a list, a=b,c=d are two members
 *   list      = "[" [ item *("," item) ] "]"
 *   hash      = "{" [ key "=" item *("," key "=" item) ] "}"
 *   item      = value / list / hash
 *   value     = 'single quoted' / "double quoted" / bare
 * </pre>
 *
 * <p>It knows nothing of shapes: every value that comes out is a text, a list or a document.
 */
final class Shorthand {
  private static final CharMatcher KEY =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.inRange('0', '9'))
          .or(CharMatcher.anyOf("-_.#/:"));

  private static final CharMatcher SPACE = CharMatcher.anyOf(" \t\n\r\u000b\f");

  /** What may begin a bare value. */
  private static final CharMatcher BEGIN =
      CharMatcher.inRange('\0', ' ').or(CharMatcher.anyOf("\"',=[{")).negate();

  /** What a bare value behind its key goes on with; one in brackets has to end before they do. */
  private static final CharMatcher GO_ON = CharMatcher.noneOf("\"',]}");

  /** What a further value goes on with: an equals sign would make it a key. */
  private static final CharMatcher GO_ON_FURTHER = CharMatcher.noneOf("\"',=");

  private final String text;
  private int at;
  private int depth;
  private boolean fromFile;

  private Shorthand(String text) {
    this.text = text;
  }

  /** Returns the document that this text stands for. */
  static Document read(String text) {
    return new Shorthand(text).parameter();
  }

  private Document parameter() {
    Map<String, Object> members = new LinkedHashMap<>();
    int end = 0;
    do {
      if (end > 0) {
        expect(',');
      }
      String key = key();
      if (members.put(key, values()) != null) {
        throw duplicate(key, end + 1);
      }
      end = at;
    } while (!atEnd());
    return new Document(members);
  }

  /** Reads a key and the equals sign behind it. */
  private String key() {
    String key = take(KEY);
    skipSpace();
    fromFile = isNext('@');
    if (fromFile) {
      expect('@');
    }
    expect('=');
    return key;
  }

  private Object values() {
    return isNext('[') ? list() : isNext('{') ? hash() : csv();
  }

  private Object item() {
    return isNext('[') ? list() : isNext('{') ? hash() : value(GO_ON).orElse("");
  }

  private Object csv() {
    Object first = value(GO_ON).orElse("");
    List<Object> all = Lists.newArrayList(first);
    skipSpace();
    while (isNext(',')) {
      expect(',');
      if (atEnd()) {
        throw unexpected("<second>", "<none>");
      }
      Optional<String> further = value(GO_ON_FURTHER);
      skipSpace();
      if (further.isEmpty() || !(atEnd() || isNext(','))) {
        // What looked like a further value is the key of the next member.
        at = text.lastIndexOf(',', at);
        break;
      }
      all.add(further.get());
    }
    return all.size() == 1 ? first : all;
  }

  private ImmutableList<Object> list() {
    ImmutableList.Builder<Object> items = ImmutableList.builder();
    open('[');
    while (!isNext(']')) {
      items.add(item());
      separate(']');
    }
    close();
    return items.build();
  }

  private Document hash() {
    Map<String, Object> members = new LinkedHashMap<>();
    open('{');
    while (!isNext('}')) {
      String key = key();
      members.put(key, item());
      separate('}');
    }
    close();
    return new Document(members);
  }

  private void open(char bracket) {
    expect(bracket);
    if (++depth == Document.MAX_DEPTH) {
      throw new UsageException("more than " + depth + " brackets lie inside one another");
    }
  }

  private void close() {
    at++;
    depth--;
  }

  /** Between two items stands a comma, and one may stand behind the last. */
  private void separate(char closing) {
    skipSpace();
    if (!isNext(closing)) {
      expect(',');
    }
  }

  private Optional<String> value(CharMatcher goesOn) {
    if (isNext('\'') || isNext('"')) {
      return Optional.of(resolved(quoted(text.charAt(at))));
    }
    int begin = at;
    if (isEscapedComma()) {
      at += 2;
    } else if (!atEnd() && BEGIN.matches(text.charAt(at))) {
      at++;
    } else {
      return Optional.empty();
    }
    while (isEscapedComma() || (!atEnd() && goesOn.matches(text.charAt(at)))) {
      at += isEscapedComma() ? 2 : 1;
    }
    return Optional.of(
        resolved(SPACE.trimTrailingFrom(text.substring(begin, at).replace("\\,", ","))));
  }

  private boolean isEscapedComma() {
    return text.startsWith("\\,", at);
  }

  /** Within quotes a backslash hides the quote and itself. */
  private String quoted(char quote) {
    int begin = at + 1;
    int end = begin;
    while (end < text.length() && text.charAt(end) != quote) {
      boolean hides =
          text.charAt(end) == '\\'
              && end + 1 < text.length()
              && (text.charAt(end + 1) == quote || text.charAt(end + 1) == '\\');
      end += hides ? 2 : 1;
    }
    if (end >= text.length()) {
      // If all the quotes are hidden, the last of them was not meant to be.
      end = text.lastIndexOf(quote);
    }
    if (end < begin) {
      throw unexpected(quote == '"' ? "<double quoted>" : "<singled quoted>", "<none>");
    }
    at = end + 1;
    return text.substring(begin, end).replace("\\" + quote, "" + quote).replace("\\\\", "\\");
  }

  private String resolved(String value) {
    return fromFile ? FileValue.resolve(value) : value;
  }

  private String take(CharMatcher matcher) {
    int begin = at;
    while (!atEnd() && matcher.matches(text.charAt(at))) {
      at++;
    }
    return text.substring(begin, at);
  }

  /** Takes a character with the white space around it. */
  private void expect(char expected) {
    skipSpace();
    if (!isNext(expected)) {
      throw unexpected("" + expected, atEnd() ? "EOF" : "" + text.charAt(at));
    }
    at++;
    skipSpace();
  }

  private boolean isNext(char expected) {
    return !atEnd() && text.charAt(at) == expected;
  }

  private boolean atEnd() {
    return at >= text.length();
  }

  private void skipSpace() {
    take(SPACE);
  }

  private UsageException unexpected(String expected, String received) {
    return new UsageException(
        "Expected: '" + expected + "', received: '" + received + "' for input:\n" + pointAt(at));
  }

  private UsageException duplicate(String key, int index) {
    return new UsageException(
        "Second instance of key \""
            + key
            + "\" encountered for input:\n"
            + pointAt(index)
            + "\nThis is often because there is a preceding \",\" instead of a space.");
  }

  /** Returns the text with a mark below the line and column of an index. */
  private String pointAt(int index) {
    int lineBegin = text.lastIndexOf('\n', index - 1) + 1;
    int lineEnd = text.indexOf('\n', index);
    int cut = lineEnd < 0 ? text.length() : lineEnd;
    return text.substring(0, cut)
        + "\n"
        + " ".repeat(index - lineBegin)
        + "^"
        + text.substring(cut);
  }
}
