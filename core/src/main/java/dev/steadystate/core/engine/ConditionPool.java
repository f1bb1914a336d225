package dev.steadystate.core.engine;

import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.StandingPool;
import dev.steadystate.core.spi.TaskView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one deployment in one condition, for as long as the service is asked for victims
 * among them. A service has one at a time; it forgets it when more joined than to read all again
 * would cost.
 */
final class ConditionPool implements StandingPool {
  private static final int FEW = 64;

  private final World world;
  private final DeploymentState deployment;
  private final Condition condition;
  private int[] joined = new int[16];
  private int joinedCount;

  ConditionPool(DeploymentState deployment, Condition condition) {
    this.world = deployment.world;
    this.deployment = deployment;
    this.condition = condition;
  }

  boolean isOf(DeploymentState deployment, Condition condition) {
    return this.deployment == deployment && this.condition == condition;
  }

  /** Notes that a task joined. */
  void join(int row) {
    if (joinedCount == joined.length) {
      joined = Arrays.copyOf(joined, 2 * joinedCount);
    }
    joined[joinedCount++] = row;
  }

  /** Returns whether to read all tasks again would be no more work than to read who joined. */
  boolean isStale() {
    return joinedCount > FEW + deployment.count(condition);
  }

  @Override
  public List<? extends TaskView> tasks() {
    joinedCount = 0;
    List<TaskView> tasks = new ArrayList<>(deployment.count(condition));
    deployment.tasks(condition).forEach(tasks::add);
    return tasks;
  }

  @Override
  public List<? extends TaskView> joined() {
    List<TaskView> tasks = new ArrayList<>(joinedCount);
    for (int i = 0; i < joinedCount; i++) {
      TaskView task = find(joined[i]);
      if (task != null) {
        tasks.add(task);
      }
    }
    joinedCount = 0;
    return tasks;
  }

  @Override
  public @Nullable TaskView find(int launchNumber, int handle) {
    TaskView task = find(handle);
    return task == null || task.launchNumber() != launchNumber ? null : task;
  }

  private @Nullable TaskView find(int row) {
    Task task = world.tasks.at(row);
    return task == null
            || task.service != deployment.service.index
            || task.deployment != deployment.ordinal
            || task.condition != condition
        ? null
        : new TaskRef(world, row);
  }
}
