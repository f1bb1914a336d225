package dev.steadystate.deployment;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.StopReason;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.Why;
import java.util.ArrayList;
import java.util.List;

/** Stops source tasks as fast as the new ones become healthy (DEP-44 to DEP-49). */
final class SourceTasks {
  private SourceTasks() {}

  static Plan plan(ServiceView service) {
    if (Rollout.isOver(service)) {
      return Plan.nothing();
    }
    Actions actions = new Actions(service);
    KeepTarget keep = KeepTarget.next(service);
    if (isCleanupOver(service)) {
      stopAll(keep.sources(), actions);
    } else {
      stopPending(service, actions);
      stopAbove(service, keep, actions);
    }
    keep.report(actions);
    actions.remember(actions.rollout().after(service.desiredCount()));
    return actions.plan();
  }

  /**
   * Stops source tasks that were not RUNNING yet when their deployment became a source (DEP-45).
   * They are not among those that the keep target is about.
   */
  private static void stopPending(ServiceView service, Actions actions) {
    List<TaskView> pending = new ArrayList<>(0);
    for (DeploymentView source : KeepTarget.sources(service)) {
      pending.addAll(KeepTarget.pendingToStop(service, source));
    }
    if (!pending.isEmpty()) {
      Why why = Why.of("not RUNNING yet when a newer deployment began");
      actions.add(new Plan.Stop(ImmutableList.copyOf(pending), StopReason.SCALING, why));
    }
  }

  /** Stops what is above the keep target (DEP-47). */
  private static void stopAbove(ServiceView service, KeepTarget keep, Actions actions) {
    boolean daemon = Daemons.isDaemon(service);
    int draining = daemon ? draining(service, keep) : 0;
    int surplus = keep.staying(service) - draining - keep.total();
    if (surplus > 0) {
      Why why =
          Why.of(
              "{0} old tasks are kept: the floor is {1} and {2} new ones are healthy",
              keep.total(), service.lowerBound(), service.primary().healthy());
      Surplus.ofSources(service, keep.sources(), daemon).giveUp(surplus, why, actions);
    }
  }

  /** Deferred clean-up waits for protected tasks no longer than two weeks (DEP-74, TRF-105). */
  private static boolean isCleanupOver(ServiceView service) {
    long until = Rollout.of(service.primary()).cleanupUntil();
    return until != TaskView.NEVER && service.now() >= until;
  }

  private static void stopAll(ImmutableList<DeploymentView> sources, Actions actions) {
    ImmutableList.Builder<TaskView> tasks = ImmutableList.builder();
    boolean any = false;
    for (DeploymentView source : sources) {
      for (Condition condition : Condition.values()) {
        if (condition.isLive() && source.count(condition) > 0) {
          tasks.addAll(source.tasks(condition));
          any = true;
        }
      }
    }
    if (any) {
      Why why = Why.of("deferred clean-up ends after two weeks");
      actions.add(new Plan.Stop(tasks.build(), StopReason.SCALING, why));
    }
  }

  /** Daemons of old revisions leave DRAINING instances after all others, not before (SS-25). */
  private static int draining(ServiceView service, KeepTarget keep) {
    int draining = 0;
    for (TaskView task : service.draining()) {
      boolean counted = KeepTarget.isPendingToStop(service, task);
      for (DeploymentView source : keep.sources()) {
        draining += task.deployment() == source.ordinal() && !counted ? 1 : 0;
      }
    }
    return draining;
  }
}
