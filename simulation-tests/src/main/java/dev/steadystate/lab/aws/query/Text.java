package dev.steadystate.lab.aws.query;

import dev.steadystate.core.document.Document;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes values as JSON. */
public final class Text {
  private final StringBuilder out = new StringBuilder();
  private final int indent;

  private Text(int indent) {
    this.indent = indent;
  }

  /** Returns the value on one line. */
  public static String of(Object value) {
    return write(value, 0);
  }

  /** Returns the value on as many lines as it takes, each level so many blanks further in. */
  public static String indented(Object value, int blanks) {
    return write(value, blanks);
  }

  private static String write(Object value, int indent) {
    Text text = new Text(indent);
    text.append(value, 0);
    return text.out.toString();
  }

  private void append(Object value, int level) {
    if (value instanceof Map<?, ?> map) {
      Iterator<? extends Map.Entry<?, ?>> members = map.entrySet().iterator();
      out.append('{');
      while (members.hasNext()) {
        Map.Entry<?, ?> member = members.next();
        newLine(level + 1);
        append(member.getKey(), level + 1);
        out.append(indent == 0 ? ":" : ": ");
        append(member.getValue(), level + 1);
        out.append(members.hasNext() ? "," : "");
      }
      close(map.isEmpty(), level, '}');
    } else if (value instanceof List<?> list) {
      Iterator<?> elements = list.iterator();
      out.append('[');
      while (elements.hasNext()) {
        newLine(level + 1);
        append(elements.next(), level + 1);
        out.append(elements.hasNext() ? "," : "");
      }
      close(list.isEmpty(), level, ']');
    } else if (value instanceof String text) {
      String json = Document.of("", text).toString();
      out.append(json, "{\"\":".length(), json.length() - 1);
    } else {
      out.append(value instanceof BigDecimal number ? number.toPlainString() : value);
    }
  }

  private void newLine(int level) {
    if (indent > 0) {
      out.append('\n').append(" ".repeat(indent * level));
    }
  }

  private void close(boolean empty, int level, char sign) {
    if (!empty) {
      newLine(level);
    }
    out.append(sign);
  }
}
