package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.NetworkMode;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.TaskDefinition;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** The rules about task definitions (spec 1 B, spec 3 B, spec 8). */
final class TaskDefinitionRules {
  private static final int MAX_CONTAINERS = 10;
  private static final int MAX_STATIC_PORTS = 100;
  private static final int MAX_BYTES = 64 << 10;
  private static final int MIN_CPU = 128;
  private static final int MAX_CPU = 196608;
  private static final ImmutableSet<String> COMPATIBILITIES =
      ImmutableSet.of("EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES");

  private final TaskDefinition definition;
  private final ImmutableList<ContainerDefinition> containers;

  private TaskDefinitionRules(TaskDefinition definition) {
    this.definition = definition;
    this.containers = definition.containers();
  }

  static void check(TaskDefinition definition) {
    TaskDefinitionRules rules = new TaskDefinitionRules(definition);
    rules.checkContainers();
    rules.checkMemory();
    rules.checkPorts();
    Dependencies.check(rules.containers);
    ContainerRules.check(definition.document());
    rules.checkCompatibilities();
    rules.checkSecrets();
    Tags.check(definition.document().documents("tags"));
    rules.checkSize();
  }

  private void checkContainers() {
    Check.client(!containers.isEmpty(), "Container list cannot be empty.");
    Check.client(
        containers.size() <= MAX_CONTAINERS,
        "a task definition can have at most 10 containers but had %s",
        containers.size());
    boolean anyEssential = false;
    for (int i = 0; i < containers.size(); i++) {
      Check.client(isFirstOfItsName(i), "Container names must be unique within a task definition");
      anyEssential |= containers.get(i).essential();
    }
    Check.client(anyEssential, "Task definition doesn't have any essential container");
  }

  /** They are few, so that nothing is gathered to tell them apart. */
  private boolean isFirstOfItsName(int container) {
    for (int i = 0; i < container; i++) {
      if (containers.get(i).name().equals(containers.get(container).name())) {
        return false;
      }
    }
    return true;
  }

  private void checkMemory() {
    for (ContainerDefinition container : containers) {
      String name = container.name();
      OptionalInt ofTask = definition.memory();
      Check.client(
          ofTask.isPresent() || container.memory() > 0 || container.memoryReservation() > 0,
          "Invalid setting for container '%s'. At least one of 'memory' or"
              + " 'memoryReservation' must be specified.",
          name);
      Check.client(
          container.memory() <= ofTask.orElse(Integer.MAX_VALUE),
          "The 'memory' setting for container '%s' is greater than for the task",
          name);
      Check.client(
          container.memoryReservation() <= ofTask.orElse(Integer.MAX_VALUE),
          "The 'memoryReservation' setting for container '%s' is greater than for the task",
          name);
    }
  }

  private void checkPorts() {
    NetworkMode mode = definition.networkMode();
    long staticPorts = 0;
    for (ContainerDefinition container : containers) {
      Check.client(
          mode != NetworkMode.NONE || container.portMappings().isEmpty(),
          "Port mappings are not supported with networkMode=none.");
      for (PortMapping port : container.portMappings()) {
        boolean own = port.hostPort() != 0;
        Check.client(
            mode == NetworkMode.BRIDGE || !own || port.hostPort() == port.containerPort(),
            "When networkMode=%s, the host ports and container ports in port mappings must match.",
            mode.apiName());
        staticPorts += mode == NetworkMode.HOST || (mode == NetworkMode.BRIDGE && own) ? 1 : 0;
      }
    }
    Check.client(
        staticPorts <= MAX_STATIC_PORTS,
        "a task can reserve at most 100 ports of its instance but asked for %s",
        staticPorts);
  }

  private void checkCompatibilities() {
    for (String compatibility : definition.requiresCompatibilities()) {
      Check.client(
          COMPATIBILITIES.contains(compatibility),
          "requiresCompatibilities should hold some of %s but held %s",
          COMPATIBILITIES,
          Document.brief(compatibility));
    }
    if (definition.requiresCompatibilities().contains("FARGATE")) {
      FargateRules.check(definition);
      return;
    }
    Check.client(
        !definition.requiresCompatibilities().contains("EC2")
            || !definition.document().has("ephemeralStorage"),
        "Tasks using the EC2 launch type do not support EphemeralStorage.");
    if (!Fargate.fits(definition)) {
      int cpu = definition.cpu().orElse(MIN_CPU);
      Check.client(cpu >= MIN_CPU && cpu <= MAX_CPU, "Invalid 'cpu' setting for task.");
    }
  }

  private void checkSecrets() {
    Document given = definition.document();
    if (given.has("executionRoleArn")) {
      return;
    }
    for (Document container : given.documents("containerDefinitions")) {
      Check.client(
          container.list("secrets").isEmpty(),
          "When you are specifying container secrets, you must also specify a value for"
              + " 'executionRoleArn'.");
    }
  }

  private void checkSize() {
    Document given = definition.document();
    int bytes = given.isEmpty() ? 0 : given.toString().getBytes(StandardCharsets.UTF_8).length;
    Check.client(
        bytes <= MAX_BYTES,
        "Actual length: '%s'. Max allowed length is '%s' bytes.",
        bytes,
        MAX_BYTES);
  }
}
