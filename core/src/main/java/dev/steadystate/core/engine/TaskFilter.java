package dev.steadystate.core.engine;

import dev.steadystate.core.model.DesiredStatus;
import dev.steadystate.core.model.LaunchType;
import java.util.Optional;

/** Which tasks ListTasks is asked for: those that meet everything that is present. */
public record TaskFilter(
    Optional<DesiredStatus> desiredStatus,
    Optional<String> family,
    Optional<String> startedBy,
    Optional<ServiceState> service,
    Optional<Instance> instance,
    Optional<LaunchType> launchType) {

  boolean matches(World world, Task task) {
    return desiredStatus.map(wanted -> wanted == desired(task)).orElse(true)
        && family.map(wanted -> wanted.equals(task.revision.definition.family())).orElse(true)
        && startedBy.map(wanted -> wanted.equals(startedBy(world, task))).orElse(true)
        && service.map(wanted -> wanted.index == task.service).orElse(true)
        && instance.map(wanted -> wanted.index == task.instance).orElse(true)
        && launchType.map(wanted -> wanted == task.launchType).orElse(true);
  }

  private static DesiredStatus desired(Task task) {
    return task.stopWanted ? DesiredStatus.STOPPED : DesiredStatus.RUNNING;
  }

  private static String startedBy(World world, Task task) {
    return task.standalone == null
        ? world.serviceOf(task).deploymentId(task.deployment)
        : task.standalone.startedBy();
  }
}
