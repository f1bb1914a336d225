package dev.steadystate.core.api;

import static com.google.common.base.Strings.lenientFormat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import com.google.common.collect.Maps;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerDependency;
import dev.steadystate.core.model.ContainerDependency.Condition;
import dev.steadystate.core.model.EcsException;
import java.util.LinkedHashSet;
import java.util.Set;

/** The rules about which container waits for which (TK-40 to TK-44). */
final class Dependencies {
  private final ImmutableMap<String, ContainerDefinition> containers;
  private final Set<String> startable = new LinkedHashSet<>();

  private Dependencies(ImmutableList<ContainerDefinition> containers) {
    this.containers = Maps.uniqueIndex(containers, ContainerDefinition::name);
  }

  static void check(ImmutableList<ContainerDefinition> containers) {
    if (!Iterables.any(containers, container -> !container.dependsOn().isEmpty())) {
      return;
    }
    Dependencies dependencies = new Dependencies(containers);
    containers.forEach(container -> container.dependsOn().forEach(dependencies::check));
    dependencies.checkThatAllCanStart();
  }

  private void check(ContainerDependency dependency) {
    ContainerDefinition other = containers.get(dependency.containerName());
    if (other == null) {
      throw EcsException.client(
          lenientFormat(
              "Cannot depend on container %s because it does not exist",
              dependency.containerName()));
    }
    boolean mustExit =
        switch (dependency.condition()) {
          case COMPLETE, SUCCESS -> true;
          case START, HEALTHY -> false;
        };
    Check.client(
        !(mustExit && other.essential()),
        "A dependency container with SUCCESS or COMPLETE condition cannot be an essential"
            + " container");
    Check.client(
        dependency.condition() != Condition.HEALTHY || other.healthCheck().isPresent(),
        "A dependency container with HEALTHY condition must have health check configured");
  }

  /** Lets start whatever waits for nothing else; whoever is left waits in a circle. */
  private void checkThatAllCanStart() {
    while (containers.values().stream().anyMatch(this::starts)) {
      // Each round starts one container at least.
    }
    for (String name : containers.keySet()) {
      Check.client(startable.contains(name), "container '%s' waits for itself in a circle", name);
    }
  }

  private boolean starts(ContainerDefinition container) {
    return container.dependsOn().stream().allMatch(it -> startable.contains(it.containerName()))
        && startable.add(container.name());
  }
}
