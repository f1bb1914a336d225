package dev.steadystate.deployment;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.TaskView;
import java.util.Comparator;

/** An unhealthy task and the one that was started to replace it, both live (SS-32). */
record Replacement(TaskView replaced, TaskView replacement) {
  /** Longest unhealthy first, then by launch number (SS-38). */
  static final Comparator<TaskView> LONGEST_UNHEALTHY_FIRST =
      Comparator.comparingLong(TaskView::unhealthySince).thenComparingInt(TaskView::launchNumber);

  private static final Comparator<Replacement> ORDER =
      Comparator.comparing(Replacement::replaced, LONGEST_UNHEALTHY_FIRST);

  /** Returns those of this deployment, by how long the replaced task has been unhealthy. */
  static ImmutableList<Replacement> of(ServiceView service, DeploymentView deployment) {
    if (service.replacements().isEmpty()) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<Replacement> pairs = ImmutableList.builder();
    for (TaskView replacement : service.replacements()) {
      TaskView replaced = replacement.replaces();
      if (replaced != null && replacement.deployment() == deployment.ordinal()) {
        pairs.add(new Replacement(replaced, replacement));
      }
    }
    return ImmutableList.sortedCopyOf(ORDER, pairs.build());
  }

  /** Returns how many of this deployment are open. */
  static int open(ServiceView service, DeploymentView deployment) {
    int open = 0;
    for (Replacement pair : of(service, deployment)) {
      if (pair.isOpen()) {
        open++;
      }
    }
    return open;
  }

  /**
   * Returns how many of this deployment stand in for a task that is unhealthy and stays no longer.
   */
  static int unrecovered(ServiceView service, DeploymentView deployment) {
    int unrecovered = 0;
    for (Replacement pair : of(service, deployment)) {
      boolean counted = isUnhealthy(pair.replaced()) && !pair.replaced().isOnDrainingInstance();
      unrecovered += counted ? 1 : 0;
    }
    return unrecovered;
  }

  /** Lets those whose replaced task has recovered be tasks like all others (SS-39). */
  static void unpairRecovered(ServiceView service, DeploymentView deployment, Actions actions) {
    ImmutableList.Builder<TaskView> recovered = ImmutableList.builder();
    boolean any = false;
    for (Replacement pair : of(service, deployment)) {
      if (!isUnhealthy(pair.replaced())) {
        recovered.add(pair.replacement());
        any = true;
      }
    }
    if (any) {
      actions.add(new Plan.Unpair(recovered.build()));
    }
  }

  /** Returns whether one of the two will have to stop; else the replaced task has recovered. */
  boolean isOpen() {
    return isUnhealthy(replaced) || isUnhealthy(replacement);
  }

  boolean isUnprotected() {
    return !replaced.isProtected() && !replacement.isProtected();
  }

  static boolean isUnhealthy(TaskView task) {
    return task.condition() == Condition.UNHEALTHY;
  }
}
