package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.random.Keys;
import dev.steadystate.core.spi.Candidates;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.VictimPool;
import dev.steadystate.core.spi.VictimRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses who stops, in the victim order of SS-64: (1) unprotected tasks only; (2) to (4) the
 * groups that the plan names, one after the other; (5) inside a group those on DRAINING instances
 * first; (6) to (8) the rest as placement says: by strategy or zone, then newest, then highest
 * launch number.
 */
final class Victims {
  private static final int FEW = 64;

  private final World world;

  Victims(World world) {
    this.world = world;
  }

  /** Returns up to {@code count} rows, in the order of choice. */
  List<Integer> choose(ServiceState service, int count, ImmutableList<Candidates> among) {
    List<Integer> chosen = new ArrayList<>();
    for (Candidates group : among) {
      if (chosen.size() == count) {
        break;
      }
      if (isStanding(service, group, count - chosen.size())) {
        DeploymentState deployment = service.deployment(group.deployments().get(0).ordinal());
        ask(service, service.pool(deployment, group.condition()), count, chosen);
        continue;
      }
      List<TaskRef> onDraining = new ArrayList<>();
      List<TaskRef> others = new ArrayList<>();
      for (DeploymentView deployment : group.deployments()) {
        collect(service.deployment(deployment.ordinal()), group, chosen, onDraining, others);
      }
      take(service, onDraining, count, chosen);
      take(service, others, count, chosen);
    }
    return chosen;
  }

  /**
   * Returns whether a few are wanted of the many tasks of one deployment in one condition, all of
   * whom may be chosen alike. To look at each of them would cost more than what is done.
   */
  private static boolean isStanding(ServiceState service, Candidates group, int wanted) {
    return group.deployments().size() == 1
        && group.deployments().get(0).count(group.condition()) > FEW + wanted
        && group.zone().isEmpty()
        && !group.ignoresGrace()
        && service.protectedTasks.isEmpty()
        && service.drainingTasks.isEmpty()
        && !(group.sparesReplacements() && !service.replacements.isEmpty());
  }

  private void collect(
      DeploymentState deployment,
      Candidates group,
      List<Integer> chosen,
      List<TaskRef> onDraining,
      List<TaskRef> others) {
    collect(deployment, group.condition(), false, group, chosen, onDraining, others);
    if (group.ignoresGrace() && group.condition() == Condition.UNHEALTHY) {
      collect(deployment, Condition.SETTLING, true, group, chosen, onDraining, others);
    }
  }

  private void collect(
      DeploymentState deployment,
      Condition condition,
      boolean onlyUnhealthy,
      Candidates group,
      List<Integer> chosen,
      List<TaskRef> onDraining,
      List<TaskRef> others) {
    for (int row = deployment.head(condition); row != Task.NONE; ) {
      Task task = world.tasks.get(row);
      if (task.protectedUntil <= world.now
          && (!onlyUnhealthy || task.unhealthySince != Task.NEVER)
          && (group.zone().isEmpty() || group.zone().equals(task.zone))
          && !(group.sparesDraining() && task.draining)
          && !(group.sparesReplacements() && isInUnsettledPair(task))
          && (condition != Condition.SETTLING || !chosen.contains(row))) {
        (task.draining ? onDraining : others).add(new TaskRef(world, row));
      }
      row = task.nextInCondition;
    }
  }

  /** Returns whether the task replaces or is replaced, one of the two being unhealthy (SS-32). */
  private boolean isInUnsettledPair(Task task) {
    int other = task.replaces != Task.NONE ? task.replaces : task.replacedBy;
    return other != Task.NONE
        && (task.condition == Condition.UNHEALTHY
            || world.tasks.get(other).condition == Condition.UNHEALTHY);
  }

  private void take(
      ServiceState service, List<TaskRef> candidates, int count, List<Integer> chosen) {
    int wanted = Math.min(count - chosen.size(), candidates.size());
    if (wanted == candidates.size()) {
      // All of them go: the order among them shows nowhere but in their launch order.
      candidates.forEach(victim -> chosen.add(victim.row()));
      return;
    }
    if (wanted > 0) {
      ask(service, () -> candidates, count, chosen);
    }
  }

  private void ask(ServiceState service, VictimPool pool, int count, List<Integer> chosen) {
    List<TaskRef> leaving = new ArrayList<>(chosen.size());
    for (int row : chosen) {
      leaving.add(new TaskRef(world, row));
    }
    DeploymentState primary = service.primary;
    long choice = Keys.with(service.name.key(), ++service.choices);
    VictimRequest request =
        new VictimRequest(
            service.group,
            primary.policy,
            primary.settings.launchType() == LaunchType.FARGATE,
            pool,
            leaving,
            count - chosen.size(),
            () -> world.chance(choice, "victims"));
    for (TaskView victim :
        world.clusters.get(service.cluster).placer(world.placement).victims(request)) {
      chosen.add(victim.handle());
    }
  }
}
