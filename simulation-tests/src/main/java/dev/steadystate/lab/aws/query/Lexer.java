package dev.steadystate.lab.aws.query;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Longs;
import dev.steadystate.core.json.Json;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.lab.aws.query.Token.Kind;
import java.util.Map;

/** Takes a query apart into tokens. */
final class Lexer {
  private static final CharMatcher DIGIT = CharMatcher.inRange('0', '9');
  private static final CharMatcher LETTER =
      CharMatcher.inRange('a', 'z').or(CharMatcher.inRange('A', 'Z')).or(CharMatcher.is('_'));

  /** The signs, longer ones first so that none hides another. */
  private static final ImmutableMap<String, Kind> SIGNS =
      ImmutableMap.<String, Kind>builder()
          .put("[]", Kind.FLATTEN)
          .put("[?", Kind.FILTER)
          .put("||", Kind.OR)
          .put("&&", Kind.AND)
          .put("==", Kind.COMPARISON)
          .put("!=", Kind.COMPARISON)
          .put("<=", Kind.COMPARISON)
          .put(">=", Kind.COMPARISON)
          .put("<", Kind.COMPARISON)
          .put(">", Kind.COMPARISON)
          .put("[", Kind.BRACKET)
          .put("]", Kind.CLOSING_BRACKET)
          .put("(", Kind.PARENTHESIS)
          .put(")", Kind.CLOSING_PARENTHESIS)
          .put("{", Kind.BRACE)
          .put("}", Kind.CLOSING_BRACE)
          .put(",", Kind.COMMA)
          .put(":", Kind.COLON)
          .put("@", Kind.CURRENT)
          .put("&", Kind.EXPRESSION)
          .put("|", Kind.PIPE)
          .put("*", Kind.STAR)
          .put(".", Kind.DOT)
          .put("!", Kind.NOT)
          .buildOrThrow();

  private final String text;
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static ImmutableList<Token> tokens(String text) {
    return new Lexer(text).split();
  }

  private ImmutableList<Token> split() {
    ImmutableList.Builder<Token> tokens = ImmutableList.builder();
    skipSpace();
    while (at < text.length()) {
      tokens.add(next());
      skipSpace();
    }
    return tokens.add(new Token(Kind.END, "", at)).build();
  }

  private void skipSpace() {
    take(CharMatcher.anyOf(" \t\n\r"));
  }

  private Token next() {
    int begin = at;
    char c = text.charAt(at);
    if (LETTER.matches(c)) {
      return new Token(Kind.NAME, take(LETTER.or(DIGIT)), begin);
    }
    if (DIGIT.matches(c) || (c == '-' && DIGIT.matches(peek()))) {
      at++;
      take(DIGIT);
      return new Token(Kind.NUMBER, number(text.substring(begin, at)), begin);
    }
    return switch (c) {
      case '"' -> new Token(Kind.QUOTED_NAME, json(begin, quoted(c, true)), begin);
      case '\'' -> new Token(Kind.LITERAL, raw(quoted(c, false)), begin);
      case '`' -> new Token(Kind.LITERAL, literal(begin, quoted(c, false)), begin);
      default -> sign();
    };
  }

  private static Long number(String digits) {
    Long number = Longs.tryParse(digits);
    if (number == null) {
      throw new QueryException("the number " + digits + " is too large");
    }
    return number;
  }

  private char peek() {
    return at + 1 < text.length() ? text.charAt(at + 1) : ' ';
  }

  private Token sign() {
    for (Map.Entry<String, Kind> sign : SIGNS.entrySet()) {
      if (text.startsWith(sign.getKey(), at)) {
        at += sign.getKey().length();
        return new Token(sign.getValue(), sign.getKey(), at - sign.getKey().length());
      }
    }
    throw new QueryException("Unknown token '" + text.charAt(at) + "' at column " + (at + 1));
  }

  /** Returns what stands between quotes, with them or without. */
  private String quoted(char quote, boolean withQuotes) {
    int begin = at++;
    while (at < text.length() && text.charAt(at) != quote) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      throw new QueryException("Unclosed " + quote + " at column " + (begin + 1));
    }
    at++;
    return withQuotes ? text.substring(begin, at) : text.substring(begin + 1, at - 1);
  }

  private static String raw(String quoted) {
    return quoted.replace("\\'", "'").replace("\\\\", "\\");
  }

  /** What is no JSON between backticks is taken for a text, as it was in older versions. */
  private static Object literal(int begin, String quoted) {
    String json = quoted.replace("\\`", "`").strip();
    if (json.equals("null")) {
      return Null.NULL;
    }
    try {
      return json(begin, json);
    } catch (QueryException e) {
      if (json.startsWith("[") || json.startsWith("{") || json.startsWith("\"")) {
        throw e;
      }
      return json;
    }
  }

  private static Object json(int begin, String json) {
    try {
      return Query.plain(Json.read("{\"\":" + json + "}").get("").orElseThrow());
    } catch (EcsException e) {
      throw new QueryException("Invalid JSON literal " + json + " at column " + (begin + 1));
    }
  }

  private String take(CharMatcher matcher) {
    int begin = at;
    while (at < text.length() && matcher.matches(text.charAt(at))) {
      at++;
    }
    return text.substring(begin, at);
  }
}
