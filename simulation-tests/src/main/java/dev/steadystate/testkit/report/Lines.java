package dev.steadystate.testkit.report;

import com.google.common.collect.ImmutableList;

/** Fits text into columns. */
public final class Lines {
  /** How wide reports are, unless a terminal is narrower. */
  public static final int WIDTH = 100;

  private Lines() {}

  /** Returns the text, cut or filled up to this many columns. */
  public static String fit(String text, int columns) {
    String cut = cut(text, columns);
    return cut + " ".repeat(Math.max(0, columns - Width.of(cut)));
  }

  /** Returns the text, its end left out if it is longer than this many columns. */
  public static String cut(String text, int columns) {
    String line = Width.oneLine(text);
    return Width.of(line) <= columns ? line : line.substring(0, Width.end(line, columns - 1)) + "…";
  }

  /** Returns lines of at most so many columns, broken at spaces where there are any. */
  public static ImmutableList<String> wrap(String text, int columns) {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    String rest = Width.oneLine(text);
    while (Width.of(rest) > columns) {
      int most = Width.end(rest, columns);
      int space = rest.lastIndexOf(' ', most);
      int end = space <= 0 ? most : space;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    return lines.add(rest).build();
  }

  /** Returns lines of at most so many columns, all but the first set in by two. */
  public static ImmutableList<String> hanging(String text, int columns) {
    ImmutableList<String> lines = wrap(text, columns);
    if (lines.size() == 1) {
      return lines;
    }
    String first = lines.get(0);
    ImmutableList.Builder<String> hanging = ImmutableList.<String>builder().add(first);
    for (String line : wrap(text.substring(first.length()).stripLeading(), columns - 2)) {
      hanging.add("  " + line);
    }
    return hanging.build();
  }

  /** Returns at most so many lines, the last of them ending in dots if there were more. */
  public static ImmutableList<String> wrap(String text, int columns, int most) {
    ImmutableList<String> lines = wrap(text, columns);
    if (lines.size() <= most) {
      return lines;
    }
    String last = lines.get(most - 1);
    return ImmutableList.<String>builder()
        .addAll(lines.subList(0, most - 1))
        .add(cut(last + " …", columns))
        .build();
  }
}
