package dev.steadystate.testkit.report;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.Durations;
import dev.steadystate.testkit.scenario.Series.Row;
import java.util.List;

/**
 * Draws the numbers of a service over time with characters. A column shows what was worst in its
 * time: the fewest healthy, the most running; desired count, floor and ceiling as they were last.
 */
final class Chart {
  static final String LEGEND =
      "█ healthy  ▒ running, not healthy  ─ desired  · up to the ceiling  ! missing below the floor";

  private static final int MOST_LEVELS = 12;
  private static final int LABEL = 6;
  private static final int COLUMNS = Lines.WIDTH - LABEL - 2;

  private final int[] healthy = new int[COLUMNS];
  private final int[] running = new int[COLUMNS];
  private final int[] desired = new int[COLUMNS];
  private final int[] floor = new int[COLUMNS];
  private final int[] ceiling = new int[COLUMNS];
  private final long length;
  private final int first;
  private int highest = 1;

  private Chart(List<Row> rows, long length) {
    this.length = Math.max(1, length);
    this.first = column(rows.get(0).at());
    int from = first;
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      int to = i + 1 < rows.size() ? column(rows.get(i + 1).at()) : COLUMNS - 1;
      for (int column = from; column <= to; column++) {
        boolean begun = column == column(row.at()) && i > 0;
        add(column, row, begun);
      }
      from = to;
    }
  }

  /** Returns the lines of the chart of one service. */
  static ImmutableList<String> of(List<Row> rows, long length) {
    return new Chart(rows, length).lines();
  }

  private int column(long at) {
    return (int) Math.min(COLUMNS - 1, at * COLUMNS / length);
  }

  private void add(int column, Row row, boolean begun) {
    healthy[column] = begun ? Math.min(healthy[column], row.healthy()) : row.healthy();
    running[column] = begun ? Math.max(running[column], row.running()) : row.running();
    desired[column] = row.desired();
    floor[column] = row.floor();
    ceiling[column] = row.ceiling();
    highest = Math.max(highest, Math.max(row.running(), Math.max(row.desired(), row.ceiling())));
  }

  private ImmutableList<String> lines() {
    int levels = Math.min(highest, MOST_LEVELS);
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    for (int level = levels; level >= 1; level--) {
      int above = (level - 1) * highest / levels;
      int top = level * highest / levels;
      StringBuilder line = new StringBuilder();
      line.append(Strings.padStart(Integer.toString(top), LABEL, ' ')).append(" │");
      for (int column = 0; column < COLUMNS; column++) {
        line.append(column < first ? ' ' : mark(column, above, top));
      }
      lines.add(line.toString().stripTrailing());
    }
    lines.add(" ".repeat(LABEL + 1) + "└" + "─".repeat(COLUMNS));
    return lines.add(axis()).build();
  }

  private char mark(int column, int above, int top) {
    if (healthy[column] >= top) {
      return '█';
    }
    if (running[column] >= top) {
      return '▒';
    }
    if (desired[column] > above && desired[column] <= top) {
      return '─';
    }
    if (top <= floor[column]) {
      return '!';
    }
    return top <= ceiling[column] ? '·' : ' ';
  }

  private String axis() {
    StringBuilder axis = new StringBuilder(" ".repeat(LABEL + 2));
    int marks = 4;
    for (int mark = 0; mark < marks; mark++) {
      String text = Durations.text(length * mark / marks / 1000 * 1000);
      axis.append(Lines.fit(text, COLUMNS / marks));
    }
    String end = Durations.text(length);
    return axis.substring(0, Lines.WIDTH - end.length()) + end;
  }
}
