package dev.steadystate.testkit.report;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.testkit.scenario.Series.Row;
import java.time.Instant;
import java.util.List;

/**
 * A service over time: its numbers between floor and ceiling, and below, on the same axis, the life
 * of each task.
 *
 * @param rows its numbers, never empty
 * @param tasks in order of launch
 * @param start the first instant of the run
 * @param from milliseconds since then, on the left
 * @param to milliseconds since then, on the right
 */
public record Timeline(
    List<Row> rows, List<TaskSnapshot> tasks, Instant start, long from, long to) {
  private static final int NARROWEST_LABEL = 21;
  private static final int WIDEST_LABEL = 28;

  /** Returns its lines, of at most so many columns. */
  public ImmutableList<String> lines(int width) {
    Instant left = start.plusMillis(from);
    List<TaskSnapshot> shown =
        tasks.stream()
            .filter(it -> it.stoppedAt().map(at -> !at.isBefore(left)).orElse(true))
            .toList();
    int label = NARROWEST_LABEL;
    for (TaskSnapshot task : Lanes.latest(shown)) {
      label = Math.max(label, Lanes.fullName(task).length());
    }
    Axis axis = Axis.of(from, to, Math.min(label, WIDEST_LABEL), width);
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    lines.addAll(Chart.of(rows, axis));
    lines.add(axis.marks());
    lines.addAll(Lanes.of(shown, axis, start));
    return lines.build();
  }

  /** Returns what the characters mean, in lines of at most so many columns. */
  public static ImmutableList<String> legend(int width) {
    return ImmutableList.<String>builder()
        .addAll(Lines.wrap(Chart.LEGEND, width))
        .addAll(Lines.wrap(Lanes.LEGEND, width))
        .build();
  }
}
