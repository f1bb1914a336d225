package dev.steadystate.testkit.report;

import dev.steadystate.core.model.Durations;

/**
 * Time from left to right.
 *
 * @param from milliseconds since the start of the run, on the left
 * @param length milliseconds from the left to the right
 * @param label columns to the left of it, for names and numbers
 * @param columns how wide it is
 */
record Axis(long from, long length, int label, int columns) {
  private static final int MARKS = 4;

  /** Returns an axis that fits so many columns together with its labels. */
  static Axis of(long from, long to, int label, int width) {
    return new Axis(from, Math.max(1, to - from), label, width - label - 2);
  }

  /** Returns the column of an instant; what was before stands on the left. */
  int column(long at) {
    return (int) Math.min(columns - 1, Math.max(0, at - from) * columns / length);
  }

  /** Returns a line that begins with this label. */
  String line(String name, CharSequence cells) {
    return (Lines.fit(name, label) + " │" + cells).stripTrailing();
  }

  String rule() {
    return " ".repeat(label + 1) + "└" + "─".repeat(columns);
  }

  /** Returns the times below the rule. */
  String marks() {
    StringBuilder marks = new StringBuilder(" ".repeat(label + 2));
    for (int mark = 0; mark < MARKS; mark++) {
      String text = Durations.text((from + length * mark / MARKS) / 1000 * 1000);
      int to = label + 2 + (mark + 1) * columns / MARKS;
      marks.append(Lines.fit(text, to - marks.length()));
    }
    String end = Durations.text(from + length);
    return marks.substring(0, label + 2 + columns - end.length()) + end;
  }
}
