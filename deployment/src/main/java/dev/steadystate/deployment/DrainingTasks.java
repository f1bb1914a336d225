package dev.steadystate.deployment;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.StopReason;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.Why;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Empties DRAINING instances as far as the floor allows (SS-103 to SS-106). What is missing then,
 * or will be, starts in {@link Starts}.
 */
final class DrainingTasks {
  private static final Comparator<TaskView> ORDER =
      Comparator.comparing((TaskView task) -> task.condition() == Condition.HEALTHY)
          .thenComparingInt(TaskView::launchNumber);

  private DrainingTasks() {}

  static Plan plan(ServiceView service) {
    if (service.draining().isEmpty()) {
      return Plan.nothing();
    }
    Actions actions = new Actions(service);
    stopStarting(service, actions);
    stopRunning(service, actions);
    return actions.plan();
  }

  /** Tasks that are not RUNNING yet stop at once (SS-103). */
  static void stopStarting(ServiceView service, Actions actions) {
    ImmutableList.Builder<TaskView> starting = ImmutableList.builder();
    boolean any = false;
    for (TaskView task : service.draining()) {
      if (task.condition() == Condition.STARTING && !task.isProtected()) {
        starting.add(task);
        any = true;
      }
    }
    if (any) {
      Why why = Why.of("not RUNNING yet on a DRAINING instance");
      actions.add(new Plan.Stop(starting.build(), StopReason.DRAINING, why));
    }
  }

  /**
   * Running tasks stop while enough healthy ones remain, those that are not healthy first (SS-105
   * a). Tasks of old revisions stop with their revision (DEP-56).
   */
  private static void stopRunning(ServiceView service, Actions actions) {
    List<TaskView> running = new ArrayList<>();
    for (TaskView task : service.draining()) {
      if (task.condition() != Condition.STARTING
          && !task.isProtected()
          && isOfPrimary(service, task)) {
        running.add(task);
      }
    }
    running.sort(ORDER);
    int lower = service.lowerBound();
    int healthy = service.healthy();
    ImmutableList.Builder<TaskView> stops = ImmutableList.builder();
    int stopped = 0;
    for (TaskView task : running) {
      int after = healthy - (task.condition() == Condition.HEALTHY ? 1 : 0);
      if (after < lower) {
        break;
      }
      healthy = after;
      stops.add(task);
      stopped++;
    }
    if (stopped > 0) {
      Why why = Why.of("its instance drains; {0} healthy remain, the floor is {1}", healthy, lower);
      actions.add(new Plan.Stop(stops.build(), StopReason.DRAINING, why));
    } else if (isBlocked(service, running)) {
      StuckDeployment.reportBounds(service, actions);
    }
  }

  /** Bounds that leave neither room nor slack block draining for good (SS-106). */
  private static boolean isBlocked(ServiceView service, List<TaskView> running) {
    boolean noSlack = service.lowerBound() == service.upperBound();
    return noSlack && !running.isEmpty() && !Rollout.isUnderWay(service);
  }

  private static boolean isOfPrimary(ServiceView service, TaskView task) {
    return task.deployment() == service.primary().ordinal();
  }
}
