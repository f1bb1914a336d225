package dev.steadystate.lab.aws;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Lists;
import dev.steadystate.lab.aws.query.Null;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes values as {@code --output text} does, for other programs to cut: a line an object, its
 * plain members by name and divided by tabs, then a line for each part, which begins with the name
 * of the part in capitals.
 */
final class TabbedText {
  private final List<String> lines = new ArrayList<>();

  private TabbedText() {}

  static String of(Object value) {
    TabbedText text = new TabbedText();
    text.add(value, Optional.empty(), Optional.empty());
    return String.join("\n", text.lines);
  }

  private void add(
      Object value, Optional<String> name, Optional<ImmutableSortedSet<String>> columns) {
    if (value instanceof Map<?, ?> map) {
      addObject(map, name, columns);
    } else if (value instanceof List<?> list) {
      addList(list, name);
    } else {
      lines.add(word(value));
    }
  }

  private void addList(List<?> list, Optional<String> name) {
    if (list.stream().anyMatch(Map.class::isInstance)) {
      // All objects of a list have the same columns, empty where one has no such member.
      ImmutableSortedSet<String> columns = plainMembers(list);
      list.forEach(element -> add(element, name, Optional.of(columns)));
      return;
    }
    List<Object> plain = new ArrayList<>();
    List<Object> parts = new ArrayList<>();
    list.forEach(element -> (isPlain(element) ? plain : parts).add(element));
    if (name.isPresent()) {
      plain.forEach(element -> addLine(name, ImmutableList.of(word(element))));
    } else if (!plain.isEmpty()) {
      addLine(name, Lists.transform(plain, TabbedText::word));
    }
    parts.forEach(part -> add(part, name, Optional.empty()));
  }

  private void addObject(
      Map<?, ?> map, Optional<String> name, Optional<ImmutableSortedSet<String>> columns) {
    Map<String, Object> members = new TreeMap<>();
    map.forEach((key, value) -> members.put((String) key, value));
    List<String> plain = new ArrayList<>();
    columns
        .orElseGet(() -> plainMembers(ImmutableList.of(map)))
        .forEach(
            column -> {
              Object value = members.remove(column);
              plain.add(value == null ? "" : word(value));
            });
    if (!plain.isEmpty()) {
      addLine(name, plain);
    }
    members.forEach((part, value) -> add(value, Optional.of(part), Optional.empty()));
  }

  private void addLine(Optional<String> name, List<String> words) {
    String line = String.join("\t", words);
    lines.add(name.map(label -> Ascii.toUpperCase(label) + "\t" + line).orElse(line));
  }

  private static ImmutableSortedSet<String> plainMembers(List<?> list) {
    ImmutableSortedSet.Builder<String> names = ImmutableSortedSet.naturalOrder();
    for (Object element : list) {
      if (element instanceof Map<?, ?> map) {
        map.forEach(
            (name, value) -> {
              if (isPlain(value)) {
                names.add((String) name);
              }
            });
      }
    }
    return names.build();
  }

  private static boolean isPlain(Object value) {
    return !(value instanceof Map || value instanceof List);
  }

  /** Returns whether there is nothing in a value. */
  static boolean isEmpty(Object value) {
    return value == Null.NULL
        || value.equals("")
        || value.equals(false)
        || (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof List<?> list && list.isEmpty());
  }

  /** Returns a plain value as Python writes it. */
  static String word(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    if (value == Null.NULL) {
      return "None";
    }
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }
}
