package dev.steadystate.core.engine;

import com.google.common.collect.Iterables;
import com.google.common.primitives.Ints;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerDependency;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.model.NetworkMode;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.TaskDefinition;
import java.util.Arrays;

/** A registered revision of a task definition, with what the engine asks of it worked out once. */
public final class Revision {
  private static final int[] NONE = {};

  final TaskDefinition definition;
  final int number;

  /** Its family and number, by which it is called: {@code web:3}. */
  final String name;

  final long registeredAt;
  final Needs needs;
  final boolean awsvpc;

  /** Whether an essential container has a health check, so that the task has a verdict (TK-66). */
  final boolean hasHealthCheck;

  /** Whether its one container has nothing that needs a record of its own: most tasks. */
  final boolean plain;

  final boolean hasDynamicPorts;
  private final int[][] dependents;
  private final int[][] dependencies;

  Revision(TaskDefinition definition, int number, long registeredAt) {
    this.definition = definition;
    this.number = number;
    this.name = definition.family() + ":" + number;
    this.registeredAt = registeredAt;
    this.needs = Needs.of(definition);
    this.awsvpc = definition.networkMode() == NetworkMode.AWSVPC;
    int containers = definition.containers().size();
    boolean check = false;
    boolean dynamic = false;
    boolean simple = containers == 1;
    this.dependents = new int[containers][];
    this.dependencies = new int[containers][];
    Arrays.fill(dependents, NONE);
    Arrays.fill(dependencies, NONE);
    for (int i = 0; i < containers; i++) {
      ContainerDefinition container = definition.containers().get(i);
      check |= container.essential() && container.healthCheck().isPresent();
      dynamic |=
          definition.networkMode() == NetworkMode.BRIDGE
              && Iterables.any(container.portMappings(), PortMapping::isDynamic);
      simple &=
          container.healthCheck().isEmpty()
              && container.restartPolicy().isEmpty()
              && container.dependsOn().isEmpty();
      for (ContainerDependency dependency : container.dependsOn()) {
        int on = indexOf(definition, dependency.containerName());
        dependents[on] = Ints.concat(dependents[on], new int[] {i});
        dependencies[i] = Ints.concat(dependencies[i], new int[] {on});
      }
    }
    this.hasHealthCheck = check;
    this.hasDynamicPorts = dynamic;
    this.plain = simple && !dynamic && needs.gpus() == 0;
  }

  private static int indexOf(TaskDefinition definition, String containerName) {
    for (int i = 0; i < definition.containers().size(); i++) {
      if (definition.containers().get(i).name().equals(containerName)) {
        return i;
      }
    }
    throw new IllegalStateException("no container " + containerName);
  }

  /** Returns the containers that wait for this one. */
  int[] dependentsOf(int container) {
    return dependents[container];
  }

  /** Returns the containers that this one waits for, in the order of its dependsOn. */
  int[] dependenciesOf(int container) {
    return dependencies[container];
  }

  ContainerDefinition container(int index) {
    return definition.containers().get(index);
  }

  int containers() {
    return dependents.length;
  }

  public TaskDefinition definition() {
    return definition;
  }

  public int number() {
    return number;
  }

  public long registeredAt() {
    return registeredAt;
  }

  public Needs needs() {
    return needs;
  }

  @Override
  public String toString() {
    return name;
  }
}
