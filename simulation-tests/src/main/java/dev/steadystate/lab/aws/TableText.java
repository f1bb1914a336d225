package dev.steadystate.lab.aws;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Draws values as {@code --output table} does: a section an object with its plain members as
 * columns, or as rows where they would be too wide, and below it, further in, a section a part.
 */
final class TableText {
  private static final int TERMINAL = 80;
  private static final int PADDING = 4;
  private static final int BORDER = 2;

  private final List<Section> sections = new ArrayList<>();

  private TableText() {}

  /** Returns the table with this title; there is none of nothing. */
  static String of(String title, Object value) {
    TableText table = new TableText();
    table.add(title, value, 0);
    return String.join("\n", table.drawn());
  }

  // What goes where.

  private void add(String title, Object value, int indent) {
    if (isNothing(value)) {
      return;
    }
    Section section = new Section(title, indent);
    sections.add(section);
    if (value instanceof Map<?, ?> map) {
      addObject(section, map);
    } else if (value instanceof List<?> list && list.get(0) instanceof Map) {
      addObjects(section, list);
    } else if (value instanceof List<?> list) {
      addRows(section, list);
    }
  }

  private static boolean isNothing(Object value) {
    return TabbedText.isEmpty(value);
  }

  private void addRows(Section section, List<?> list) {
    for (Object element : list) {
      if (isPlain(element)) {
        section.addRow(ImmutableList.of(element));
      } else if (element instanceof List<?> row && row.stream().allMatch(TableText::isPlain)) {
        section.addRow(row);
      } else if (element instanceof List<?> inner) {
        addRows(section, inner);
      } else if (element instanceof Map<?, ?> map) {
        addObject(section, map);
      }
    }
  }

  private void addObject(Section section, Map<?, ?> map) {
    List<String> plain = ImmutableList.copyOf(members(ImmutableList.of(map), true));
    if (plain.size() == 1) {
      section.addRow(ImmutableList.of(plain.get(0), member(map, plain.get(0))));
    } else if (!plain.isEmpty()) {
      section.addHeaders(plain);
      section.addRow(Lists.transform(plain, name -> member(map, name)));
    }
    addParts(section, map, members(ImmutableList.of(map), false));
  }

  private void addObjects(Section first, List<?> list) {
    List<String> plain = ImmutableList.copyOf(members(list, true));
    SortedSet<String> parts = members(list, false);
    Section section = first;
    section.addHeaders(plain);
    boolean isFirst = true;
    for (Object element : list) {
      if (!isFirst && !parts.isEmpty()) {
        section = new Section(first.title, first.indent);
        sections.add(section);
        section.addHeaders(plain);
      }
      isFirst = false;
      Map<?, ?> map = (Map<?, ?>) element;
      section.addRow(Lists.transform(plain, name -> member(map, name)));
      addParts(section, map, parts);
    }
  }

  private void addParts(Section section, Map<?, ?> map, SortedSet<String> parts) {
    for (String part : parts) {
      if (map.containsKey(part)) {
        add(part, member(map, part), section.indent + 1);
      }
    }
  }

  private static Object member(Map<?, ?> map, String name) {
    Object member = map.get(name);
    return member == null ? "" : member;
  }

  private static SortedSet<String> members(List<?> objects, boolean plain) {
    SortedSet<String> names = new TreeSet<>();
    for (Object object : objects) {
      ((Map<?, ?>) object)
          .forEach(
              (name, value) -> {
                if (isPlain(value) == plain) {
                  names.add((String) name);
                }
              });
    }
    return names;
  }

  private static boolean isPlain(Object value) {
    return !(value instanceof Map || value instanceof List);
  }

  // How it looks.

  private List<String> drawn() {
    if (width() > TERMINAL) {
      sections.forEach(Section::turn);
    }
    int width = width();
    List<String> lines = new ArrayList<>();
    if (!sections.isEmpty()) {
      lines.add("-".repeat(width));
    }
    for (Section section : sections) {
      String edge = "|".repeat(section.indent);
      for (String line : section.drawn(width - 2 * section.indent)) {
        lines.add(edge + line + edge);
      }
    }
    return lines;
  }

  private int width() {
    return sections.stream().mapToInt(Section::width).max().orElse(0);
  }

  /** A title, and below it a table of its own. */
  private static final class Section {
    private final String title;
    private final int indent;
    private final List<Integer> widths = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> headers = ImmutableList.of();

    Section(String title, int indent) {
      this.title = title;
      this.indent = indent;
    }

    void addHeaders(List<String> names) {
      headers = names;
      widen(names);
    }

    void addRow(List<?> values) {
      List<String> row = ImmutableList.copyOf(Lists.transform(values, TabbedText::word));
      if (!widths.isEmpty() && widths.size() != row.size()) {
        throw new UsageException(
            "Row should have " + widths.size() + " elements, instead it has " + row.size());
      }
      rows.add(row);
      widen(row);
    }

    private void widen(List<String> cells) {
      for (int i = 0; i < cells.size(); i++) {
        if (i == widths.size()) {
          widths.add(0);
        }
        widths.set(i, Math.max(widths.get(i), cells.get(i).length()));
      }
    }

    /** Makes columns rows, if there is one row only. */
    void turn() {
      if (rows.size() != 1 || headers.isEmpty()) {
        return;
      }
      List<String> names = headers;
      List<String> values = rows.get(0);
      headers = ImmutableList.of();
      rows.clear();
      widths.clear();
      for (int i = 0; i < names.size(); i++) {
        addRow(ImmutableList.of(names.get(i), values.get(i)));
      }
    }

    int width() {
      int columns = BORDER + widths.stream().mapToInt(width -> width + PADDING).sum();
      return 2 * indent + Math.max(title.length() + BORDER, columns);
    }

    List<String> drawn(int width) {
      List<String> lines = new ArrayList<>();
      lines.add(centered(title, width, "|"));
      List<Integer> columns = columns(width);
      if (!headers.isEmpty()) {
        lines.add(rule(columns));
        lines.add(cells(columns, headers, true));
      }
      if (headers.isEmpty() && rows.isEmpty()) {
        lines.add("+" + "-".repeat(width - 2) + "+");
      } else if (!rows.isEmpty() && !columns.isEmpty()) {
        lines.add(rule(columns));
        rows.forEach(row -> lines.add(cells(columns, row, false)));
        lines.add(rule(columns));
      }
      return lines;
    }

    /** Returns the widths of the columns, stretched or shrunk so that they fill the table. */
    private List<Integer> columns(int width) {
      int natural = widths.stream().mapToInt(column -> column + PADDING).sum();
      List<Integer> columns = new ArrayList<>();
      for (int column : widths) {
        columns.add((int) Math.rint((double) width / natural * (column + PADDING)));
      }
      int missing = width - columns.stream().mapToInt(Integer::intValue).sum();
      while (missing != 0 && !columns.isEmpty()) {
        // What is too much is taken from the left, what is missing is added from the right.
        int step = missing > 0 ? 1 : -1;
        for (int i = 0; i < columns.size() && missing != 0; i++) {
          int place = step > 0 ? columns.size() - 1 - i : i;
          columns.set(place, columns.get(place) + step);
          missing -= step;
        }
      }
      return columns;
    }

    private static String rule(List<Integer> columns) {
      StringBuilder rule = new StringBuilder("+");
      for (int i = 0; i < columns.size(); i++) {
        rule.append("-".repeat(columns.get(i) - (i == 0 ? 2 : 1))).append('+');
      }
      return rule.toString();
    }

    private static String cells(List<Integer> columns, List<String> texts, boolean centered) {
      StringBuilder cells = new StringBuilder();
      for (int i = 0; i < columns.size(); i++) {
        String edge = i == 0 ? "|" : "";
        cells.append(
            centered
                ? centered(texts.get(i), columns.get(i), edge)
                : left(texts.get(i), columns.get(i), edge));
      }
      return cells.toString();
    }

    private static String centered(String text, int width, String edge) {
      String begin = edge + blanks(width / 2 - text.length() / 2 - 1) + text;
      return begin + blanks(width - 1 - begin.length()) + "|";
    }

    private static String left(String text, int width, String edge) {
      int padding = text.length() + 2 + edge.length() + 1 <= width ? 2 : 0;
      String begin = edge + blanks(padding) + text;
      return begin + blanks(width - 1 - begin.length()) + "|";
    }

    private static String blanks(int count) {
      return " ".repeat(Math.max(0, count));
    }
  }
}
