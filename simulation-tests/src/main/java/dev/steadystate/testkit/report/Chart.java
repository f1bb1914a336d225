package dev.steadystate.testkit.report;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import dev.steadystate.testkit.scenario.Series.Row;
import java.util.List;

/**
 * Draws the numbers of a service over time with characters. A column shows what was worst in its
 * time: the fewest healthy, the most running; desired count, floor and ceiling as they were last.
 */
final class Chart {
  static final String LEGEND =
      "service: █ healthy  ▒ running  ! below the floor  · up to the ceiling";

  private static final int MOST_LEVELS = 12;
  private static final int NUMBER = 5;

  private final Axis axis;
  private final int[] healthy;
  private final int[] running;
  private final int[] desired;
  private final int[] floor;
  private final int[] ceiling;
  private final Row last;
  private final int first;
  private int highest = 1;

  private Chart(List<Row> rows, Axis axis) {
    this.axis = axis;
    int columns = axis.columns();
    this.healthy = new int[columns];
    this.running = new int[columns];
    this.desired = new int[columns];
    this.floor = new int[columns];
    this.ceiling = new int[columns];
    this.last = rows.get(rows.size() - 1);
    this.first = axis.column(rows.get(0).at());
    int from = first;
    for (int i = latestBefore(rows, axis.from()); i < rows.size(); i++) {
      Row row = rows.get(i);
      int to = i + 1 < rows.size() ? axis.column(rows.get(i + 1).at()) : columns - 1;
      for (int column = from; column <= to; column++) {
        boolean begun = column == axis.column(row.at()) && row.at() > axis.from() && i > 0;
        add(column, row, begun);
      }
      from = to;
    }
  }

  private static int latestBefore(List<Row> rows, long at) {
    int latest = 0;
    while (latest + 1 < rows.size() && rows.get(latest + 1).at() <= at) {
      latest++;
    }
    return latest;
  }

  /** Returns the lines of the chart of one service, down to its rule. */
  static ImmutableList<String> of(List<Row> rows, Axis axis) {
    return new Chart(rows, axis).lines();
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
      StringBuilder cells = new StringBuilder();
      for (int column = 0; column < axis.columns(); column++) {
        cells.append(column < first ? ' ' : mark(column, above, top));
      }
      lines.add(axis.line(label(above, top), cells));
    }
    return lines.add(axis.rule()).build();
  }

  /** Returns the number of a level, and what it is in the end. */
  private String label(int above, int top) {
    boolean isFloor = last.floor() > above && last.floor() <= top;
    boolean isDesired = last.desired() > above && last.desired() <= top;
    boolean isCeiling = last.ceiling() > above && last.ceiling() <= top;
    String name = "";
    if (isFloor && isCeiling) {
      name = "floor to ceiling";
    } else if (isFloor) {
      name = isDesired ? "floor, desired" : "floor";
    } else if (isCeiling) {
      name = isDesired ? "desired, ceiling" : "ceiling";
    } else if (isDesired) {
      name = "desired";
    }
    return Strings.padStart(name, axis.label() - NUMBER, ' ')
        + Strings.padStart(Integer.toString(top), NUMBER, ' ');
  }

  private char mark(int column, int above, int top) {
    if (healthy[column] >= top) {
      return '█';
    }
    if (running[column] >= top) {
      return '▒';
    }
    if (top <= floor[column]) {
      return '!';
    }
    if (desired[column] > above && desired[column] <= top) {
      return '─';
    }
    return top <= ceiling[column] ? '·' : ' ';
  }
}
