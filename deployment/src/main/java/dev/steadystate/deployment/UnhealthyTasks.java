package dev.steadystate.deployment;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.StopReason;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Replaces unhealthy tasks: first a replacement starts, and when it is healthy the unhealthy task
 * stops (SS-31 to SS-40, DEP-58 to DEP-62).
 */
final class UnhealthyTasks {
  private static final Why REPLACED = Why.of("unhealthy, and its replacement is healthy");
  private static final Why BOTH_UNHEALTHY =
      Why.of("unhealthy for longer than the other of the task and its replacement");
  private static final Why NEVER_HEALTHY = Why.of("unhealthy and never healthy in a deployment");
  private static final Why SEVERAL =
      Why.of("unhealthy: replaced, never healthy, or without room for a replacement");
  private static final Why NO_ROOM = Why.of("unhealthy, and there is no room for a replacement");

  private final ServiceView service;
  private final DeploymentView primary;

  /** What to stop, by launch number, with the reason. */
  private final TreeMap<Integer, Stopping> stops = new TreeMap<>();

  private record Stopping(TaskView task, Why why) {}

  private UnhealthyTasks(ServiceView service) {
    this.service = service;
    this.primary = service.primary();
  }

  static Plan plan(ServiceView service) {
    if (!anyUnhealthy(service)) {
      return Plan.nothing();
    }
    Actions actions = new Actions(service);
    if (Daemons.isDaemon(service)) {
      Daemons.unhealthy(service, actions);
    } else {
      new UnhealthyTasks(service).decide(actions);
    }
    return actions.plan();
  }

  private static boolean anyUnhealthy(ServiceView service) {
    for (DeploymentView deployment : service.deployments()) {
      if (deployment.count(Condition.UNHEALTHY) > 0) {
        return true;
      }
    }
    return false;
  }

  private void decide(Actions actions) {
    settlePairs();
    stopNeverHealthy();
    List<TaskView> wanted = wanted();
    int room = Starts.room(service) - (Rollout.isUnderWay(service) ? 0 : Starts.gaps(service));
    List<TaskView> replaced = wanted.subList(0, Math.max(0, Math.min(room, wanted.size())));
    if (room <= 0) {
      stopOneWithoutRoom(wanted);
    }
    launch(replaced, actions);
    stop(actions);
  }

  /**
   * One healthy: the other stops. Both unhealthy: the longer unhealthy one stops (SS-35, SS-36).
   */
  private void settlePairs() {
    for (TaskView replacement : service.replacements()) {
      TaskView replaced = replacement.replaces();
      if (replaced != null) {
        boolean first = Replacement.isUnhealthy(replaced);
        boolean second = Replacement.isUnhealthy(replacement);
        if (first && second) {
          boolean longer = Replacement.LONGEST_UNHEALTHY_FIRST.compare(replaced, replacement) < 0;
          stop(longer ? replaced : replacement, BOTH_UNHEALTHY);
        } else if (first && replacement.condition() == Condition.HEALTHY) {
          stop(replaced, REPLACED);
        } else if (second && replaced.condition() == Condition.HEALTHY) {
          stop(replacement, REPLACED);
        }
      }
    }
  }

  /** A new task that never became healthy stops in the round of its replacement (DEP-61). */
  private void stopNeverHealthy() {
    if (primary.rolloutState() == RolloutState.IN_PROGRESS) {
      for (TaskView task : primary.tasks(Condition.UNHEALTHY)) {
        if (!task.wasEverHealthy()) {
          stop(task, NEVER_HEALTHY);
        }
      }
    }
  }

  private void stop(TaskView task, Why why) {
    stops.put(task.launchNumber(), new Stopping(task, why));
  }

  private boolean isStopping(TaskView task) {
    return stops.containsKey(task.launchNumber());
  }

  /** Returns the unhealthy tasks that should have a replacement now, in the order of SS-38. */
  private List<TaskView> wanted() {
    List<TaskView> wanted = new ArrayList<>(wantedOfPrimary());
    wanted.addAll(wantedOfSources());
    wanted.removeIf(task -> Starts.isThrottled(service, deployment(task.deployment())));
    wanted.sort(Replacement.LONGEST_UNHEALTHY_FIRST);
    return wanted;
  }

  private List<TaskView> wantedOfPrimary() {
    if (primary.rolloutState() == RolloutState.FAILED) {
      return List.of(); // DEP-62
    }
    int surplus = staying(primary) - service.desiredCount();
    // What scale-in gives up anyway needs no replacement. It gives nothing up for a surplus that a
    // recovery left (SS-39).
    boolean onlyRecovery = surplus <= Headcount.of(service, primary).recovered();
    int before = Surplus.ofPrimary(service).availableBeforeUnhealthy();
    int givenUp = onlyRecovery ? 0 : Math.max(0, surplus - before);
    List<TaskView> unreplaced = uncovered(unreplaced(primary), Math.max(0, -surplus));
    List<TaskView> wanted = withoutLast(unreplaced, givenUp);
    wanted.addAll(first(neverHealthy(), -surplus));
    return wanted;
  }

  /**
   * Leaves out tasks on DRAINING instances whose place others have taken already (SS-105): they
   * leave anyway.
   */
  private static List<TaskView> uncovered(List<TaskView> tasks, int uncovered) {
    List<TaskView> rest = new ArrayList<>(tasks.size());
    int left = uncovered;
    for (TaskView task : tasks) {
      if (!task.isOnDrainingInstance() || left-- > 0) {
        rest.add(task);
      }
    }
    return rest;
  }

  /** Unhealthy old tasks stop before others when the keep target falls: they need none either. */
  private List<TaskView> wantedOfSources() {
    List<TaskView> unreplaced = new ArrayList<>();
    int otherUnhealthy = 0;
    int staying = 0;
    KeepTarget keep = KeepTarget.next(service);
    for (DeploymentView source : keep.sources()) {
      staying += staying(source);
      if (KeepTarget.isReplacedInKind(source)) {
        unreplaced.addAll(unreplaced(source));
      } else {
        otherUnhealthy += source.count(Condition.UNHEALTHY) - protectedUnhealthy(source);
      }
    }
    unreplaced.sort(Replacement.LONGEST_UNHEALTHY_FIRST);
    int surplus = Math.max(0, staying - keep.total());
    return withoutLast(unreplaced, Math.max(0, surplus - otherUnhealthy));
  }

  private static int protectedUnhealthy(DeploymentView source) {
    int protectedUnhealthy = 0;
    for (TaskView task : source.tasks(Condition.UNHEALTHY)) {
      protectedUnhealthy += task.isProtected() ? 1 : 0;
    }
    return protectedUnhealthy;
  }

  /** Leaves out that many from the end, but no protected ones: they are not given up (SS-61). */
  private static List<TaskView> withoutLast(List<TaskView> tasks, int count) {
    List<TaskView> rest = new ArrayList<>(tasks);
    int left = count;
    for (int i = tasks.size() - 1; i >= 0 && left > 0; i--) {
      if (!tasks.get(i).isProtected()) {
        rest.remove(i);
        left--;
      }
    }
    return rest;
  }

  /** Returns how many tasks will stay when all replacing is done, this round's stops included. */
  private int staying(DeploymentView deployment) {
    int staying = deployment.live();
    for (Stopping stopping : stops.values()) {
      staying -= stopping.task().deployment() == deployment.ordinal() ? 1 : 0;
    }
    if (deployment.ordinal() == primary.ordinal()) {
      for (TaskView task : service.draining()) {
        staying -= task.deployment() == deployment.ordinal() && !isStopping(task) ? 1 : 0;
      }
    } else {
      staying -= KeepTarget.pendingToStop(service, deployment).size();
    }
    for (Replacement pair : Replacement.of(service, deployment)) {
      boolean counted =
          deployment.ordinal() == primary.ordinal() && pair.replaced().isOnDrainingInstance();
      staying -= pair.isOpen() && remains(pair) && !counted ? 1 : 0;
    }
    return staying;
  }

  private boolean remains(Replacement pair) {
    return !isStopping(pair.replaced()) && !isGoing(pair.replacement());
  }

  /** Returns whether it stops in this round anyway. */
  private boolean isGoing(TaskView task) {
    return isStopping(task) || KeepTarget.isPendingToStop(service, task);
  }

  /** Returns unhealthy tasks that go on running without a replacement, in the order of SS-38. */
  private List<TaskView> unreplaced(DeploymentView deployment) {
    List<TaskView> unreplaced = new ArrayList<>();
    for (TaskView task : deployment.tasks(Condition.UNHEALTHY)) {
      TaskView replacement = task.replacedBy();
      if (!isStopping(task) && (replacement == null || isGoing(replacement))) {
        unreplaced.add(task);
      }
    }
    unreplaced.sort(Replacement.LONGEST_UNHEALTHY_FIRST);
    return unreplaced;
  }

  private List<TaskView> neverHealthy() {
    List<TaskView> neverHealthy = new ArrayList<>();
    for (Stopping stopping : stops.values()) {
      if (stopping.why().equals(NEVER_HEALTHY)) {
        neverHealthy.add(stopping.task());
      }
    }
    neverHealthy.sort(Replacement.LONGEST_UNHEALTHY_FIRST);
    return neverHealthy;
  }

  private static List<TaskView> first(List<TaskView> tasks, int count) {
    return tasks.subList(0, Math.max(0, Math.min(count, tasks.size())));
  }

  /** Without any room unhealthy tasks stop one at a time (SS-37). */
  private void stopOneWithoutRoom(List<TaskView> wanted) {
    boolean underWay = !stops.isEmpty() || Starts.anyInTransition(service);
    boolean gaps = !Rollout.isUnderWay(service) && Starts.gaps(service) > 0;
    if (!wanted.isEmpty() && !underWay && !gaps) {
      stop(longestUnhealthy(wanted.get(0)), NO_ROOM);
    }
  }

  /** One on a DRAINING instance makes room too, although others have taken its place (SS-38). */
  private TaskView longestUnhealthy(TaskView wanted) {
    List<TaskView> unreplaced = unreplaced(primary);
    boolean earlier =
        !unreplaced.isEmpty()
            && Replacement.LONGEST_UNHEALTHY_FIRST.compare(unreplaced.get(0), wanted) < 0;
    return earlier && unreplaced.get(0).isOnDrainingInstance() ? unreplaced.get(0) : wanted;
  }

  private void launch(List<TaskView> replaced, Actions actions) {
    for (DeploymentView deployment : oldestFirst()) {
      ImmutableList.Builder<TaskView> own = ImmutableList.builder();
      int count = 0;
      for (TaskView task : replaced) {
        if (task.deployment() == deployment.ordinal()) {
          own.add(task);
          count++;
        }
      }
      if (count > 0) {
        Why why = Why.of("{0} unhealthy tasks are replaced", count);
        actions.add(new Plan.Launch(deployment, count, own.build(), why));
      }
    }
  }

  /** Stops them as one, for one event (EO-9), and counts those of the primary (DEP-84 c). */
  private void stop(Actions actions) {
    if (stops.isEmpty()) {
      return;
    }
    List<TaskView> tasks = new ArrayList<>();
    Why why = stops.firstEntry().getValue().why();
    for (Stopping stopping : stops.values()) {
      tasks.add(stopping.task());
      why = stopping.why().equals(why) ? why : SEVERAL;
    }
    tasks.sort(Replacement.LONGEST_UNHEALTHY_FIRST);
    actions.add(new Plan.Stop(ImmutableList.copyOf(tasks), StopReason.UNHEALTHY, why));
    FailureLedger ledger = new FailureLedger(service, actions);
    for (Stopping stopping : stops.values()) {
      if (stopping.task().deployment() == primary.ordinal()) {
        ledger.stoppedAsUnhealthy(stopping.task());
      }
    }
  }

  private DeploymentView deployment(int ordinal) {
    for (DeploymentView deployment : service.deployments()) {
      if (deployment.ordinal() == ordinal) {
        return deployment;
      }
    }
    throw new IllegalStateException("no deployment " + ordinal + " in " + service.name());
  }

  private List<DeploymentView> oldestFirst() {
    return ImmutableList.<DeploymentView>copyOf(service.deployments()).reverse();
  }
}
