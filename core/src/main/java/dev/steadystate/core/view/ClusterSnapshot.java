package dev.steadystate.core.view;

import dev.steadystate.core.document.Document;

/**
 * A cluster at one instant.
 *
 * @param active false once it was deleted
 * @param definition settings and capacity providers as they were given
 * @param tags the value of each key
 */
public record ClusterSnapshot(
    String arn,
    String name,
    boolean active,
    int registeredContainerInstancesCount,
    Counts ec2,
    Counts fargate,
    Document definition,
    Document tags) {
  /** What there is of one launch type. */
  public record Counts(
      int runningTasks, int pendingTasks, int activeServices, int drainingServices) {}

  public int runningTasksCount() {
    return ec2.runningTasks() + fargate.runningTasks();
  }

  public int pendingTasksCount() {
    return ec2.pendingTasks() + fargate.pendingTasks();
  }

  public int activeServicesCount() {
    return ec2.activeServices() + fargate.activeServices();
  }

  @Override
  public String toString() {
    return name
        + (active ? " ACTIVE, " : " INACTIVE, ")
        + registeredContainerInstancesCount
        + " container instances, "
        + activeServicesCount()
        + " services, "
        + runningTasksCount()
        + " tasks running, "
        + pendingTasksCount()
        + " pending";
  }
}
