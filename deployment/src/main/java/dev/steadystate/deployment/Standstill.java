package dev.steadystate.deployment;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Why a service stands still for longer than it should although no event of it says so. */
final class Standstill {
  private static final int MOST_NAMES = 3;

  private static final ImmutableList<Condition> ON_THE_WAY =
      ImmutableList.of(Condition.STARTING, Condition.SETTLING, Condition.LEAVING);

  private final EcsSimulation ecs;
  private final String cluster;
  private final ServiceView service;
  private final InstancesView instances;

  private Standstill(EcsSimulation ecs, String cluster, ServiceView service) {
    this.ecs = ecs;
    this.cluster = cluster;
    this.service = service;
    this.instances = ecs.instancesView(cluster);
  }

  /** Returns which of its tasks waits for what, if one does. */
  static Optional<String> of(EcsSimulation ecs, String cluster, ServiceView service) {
    Standstill standstill = new Standstill(ecs, cluster, service);
    return standstill.silentAgent().or(standstill::drainingInstance);
  }

  /** What becomes of a task is known when its agent tells, and a silent one does not (SS-109). */
  private Optional<String> silentAgent() {
    List<TaskView> waiting = new ArrayList<>();
    for (DeploymentView deployment : service.deployments()) {
      for (Condition condition : ON_THE_WAY) {
        for (TaskView task : deployment.tasks(condition)) {
          if (task.instance() >= 0 && !instances.agentConnected(task.instance())) {
            waiting.add(task);
          }
        }
      }
    }
    waiting.sort(Comparator.comparingInt(TaskView::launchNumber));
    return waiting.stream()
        .findFirst()
        .map(
            first ->
                "the agent of "
                    + instances.ec2InstanceId(first.instance())
                    + " is disconnected and tells nothing of "
                    + listed(
                        waiting.stream()
                            .filter(task -> task.instance() == first.instance())
                            .map(this::name)
                            .collect(toImmutableList())));
  }

  /** Protected tasks stay where they are, and daemons until the replica tasks are gone (SS-25). */
  private Optional<String> drainingInstance() {
    return service.draining().stream()
        .flatMap(
            task ->
                whatKeeps(task).stream()
                    .map(
                        why ->
                            name(task)
                                + " stays on the DRAINING "
                                + instances.ec2InstanceId(task.instance())
                                + why))
        .findFirst();
  }

  private Optional<String> whatKeeps(TaskView task) {
    if (task.isProtected()) {
      return Optional.of(", for it is protected");
    }
    if (!Daemons.isDaemon(service) || !service.hasReplicaTasks(task.instance())) {
      return Optional.empty();
    }
    ImmutableList<String> others = replicaTasks(task.instance());
    return Optional.of(
        " until " + listed(others) + (others.size() == 1 ? " has" : " have") + " left it");
  }

  private ImmutableList<String> replicaTasks(int instance) {
    ImmutableSet<String> replicas =
        ecs.services(cluster).stream()
            .filter(other -> other.schedulingStrategy() == SchedulingStrategy.REPLICA)
            .map(ServiceSnapshot::name)
            .collect(toImmutableSet());
    return ecs.eachTask(cluster)
        .filter(
            other ->
                other.lastStatus() != LastStatus.STOPPED
                    && other.ec2InstanceId().equals(instances.ec2InstanceId(instance))
                    && replicas.contains(other.service()))
        .map(TaskSnapshot::name)
        .collect(toImmutableList());
  }

  private String name(TaskView task) {
    return service.name() + "/" + task.launchNumber();
  }

  private static String listed(ImmutableList<String> names) {
    int further = names.size() - MOST_NAMES;
    return further <= 0
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_NAMES)) + " and " + further + " more";
  }
}
