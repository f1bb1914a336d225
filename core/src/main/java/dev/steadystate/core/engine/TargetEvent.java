package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.journal.TaskIds;
import java.util.ArrayList;
import java.util.List;

/**
 * A target that was registered or deregistered, and whose event is still to come.
 *
 * @param kind REGISTERED or DEREGISTERED
 */
record TargetEvent(long at, EventKind kind, String targetGroup, int deployment) {

  /** Emits what is due at this tick: one event a group and kind, then the draining (EO-2). */
  static void emitDue(World world, ServiceState service) {
    if (service.targetEvents.isEmpty()) {
      return;
    }
    List<TargetEvent> due = new ArrayList<>();
    for (TargetEvent event : service.targetEvents) {
      if (dueAt(world, event) <= world.now) {
        due.add(event);
      }
    }
    service.targetEvents.removeAll(due);
    emitCounts(world, service, due, EventKind.REGISTERED);
    emitCounts(world, service, due, EventKind.DEREGISTERED);
    emitDraining(world, service, due);
    for (TargetEvent event : service.targetEvents) {
      world.wake(service, dueAt(world, event));
    }
  }

  private static long dueAt(World world, TargetEvent event) {
    long interval = world.parameters.reconcileInterval();
    long tick = Throttle.gridCeiling(event.at, world.settings.start(), interval);
    return world.parameters.loadBalancerEventsLate() ? tick + interval : tick;
  }

  private static void emitCounts(
      World world, ServiceState service, List<TargetEvent> due, EventKind kind) {
    List<String> groups = new ArrayList<>();
    for (TargetEvent event : due) {
      if (event.kind == kind && !groups.contains(event.targetGroup)) {
        groups.add(event.targetGroup);
      }
    }
    for (String group : groups) {
      long count =
          due.stream()
              .filter(event -> event.kind == kind && event.targetGroup.equals(group))
              .count();
      world.emit(service, EventMessage.of(kind, count, group), service.cause);
    }
  }

  private static void emitDraining(World world, ServiceState service, List<TargetEvent> due) {
    List<Integer> deployments = new ArrayList<>();
    for (TargetEvent event : due) {
      if (event.kind == EventKind.DEREGISTERED && !deployments.contains(event.deployment)) {
        deployments.add(event.deployment);
      }
    }
    deployments.sort(null);
    for (int ordinal : deployments) {
      String group =
          due.stream()
              .filter(e -> e.kind == EventKind.DEREGISTERED && e.deployment == ordinal)
              .findFirst()
              .orElseThrow()
              .targetGroup;
      long tasks =
          due.stream()
              .filter(
                  e ->
                      e.kind == EventKind.DEREGISTERED
                          && e.deployment == ordinal
                          && e.targetGroup.equals(group))
              .count();
      world.emit(
          service,
          new EventMessage(
              EventKind.DRAINING,
              tasks,
              ImmutableList.of(service.deploymentId(ordinal)),
              TaskIds.none()),
          service.cause);
    }
  }
}
