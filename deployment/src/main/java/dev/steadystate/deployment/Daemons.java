package dev.steadystate.deployment;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DaemonSlot;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.StopReason;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.Why;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps one task on every matching instance (SS-21 to SS-27). Nothing starts where another task of
 * the service still occupies, so a task stops before its successor starts (DEP-57).
 */
final class Daemons {
  private static final Why UNHEALTHY = Why.of("unhealthy; its successor needs its instance");
  private static final Why NEVER_HEALTHY = Why.of("unhealthy and never healthy in a deployment");
  private static final Why EMPTIED = Why.of("no replica task is left on its DRAINING instance");
  private static final Why MISPLACED = Why.of("its instance no longer meets the constraints");

  private Daemons() {}

  static boolean isDaemon(ServiceView service) {
    return service.schedulingStrategy() == SchedulingStrategy.DAEMON;
  }

  /** There is never room for a replacement on the same instance, so one stops at a time (SS-37). */
  static void unhealthy(ServiceView service, Actions actions) {
    List<TaskView> replaced = new ArrayList<>();
    List<TaskView> neverHealthy = new ArrayList<>();
    for (DeploymentView deployment : service.deployments()) {
      if (isReplaced(service, deployment) && deployment.count(Condition.UNHEALTHY) > 0) {
        boolean rollingOut = isRollingOut(service, deployment);
        for (TaskView task : deployment.tasks(Condition.UNHEALTHY)) {
          (rollingOut && !task.wasEverHealthy() ? neverHealthy : replaced).add(task);
        }
      }
    }
    if (!neverHealthy.isEmpty()) {
      stop(service, neverHealthy, NEVER_HEALTHY, actions); // DEP-61
    } else if (!replaced.isEmpty() && !Starts.anyInTransition(service) && !anyFreeSlot(service)) {
      replaced.sort(Replacement.LONGEST_UNHEALTHY_FIRST);
      stop(service, replaced.subList(0, 1), UNHEALTHY, actions);
    }
  }

  private static void stop(ServiceView service, List<TaskView> tasks, Why why, Actions actions) {
    tasks.sort(Comparator.comparingInt(TaskView::launchNumber));
    actions.add(new Plan.Stop(ImmutableList.copyOf(tasks), StopReason.UNHEALTHY, why));
    FailureLedger ledger = new FailureLedger(service, actions);
    for (TaskView task : tasks) {
      if (task.deployment() == service.primary().ordinal()) {
        ledger.stoppedAsUnhealthy(task);
      }
    }
  }

  private static boolean isRollingOut(ServiceView service, DeploymentView deployment) {
    return deployment.ordinal() == service.primary().ordinal()
        && deployment.rolloutState() == RolloutState.IN_PROGRESS;
  }

  private static boolean isReplaced(ServiceView service, DeploymentView deployment) {
    return deployment.ordinal() == service.primary().ordinal()
        ? deployment.rolloutState() != RolloutState.FAILED
        : KeepTarget.isReplacedInKind(deployment);
  }

  /**
   * Stops tasks on instances that no longer match (SS-24), and those on DRAINING instances when all
   * replica tasks there are gone (SS-25).
   */
  static Plan leaveInstances(ServiceView service) {
    ImmutableList<? extends TaskView> misplaced = service.misplaced();
    if (service.draining().isEmpty() && misplaced.isEmpty()) {
      return Plan.nothing();
    }
    Actions actions = new Actions(service);
    DrainingTasks.stopStarting(service, actions);
    ImmutableList.Builder<TaskView> last = ImmutableList.builder();
    boolean any = false;
    for (TaskView task : service.draining()) {
      if (task.condition() != Condition.STARTING
          && !task.isProtected()
          && !service.hasReplicaTasks(task.instance())) {
        last.add(task);
        any = true;
      }
    }
    if (any) {
      actions.add(new Plan.Stop(last.build(), StopReason.DRAINING, EMPTIED));
    }
    if (!service.misplaced().isEmpty()) {
      actions.add(new Plan.Stop(service.misplaced(), StopReason.DAEMON_CONSTRAINT, MISPLACED));
    }
    return actions.plan();
  }

  /** Starts a task on every instance that lacks one, lost old ones first (DEP-50 b). */
  static Plan start(ServiceView service) {
    List<Integer> free = free(service);
    if (free.isEmpty()) {
      return Plan.nothing();
    }
    Actions actions = new Actions(service);
    KeepTarget keep = KeepTarget.current(service);
    int[] missing = keep.missing(service);
    for (int i = missing.length - 1; i >= 0; i--) {
      if (Rollout.isUnderWay(service)) {
        launch(service, keep.sources().get(i), missing[i], free, actions);
      }
    }
    if (service.primary().rolloutState() != RolloutState.FAILED) {
      launch(service, service.primary(), free.size(), free, actions);
    }
    return actions.plan();
  }

  private static void launch(
      ServiceView service,
      DeploymentView deployment,
      int count,
      List<Integer> free,
      Actions actions) {
    int starts = Math.min(count, free.size());
    if (starts > 0 && !Starts.isThrottled(service, deployment)) {
      List<Integer> instances = free.subList(0, starts);
      Why why = Why.of("{0} matching instances have no task", free.size());
      actions.add(new Plan.LaunchOn(deployment, ImmutableList.copyOf(instances), why));
      instances.clear();
    }
  }

  static boolean anyFreeSlot(ServiceView service) {
    return freeSlots(service) > 0;
  }

  static int freeSlots(ServiceView service) {
    return free(service).size();
  }

  /** Returns the instances that take tasks and have none of this service, in their order. */
  private static List<Integer> free(ServiceView service) {
    int staying = service.live() - service.draining().size() - service.misplaced().size();
    List<Integer> free = new ArrayList<>();
    if (staying < service.desiredCount()) {
      for (DaemonSlot slot : service.daemonSlots()) {
        if (slot.takesTasks() && slot.occupant() == null) {
          free.add(slot.instance());
        }
      }
    }
    return free;
  }
}
