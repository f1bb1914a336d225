package dev.steadystate.deployment;

import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.News;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.Why;
import org.jspecify.annotations.Nullable;

/**
 * Counts the failed tasks of the deployment that is being rolled out or kept, and says of each why
 * it counts or not (DEP-83 to DEP-86).
 *
 * <p>A task counts once: when it finds no place, stops before RUNNING, is stopped as unhealthy, or
 * stops by itself before it was ever healthy.
 */
final class FailureLedger {
  private final DeploymentView primary;
  private final boolean rollingOut;
  private final Actions actions;
  private int failedTasks;

  FailureLedger(ServiceView service, Actions actions) {
    this.primary = service.primary();
    this.rollingOut = Rollout.isUnderWay(service);
    this.actions = actions;
    this.failedTasks = primary.failedTasks();
  }

  int failedTasks() {
    return failedTasks;
  }

  /** Counts what happened since the last pass, in the order in which it happened. */
  void read(Iterable<News> news, boolean resetOnHealthyTask) {
    for (News item : news) {
      if (item.task().deployment() == primary.ordinal()) {
        switch (item.kind()) {
          case HEALTHY -> healthy(item.task(), resetOnHealthyTask);
          case STOPPED -> stopped(item.task());
        }
      }
    }
  }

  /** Counts a task that is told to stop as unhealthy (DEP-84 c). */
  void stoppedAsUnhealthy(TaskView task) {
    count(1, task, "counted: it failed its health check; {0} failed tasks");
  }

  /** Counts launches that found no place (DEP-84 a, DEP-88). */
  void refused(int launches) {
    count(launches, null, "counted: {1} launches found no place; {0} failed tasks");
  }

  private void healthy(TaskView task, boolean resetOnHealthyTask) {
    if (resetOnHealthyTask && failedTasks != 0) {
      failedTasks = 0;
      note(0, task, "back to {0} failed tasks: a task is healthy");
    }
  }

  private void stopped(TaskView task) {
    StopCode code = task.stopCode();
    if (code == StopCode.TASK_FAILED_TO_START || code == StopCode.ESSENTIAL_CONTAINER_EXITED) {
      stoppedByItself(task);
    } else if (rollingOut) {
      note(0, task, "not counted: it was told to stop, or its host was lost; {0} failed tasks");
    }
  }

  private void stoppedByItself(TaskView task) {
    if (task.startedAt() == TaskView.NEVER) {
      count(1, task, "counted: it stopped before RUNNING; {0} failed tasks");
    } else if (!task.wasEverHealthy()) {
      count(1, task, "counted: it stopped by itself before it was healthy; {0} failed tasks");
    } else if (rollingOut) {
      note(0, task, "not counted: it had been healthy; {0} failed tasks");
    }
  }

  private void count(int tasks, @Nullable TaskView task, String text) {
    failedTasks += tasks;
    note(tasks, task, text);
  }

  private void note(int counted, @Nullable TaskView task, String text) {
    actions.add(
        new Plan.CountFailures(primary, failedTasks, task, Why.of(text, failedTasks, counted)));
  }
}
