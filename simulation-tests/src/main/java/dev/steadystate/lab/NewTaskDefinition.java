package dev.steadystate.lab;

import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.HealthCheck;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.TaskDefinition;
import java.util.function.UnaryOperator;

/**
 * A revision about to be registered: say more of it in the same line.
 *
 * <pre>{@code
 * taskDefinition("web", "nginx:1.27").cpu(512).memory(1024).healthCheck()
 * }</pre>
 */
public final class NewTaskDefinition extends Draft<TaskDefinition> {
  private final Workbench bench;

  NewTaskDefinition(Workbench bench, TaskDefinition definition) {
    super(bench, definition);
    this.bench = bench;
  }

  /** Sets the CPU units of its container, 1024 a vCPU. */
  public NewTaskDefinition cpu(int units) {
    return container(it -> it.withCpu(units));
  }

  /** Sets the memory of its container in MiB. */
  public NewTaskDefinition memory(int mebibytes) {
    return container(it -> it.withMemory(mebibytes));
  }

  /** Takes this port of the instance, so that an instance has room for one such task. */
  public NewTaskDefinition hostPort(int port) {
    return container(it -> it.withPortMappings(PortMapping.of(port, port)));
  }

  /** Gives its container a health check, with the intervals of ECS. */
  public NewTaskDefinition healthCheck() {
    return container(it -> it.withHealthCheck(HealthCheck.standard()));
  }

  /** Sets how many seconds its container has between SIGTERM and SIGKILL. */
  public NewTaskDefinition stopTimeout(int seconds) {
    return container(it -> it.withStopTimeout(seconds));
  }

  /** Makes it a task for Fargate, with cpu and memory of the whole. */
  public NewTaskDefinition fargate(int cpuUnits, int mebibytes) {
    change(definition -> definition.onFargate(cpuUnits, mebibytes));
    return this;
  }

  private NewTaskDefinition container(UnaryOperator<ContainerDefinition> change) {
    change(definition -> definition.withContainers(change.apply(definition.containers().get(0))));
    return this;
  }

  @Override
  Object make(TaskDefinition complete) {
    return bench.register(complete);
  }

  @Override
  String tooLate() {
    return "the revision is registered already: begin the next with taskDefinition(…)";
  }
}
