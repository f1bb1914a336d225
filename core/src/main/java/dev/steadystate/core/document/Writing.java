package dev.steadystate.core.document;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes documents as JSON text, the same bytes for the same document. */
final class Writing {
  private static final int BRIEF = 60;

  private final StringBuilder out = new StringBuilder();
  private final boolean pretty;
  private int level;

  private Writing(boolean pretty) {
    this.pretty = pretty;
  }

  static String compact(Object value) {
    return new Writing(false).write(value);
  }

  static String pretty(Object value) {
    return new Writing(true).write(value);
  }

  /** Returns what a sentence has room for. */
  static String brief(Object value) {
    String text = compact(value);
    return text.length() <= BRIEF ? text : text.substring(0, BRIEF) + "...";
  }

  private String write(Object value) {
    append(value);
    return out.toString();
  }

  private void append(Object value) {
    if (value instanceof Document document) {
      Iterator<Map.Entry<String, Object>> members = document.members().entrySet().iterator();
      appendAll(
          '{',
          members,
          '}',
          member -> {
            appendText(member.getKey());
            out.append(pretty ? ": " : ":");
            append(member.getValue());
          });
    } else if (value instanceof List<?> list) {
      appendAll('[', list.iterator(), ']', this::append);
    } else if (value instanceof String text) {
      appendText(text);
    } else if (value instanceof BigDecimal number) {
      out.append(number.toPlainString());
    } else {
      out.append(value);
    }
  }

  private <T> void appendAll(char open, Iterator<T> values, char close, Consumer<T> append) {
    out.append(open);
    boolean any = values.hasNext();
    level++;
    while (values.hasNext()) {
      newLine();
      append.accept(values.next());
      if (values.hasNext()) {
        out.append(',');
      }
    }
    level--;
    if (any) {
      newLine();
    }
    out.append(close);
  }

  private void newLine() {
    if (pretty) {
      out.append('\n').append("  ".repeat(level));
    }
  }

  private void appendText(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\u00")
                .append(Character.forDigit(c >> 4, 16))
                .append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
