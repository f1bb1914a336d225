package dev.steadystate.testkit.report;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.view.TaskSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Draws the lives of tasks over time with characters, a line each, below a chart. */
final class Lanes {
  static final String LEGEND = "tasks:   ░ starting  █ running  ▓ stopping  ■ stopped  × failed";

  private static final int MOST = 24;

  private final Axis axis;
  private final Instant start;

  private Lanes(Axis axis, Instant start) {
    this.axis = axis;
    this.start = start;
  }

  /** Returns a line for each of the latest tasks. */
  static ImmutableList<String> of(List<TaskSnapshot> tasks, Axis axis, Instant start) {
    Lanes lanes = new Lanes(axis, start);
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    int leftOut = tasks.size() - latest(tasks).size();
    if (leftOut > 0) {
      lines.add(axis.line(leftOut + " earlier tasks", ""));
    }
    latest(tasks).forEach(task -> lines.add(lanes.lane(task)));
    return lines.build();
  }

  static List<TaskSnapshot> latest(List<TaskSnapshot> tasks) {
    return tasks.subList(Math.max(0, tasks.size() - MOST), tasks.size());
  }

  static String fullName(TaskSnapshot task) {
    String where = task.isOnFargate() ? task.availabilityZone() : task.ec2InstanceId();
    return task.name() + " " + task.taskDefinition() + " " + where;
  }

  /** Leaves out the names that all tasks share, where they are long. */
  private String name(TaskSnapshot task) {
    String name = fullName(task);
    return name.length() <= axis.label()
        ? name
        : name.replace(task.service() + "/", "…/").replaceFirst(" [^ ]+:", " …:");
  }

  private String lane(TaskSnapshot task) {
    int from = column(task.createdAt());
    int to = task.stoppedAt().map(this::column).orElse(axis.columns() - 1);
    StringBuilder cells = new StringBuilder(" ".repeat(from));
    for (int column = from; column <= to; column++) {
      cells.append(column == from && isBorn(task) ? '░' : mark(task, column));
    }
    if (task.stoppedAt().isPresent()) {
      cells.setCharAt(cells.length() - 1, hasFailed(task) ? '×' : '■');
    }
    return axis.line(name(task), cells);
  }

  /** Returns whether its beginning can be seen. */
  private boolean isBorn(TaskSnapshot task) {
    return millis(task.createdAt()) >= axis.from();
  }

  private char mark(TaskSnapshot task, int column) {
    if (isPast(task.stoppingAt(), column)) {
      return '▓';
    }
    return isPast(task.startedAt(), column) ? '█' : '░';
  }

  private boolean isPast(Optional<Instant> instant, int column) {
    return instant.map(at -> column(at) <= column).orElse(false);
  }

  private int column(Instant at) {
    return axis.column(millis(at));
  }

  private long millis(Instant at) {
    return at.toEpochMilli() - start.toEpochMilli();
  }

  /** Returns whether it ended otherwise than by the will of the scheduler or of a user. */
  private static boolean hasFailed(TaskSnapshot task) {
    return task.stopCode()
        .map(
            code ->
                switch (code) {
                  case SERVICE_SCHEDULER_INITIATED, USER_INITIATED -> false;
                  case TASK_FAILED_TO_START,
                      ESSENTIAL_CONTAINER_EXITED,
                      SPOT_INTERRUPTION,
                      TERMINATION_NOTICE,
                      INFRASTRUCTURE_HEALTH ->
                      true;
                })
        .orElse(false);
  }
}
