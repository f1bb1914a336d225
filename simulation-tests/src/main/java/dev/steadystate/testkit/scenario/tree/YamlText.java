package dev.steadystate.testkit.scenario.tree;

import dev.steadystate.core.document.Document;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes documents as YAML that people like to read: on one line what fits there. */
public final class YamlText {
  private static final int WIDTH = 100;

  /** What every YAML reader takes for text without quotes. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "[A-Za-z_/]([A-Za-z0-9_./()%+=@ -]*[A-Za-z0-9_./()%+=@-])?|[0-9]+(ms|[smhd])");

  private static final Pattern RESERVED =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|nan|inf");

  private final StringBuilder text = new StringBuilder();

  private YamlText() {}

  /** Returns the document as YAML, with a line break at the end. */
  public static String write(Document document) {
    YamlText yaml = new YamlText();
    if (document.isEmpty()) {
      return "{}\n";
    }
    yaml.members(document, 0);
    return yaml.text.toString();
  }

  /** Returns the members on one line, without braces around them. */
  public static String inline(Document document) {
    String flow = flow(document);
    return flow.substring(1, flow.length() - 1);
  }

  private void members(Document document, int indent) {
    boolean first = true;
    for (Map.Entry<String, Object> member : document.members().entrySet()) {
      if (!first) {
        text.append(" ".repeat(indent));
      }
      first = false;
      int from = text.length();
      text.append(scalar(member.getKey())).append(':');
      under(member.getValue(), indent, indent + text.length() - from);
    }
  }

  /** Writes a value behind its key: on the same line if it fits, or below. */
  private void under(Object value, int indent, int column) {
    String flow = flow(value);
    boolean fits = column + 1 + flow.length() <= WIDTH && !hasRows(value);
    if (isLeaf(value) || fits) {
      text.append(' ').append(flow).append('\n');
    } else {
      text.append('\n').append(" ".repeat(indent + 2));
      block(value, indent + 2);
    }
  }

  private void block(Object value, int indent) {
    if (value instanceof Document document) {
      members(document, indent);
      return;
    }
    boolean first = true;
    for (Object item : (List<?>) value) {
      if (!first) {
        text.append(" ".repeat(indent));
      }
      first = false;
      text.append("- ");
      String flow = flow(item);
      if (isLeaf(item) || indent + 2 + flow.length() <= WIDTH) {
        text.append(flow).append('\n');
      } else {
        block(item, indent + 2);
      }
    }
  }

  /** A list of mappings gets a line for each, even if it would fit on one. */
  private static boolean hasRows(Object value) {
    return value instanceof List<?> list && list.stream().anyMatch(Document.class::isInstance);
  }

  private static boolean isLeaf(Object value) {
    return !(value instanceof Document document && !document.isEmpty())
        && !(value instanceof List<?> list && !list.isEmpty());
  }

  private static String flow(Object value) {
    StringBuilder flow = new StringBuilder();
    appendFlow(flow, value);
    return flow.toString();
  }

  private static void appendFlow(StringBuilder flow, Object value) {
    if (value instanceof Document document) {
      flow.append('{');
      Iterator<Map.Entry<String, Object>> members = document.members().entrySet().iterator();
      while (members.hasNext()) {
        Map.Entry<String, Object> member = members.next();
        flow.append(scalar(member.getKey())).append(": ");
        appendFlow(flow, member.getValue());
        flow.append(members.hasNext() ? ", " : "");
      }
      flow.append('}');
    } else if (value instanceof List<?> list) {
      flow.append('[');
      for (int i = 0; i < list.size(); i++) {
        flow.append(i == 0 ? "" : ", ");
        appendFlow(flow, list.get(i));
      }
      flow.append(']');
    } else {
      flow.append(value instanceof String string ? scalar(string) : value.toString());
    }
  }

  private static String scalar(String value) {
    boolean plain = PLAIN.matcher(value).matches() && !RESERVED.matcher(value).matches();
    return plain ? value : quoted(value);
  }

  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      switch (character) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (isInvisible(character)) {
            quoted.append(String.format("\\u%04x", (int) character));
          } else {
            quoted.append(character);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static boolean isInvisible(char character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
