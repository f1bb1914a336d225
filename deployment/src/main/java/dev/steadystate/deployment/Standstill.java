package dev.steadystate.deployment;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import java.util.Optional;
import java.util.function.Predicate;

/** Why a service stands still for longer than it should although no event of it says so. */
final class Standstill {
  private static final int MOST_NAMES = 3;

  private final EcsSimulation ecs;
  private final ServiceSnapshot service;

  private Standstill(EcsSimulation ecs, ServiceSnapshot service) {
    this.ecs = ecs;
    this.service = service;
  }

  /** Returns which of its tasks waits for what, if one does. */
  static Optional<String> of(EcsSimulation ecs, ServiceSnapshot service) {
    Standstill standstill = new Standstill(ecs, service);
    return standstill.silentAgent().or(standstill::drainingInstance);
  }

  /** A task is gone when its agent says so, and a silent one does not (SS-109). */
  private Optional<String> silentAgent() {
    ImmutableSet<String> silent =
        instances(it -> it.status() != InstanceStatus.INACTIVE && !it.agentConnected());
    ImmutableList<TaskSnapshot> leaving =
        tasks(task -> isOurs(task) && !task.isLive() && silent.contains(task.ec2InstanceId()));
    return leaving.stream()
        .findFirst()
        .map(
            task ->
                named(leaving, "is", "are")
                    + " to stop, but the agent of "
                    + task.ec2InstanceId()
                    + " is disconnected");
  }

  /** Protected tasks stay where they are, and daemons until the replica tasks are gone (SS-25). */
  private Optional<String> drainingInstance() {
    ImmutableSet<String> draining = instances(it -> it.status() == InstanceStatus.DRAINING);
    return tasks(task -> isOurs(task) && task.isLive() && draining.contains(task.ec2InstanceId()))
        .stream()
        .flatMap(task -> whatKeeps(task).stream())
        .findFirst();
  }

  private Optional<String> whatKeeps(TaskSnapshot task) {
    String stays = task.name() + " stays on the DRAINING " + task.ec2InstanceId();
    if (task.protectedUntil().isPresent()) {
      return Optional.of(stays + ", for it is protected");
    }
    ImmutableSet<String> replicas =
        ecs.services(service.cluster()).stream()
            .filter(other -> other.schedulingStrategy() == SchedulingStrategy.REPLICA)
            .map(ServiceSnapshot::name)
            .collect(toImmutableSet());
    ImmutableList<TaskSnapshot> others =
        tasks(
            other ->
                other.ec2InstanceId().equals(task.ec2InstanceId())
                    && replicas.contains(other.service()));
    return service.schedulingStrategy() == SchedulingStrategy.DAEMON && !others.isEmpty()
        ? Optional.of(stays + " until " + named(others, "has", "have") + " left it")
        : Optional.empty();
  }

  private static String named(ImmutableList<TaskSnapshot> tasks, String one, String many) {
    int further = tasks.size() - MOST_NAMES;
    return tasks.stream().limit(MOST_NAMES).map(TaskSnapshot::name).collect(joining(", "))
        + (further > 0 ? " and " + further + " more " : " ")
        + (tasks.size() == 1 ? one : many);
  }

  private boolean isOurs(TaskSnapshot task) {
    return task.service().equals(service.name());
  }

  private ImmutableList<TaskSnapshot> tasks(Predicate<TaskSnapshot> which) {
    return ecs.eachTask(service.cluster())
        .filter(task -> task.lastStatus() != LastStatus.STOPPED && which.test(task))
        .collect(toImmutableList());
  }

  private ImmutableSet<String> instances(Predicate<InstanceSnapshot> which) {
    return ecs.instances(service.cluster()).stream()
        .filter(which)
        .map(InstanceSnapshot::ec2InstanceId)
        .collect(toImmutableSet());
  }
}
