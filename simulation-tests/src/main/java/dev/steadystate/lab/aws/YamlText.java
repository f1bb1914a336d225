package dev.steadystate.lab.aws;

import com.google.common.base.CharMatcher;
import dev.steadystate.lab.aws.query.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Writes values as {@code --output yaml} does: members by name, two blanks a level. */
final class YamlText {
  /** What YAML would take for something else than a text. */
  private static final Pattern NO_TEXT =
      Pattern.compile(
          "[-+]?([0-9][0-9_]*|0x[0-9a-fA-F]+|0o?[0-7]+|[0-9_]*\\.[0-9_]+([eE][-+]?[0-9]+)?)"
              + "|[0-9]{4}-[0-9]{2}-[0-9]{2}.*|(?i:true|false|null)|~|=|<<|\\s.*|.*\\s"
              + "|[-?:](\\s.*)?|[,\\[\\]{}#&*!|>'\"%@`].*|.*: .*|.*:|.* #.*|");

  private static final int WIDTH = 80;

  private static final CharMatcher SPECIAL = CharMatcher.inRange('\0', '\u001f');

  private final List<String> lines = new ArrayList<>();

  private YamlText() {}

  static String of(Object value) {
    if (!hasParts(value)) {
      return Text.of(value);
    }
    YamlText text = new YamlText();
    text.add("", "", value);
    return String.join("\n", text.lines);
  }

  /**
   * Adds a value with parts.
   *
   * @param first what the first line begins with
   * @param indent what the others begin with
   */
  private void add(String first, String indent, Object value) {
    String begin = first;
    if (value instanceof List<?> list) {
      for (Object element : list) {
        addPart(begin + "-", indent + "  ", element, " ", begin + "- ");
        begin = indent;
      }
      return;
    }
    Map<String, Object> members = new TreeMap<>();
    ((Map<?, ?>) value).forEach((name, member) -> members.put((String) name, member));
    for (Map.Entry<String, Object> member : members.entrySet()) {
      String name = begin + word(member.getKey()) + ":";
      if (hasParts(member.getValue())) {
        lines.add(name);
        boolean isList = member.getValue() instanceof List;
        String inner = isList ? indent : indent + "  ";
        add(inner, inner, member.getValue());
      } else {
        addWord(name + " ", indent + "  ", member.getValue());
      }
      begin = indent;
    }
  }

  private void addPart(String dash, String indent, Object element, String blank, String first) {
    if (hasParts(element)) {
      add(first, indent, element);
    } else {
      addWord(dash + blank, indent, element);
    }
  }

  /** Adds a value without parts; a long text is broken at the first blank beyond the width. */
  private void addWord(String first, String indent, Object value) {
    String word = word(value);
    StringBuilder line = new StringBuilder(first);
    for (int i = 0; i < word.length(); i++) {
      if (line.length() > WIDTH && isBetweenWords(word, i)) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(indent);
      } else {
        line.append(word.charAt(i));
      }
    }
    lines.add(line.toString());
  }

  /** A blank beside another, or beside a quote, would be lost. */
  private static boolean isBetweenWords(String word, int i) {
    return word.charAt(i) == ' '
        && !word.startsWith("\"")
        && i > 1
        && i < word.length() - 2
        && word.charAt(i - 1) != ' '
        && word.charAt(i + 1) != ' ';
  }

  private static boolean hasParts(Object value) {
    return (value instanceof Map<?, ?> map && !map.isEmpty())
        || (value instanceof List<?> list && !list.isEmpty());
  }

  private static String word(Object value) {
    if (!(value instanceof String text)) {
      return Text.of(value);
    }
    if (SPECIAL.matchesAnyOf(text)) {
      return Text.of(text);
    }
    return NO_TEXT.matcher(text).matches() ? "'" + text.replace("'", "''") + "'" : text;
  }
}
