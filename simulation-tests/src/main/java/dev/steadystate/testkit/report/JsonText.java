package dev.steadystate.testkit.report;

import dev.steadystate.core.document.Document;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;

/**
 * Writes JSON as it comes, so that a report of a hundred thousand tasks needs the memory of one.
 * Each element of a list that is opened here gets a line of its own.
 */
final class JsonText {
  private final Writer out;
  private boolean first = true;

  JsonText(Writer out) {
    this.out = out;
  }

  JsonText open(char bracket) throws IOException {
    out.write(bracket);
    first = true;
    return this;
  }

  JsonText close(char bracket) throws IOException {
    out.write(bracket);
    first = false;
    return this;
  }

  /** Begins a member of an object. */
  JsonText member(String name) throws IOException {
    comma();
    text(name);
    out.write(':');
    return this;
  }

  /** Begins an element of a list. */
  JsonText element() throws IOException {
    comma();
    out.write('\n');
    return this;
  }

  private void comma() throws IOException {
    if (!first) {
      out.write(',');
    }
    first = false;
  }

  JsonText member(String name, String value) throws IOException {
    member(name);
    text(value);
    return this;
  }

  JsonText member(String name, long value) throws IOException {
    member(name);
    out.write(Long.toString(value));
    return this;
  }

  JsonText member(String name, boolean value) throws IOException {
    member(name);
    out.write(Boolean.toString(value));
    return this;
  }

  JsonText member(String name, Document value) throws IOException {
    member(name);
    out.write(value.toString());
    return this;
  }

  /** Writes milliseconds as seconds, with a fraction only if there is one. */
  JsonText seconds(String name, long millis) throws IOException {
    member(name);
    out.write(seconds(millis));
    return this;
  }

  static String seconds(long millis) {
    return millis % 1000 == 0
        ? Long.toString(millis / 1000)
        : BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }

  void document(Document document) throws IOException {
    out.write(document.toString());
  }

  void newLine() throws IOException {
    out.write('\n');
  }

  private void text(String text) throws IOException {
    out.write('"');
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c < ' ') {
        out.write(text, from, i - from);
        out.write(escaped(c));
        from = i + 1;
      }
    }
    out.write(text, from, text.length() - from);
    out.write('"');
  }

  private static String escaped(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u00" + Character.forDigit(c >> 4, 16) + "" + Character.forDigit(c & 15, 16);
    };
  }
}
