package dev.steadystate.deployment;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.spi.Candidates;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.StopReason;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.Why;
import java.util.TreeMap;

/**
 * Gives up tasks that are too many, the least useful ones first.
 *
 * <p>An unhealthy task and its replacement stand for one task: both go or both stay. Protected
 * tasks stay (SS-61), and so do healthy ones that the floor of a deployment needs (DEP-47). Plain
 * scale-in knows no floor (SS-9).
 */
final class Surplus {
  private final ServiceView service;
  private final ImmutableList<DeploymentView> deployments;
  private final boolean sparesDraining;

  /** Whether tasks that are not RUNNING yet go before unhealthy ones or after them. */
  private final boolean startingFirst;

  private final ImmutableList<Replacement> pairs;

  private Surplus(
      ServiceView service,
      ImmutableList<DeploymentView> deployments,
      boolean sparesDraining,
      boolean startingFirst) {
    this.service = service;
    this.deployments = deployments;
    this.sparesDraining = sparesDraining;
    this.startingFirst = startingFirst;
    ImmutableList.Builder<Replacement> open = ImmutableList.builder();
    for (DeploymentView deployment : deployments) {
      for (Replacement pair : Replacement.of(service, deployment)) {
        if (pair.isOpen() && !KeepTarget.isPendingToStop(service, pair.replacement())) {
          open.add(pair);
        }
      }
    }
    this.pairs = open.build();
  }

  /**
   * Scale-in: not yet RUNNING, unhealthy, not yet healthy, healthy (SS-64). Tasks on DRAINING
   * instances are the business of SS-105.
   */
  static Surplus ofPrimary(ServiceView service) {
    return new Surplus(service, ImmutableList.of(service.primary()), true, true);
  }

  /** A rollout: unhealthy, not yet healthy, healthy (DEP-48). */
  static Surplus ofSources(
      ServiceView service, ImmutableList<DeploymentView> sources, boolean sparesDraining) {
    return new Surplus(service, sources, sparesDraining, false);
  }

  /**
   * Stops so many, as far as protection and the floor allow.
   *
   * @return how many remain too many
   */
  int giveUp(int surplus, Why why, Actions actions) {
    int first = Math.min(surplus, availableBeforePairs());
    ImmutableList<TaskView> paired = pairedAmong(surplus - first);
    int pairsGivenUp = paired.size() / 2;
    int rest = Math.min(surplus - first - pairsGivenUp, availableAfterPairs());
    if (paired.isEmpty()) {
      stopSome(first + rest, order(true, true), why, actions);
    } else {
      stopSome(first, order(true, false), why, actions);
      actions.add(new Plan.Stop(paired, StopReason.SCALING, why));
      stopSome(rest, order(false, true), why, actions);
    }
    return surplus - first - pairsGivenUp - rest;
  }

  /** Returns how many unpaired tasks are given up before the first unhealthy one is. */
  int availableBeforeUnhealthy() {
    return startingFirst ? available(Condition.STARTING) : 0;
  }

  private int availableBeforePairs() {
    return availableBeforeUnhealthy() + available(Condition.UNHEALTHY);
  }

  private int availableAfterPairs() {
    int starting = startingFirst ? 0 : available(Condition.STARTING);
    int healthy = available(Condition.HEALTHY);
    // Only scale-in outside deployments knows no floor (SS-9); clean-up that is deferred does.
    if (!startingFirst || Rollout.isUnderWay(service)) {
      healthy = Math.min(healthy, Math.max(0, service.healthy() - service.lowerBound()));
    }
    return starting + available(Condition.SETTLING) + healthy;
  }

  private int available(Condition condition) {
    int available = 0;
    for (DeploymentView deployment : deployments) {
      available += deployment.count(condition);
      if (deployment.ordinal() != service.primary().ordinal()) {
        for (TaskView task : KeepTarget.pendingToStop(service, deployment)) {
          available -= task.condition() == condition ? 1 : 0;
        }
      }
    }
    for (TaskView task : service.protectedTasks()) {
      available -= isOurs(task, condition) ? 1 : 0;
    }
    for (Replacement pair : pairs) {
      available -= isSpared(pair.replaced(), condition) ? 1 : 0;
      available -= isSpared(pair.replacement(), condition) ? 1 : 0;
    }
    if (sparesDraining) {
      for (TaskView task : service.draining()) {
        boolean counted = isPaired(task) || KeepTarget.isPendingToStop(service, task);
        available -= isSpared(task, condition) && !counted ? 1 : 0;
      }
    }
    return available;
  }

  private boolean isSpared(TaskView task, Condition condition) {
    return isOurs(task, condition) && !task.isProtected();
  }

  private boolean isOurs(TaskView task, Condition condition) {
    if (task.condition() == condition) {
      for (DeploymentView deployment : deployments) {
        if (deployment.ordinal() == task.deployment()) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isPaired(TaskView task) {
    for (Replacement pair : pairs) {
      if (pair.replaced().handle() == task.handle()
          || pair.replacement().handle() == task.handle()) {
        return true;
      }
    }
    return false;
  }

  private ImmutableList<TaskView> pairedAmong(int surplus) {
    TreeMap<Integer, TaskView> paired = new TreeMap<>();
    int left = surplus;
    for (Replacement pair : pairs) {
      if (left > 0 && pair.isUnprotected()) {
        paired.put(pair.replaced().launchNumber(), pair.replaced());
        paired.put(pair.replacement().launchNumber(), pair.replacement());
        left--;
      }
    }
    return ImmutableList.copyOf(paired.values());
  }

  /** Returns the groups that go before pairs, after them, or all. */
  private ImmutableList<Candidates> order(boolean beforePairs, boolean afterPairs) {
    ImmutableList.Builder<Candidates> order = ImmutableList.builder();
    if (beforePairs) {
      if (startingFirst) {
        order.add(among(deployments, Condition.STARTING));
      }
      Candidates unhealthy = among(deployments, Condition.UNHEALTHY);
      order.add(afterPairs ? unhealthy.ignoringGrace() : unhealthy);
    }
    if (afterPairs) {
      if (!beforePairs) {
        order.add(among(deployments, Condition.UNHEALTHY).ignoringGrace());
      }
      if (!startingFirst) {
        order.add(among(deployments, Condition.STARTING));
      }
      order.add(among(deployments, Condition.SETTLING));
      order.addAll(healthyLast());
    }
    return order.build();
  }

  /** Deployments that never completed go first, oldest first, then completed ones (DEP-48). */
  private ImmutableList<Candidates> healthyLast() {
    ImmutableList.Builder<Candidates> order = ImmutableList.builder();
    ImmutableList.Builder<DeploymentView> completed = ImmutableList.builder();
    for (DeploymentView deployment : deployments.reverse()) {
      if (deployment.hasCompleted()) {
        completed.add(deployment);
      } else {
        order.add(among(ImmutableList.of(deployment), Condition.HEALTHY));
      }
    }
    ImmutableList<DeploymentView> last = completed.build();
    if (!last.isEmpty()) {
      order.add(among(last, Condition.HEALTHY));
    }
    return order.build();
  }

  private Candidates among(ImmutableList<DeploymentView> some, Condition condition) {
    Candidates candidates = Candidates.of(some, condition).sparingReplacements();
    return sparesDraining ? candidates.sparingDraining() : candidates;
  }

  private static void stopSome(
      int count, ImmutableList<Candidates> among, Why why, Actions actions) {
    if (count > 0) {
      actions.add(new Plan.StopSome(count, among, StopReason.SCALING, why));
    }
  }
}
