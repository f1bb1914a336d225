package dev.steadystate.core.api;

import static com.google.common.base.Strings.lenientFormat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.NetworkMode;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.TaskDefinition;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.OptionalInt;
import java.util.Set;

/** The rules about task definitions (spec 1 B, spec 3 B, spec 8). */
final class TaskDefinitionRules {
  private static final int MAX_CONTAINERS = 10;
  private static final int MAX_STATIC_PORTS = 100;
  private static final int MAX_BYTES = 64 << 10;
  private static final int MIN_CPU = 128;
  private static final int MAX_CPU = 196608;
  private static final int MIN_FARGATE_TIMEOUT = 2;
  private static final int MAX_FARGATE_TIMEOUT = 120;
  private static final int MIN_EPHEMERAL_STORAGE = 21;
  private static final int MAX_EPHEMERAL_STORAGE = 200;
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
    rules.checkCompatibilities();
    rules.checkSecrets();
    Tags.check(definition.document().documents("tags"));
    rules.checkSize();
  }

  private void checkContainers() {
    Check.client(!containers.isEmpty(), "Container list cannot be empty.");
    Check.client(
        containers.size() <= MAX_CONTAINERS,
        "a task definition can have at most 10 containers but had " + containers.size());
    Set<String> names = new LinkedHashSet<>();
    for (ContainerDefinition container : containers) {
      Check.client(
          names.add(container.name()),
          "the names of containers should differ but '" + container.name() + "' is twice");
    }
    Check.client(
        containers.stream().anyMatch(ContainerDefinition::essential),
        "at least one container of a task definition must be essential");
  }

  private void checkMemory() {
    for (ContainerDefinition container : containers) {
      String name = container.name();
      OptionalInt ofTask = definition.memory();
      Check.client(
          ofTask.isPresent() || container.memory() > 0 || container.memoryReservation() > 0,
          "Invalid setting for container '"
              + name
              + "'. At least one of 'memory' or 'memoryReservation' must be specified.");
      Check.client(
          container.memory() <= ofTask.orElse(Integer.MAX_VALUE),
          "The 'memory' setting for container '" + name + "' is greater than for the task");
      Check.client(
          container.memoryReservation() <= ofTask.orElse(Integer.MAX_VALUE),
          "The 'memoryReservation' setting for container '"
              + name
              + "' is greater than for the task");
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
            "When networkMode="
                + mode.apiName()
                + ", the host ports and container ports in port mappings must match.");
        staticPorts += mode == NetworkMode.HOST || (mode == NetworkMode.BRIDGE && own) ? 1 : 0;
      }
    }
    Check.client(
        staticPorts <= MAX_STATIC_PORTS,
        "a task can reserve at most 100 ports of its instance but asked for " + staticPorts);
  }

  private void checkCompatibilities() {
    for (String compatibility : definition.requiresCompatibilities()) {
      Check.client(
          COMPATIBILITIES.contains(compatibility),
          "requiresCompatibilities should hold some of "
              + COMPATIBILITIES
              + " but held "
              + Document.brief(compatibility));
    }
    if (definition.requiresCompatibilities().contains("FARGATE")) {
      checkFargate();
    } else if (!Fargate.fits(definition)) {
      int cpu = definition.cpu().orElse(MIN_CPU);
      Check.client(cpu >= MIN_CPU && cpu <= MAX_CPU, "Invalid 'cpu' setting for task.");
    }
  }

  private void checkFargate() {
    Check.client(
        definition.networkMode() == NetworkMode.AWSVPC,
        "Fargate only supports network mode \u2018awsvpc\u2019.");
    Check.client(
        definition.cpu().isPresent(), "Fargate requires that 'cpu' be defined at the task level.");
    Check.client(
        definition.memory().isPresent(),
        "Fargate requires that 'memory' be defined at the task level.");
    Check.client(
        Fargate.hasSize(definition.cpu().orElseThrow(), definition.memory().orElseThrow()),
        "No Fargate configuration exists for given values.");
    Check.client(
        definition.placementConstraints().isEmpty(),
        "Fargate does not support placement constraints.");
    for (ContainerDefinition container : containers) {
      checkFargateTimeout("startTimeout", container.startTimeout());
      checkFargateTimeout("stopTimeout", container.stopTimeout());
    }
    definition
        .document()
        .document("ephemeralStorage")
        .ifPresent(
            storage -> {
              int size = storage.integer("sizeInGiB").orElse(MIN_EPHEMERAL_STORAGE);
              Check.client(
                  size >= MIN_EPHEMERAL_STORAGE && size <= MAX_EPHEMERAL_STORAGE,
                  "ephemeralStorage.sizeInGiB should be between 21 and 200 but was " + size);
            });
  }

  private static void checkFargateTimeout(String member, OptionalInt timeout) {
    int seconds = timeout.orElse(MIN_FARGATE_TIMEOUT);
    Check.client(
        seconds >= MIN_FARGATE_TIMEOUT && seconds <= MAX_FARGATE_TIMEOUT,
        member + " should be between 2 and 120 on Fargate but was " + seconds);
  }

  private void checkSecrets() {
    Document given = definition.document();
    Check.client(
        given.has("executionRoleArn")
            || given.documents("containerDefinitions").stream()
                .allMatch(container -> container.list("secrets").isEmpty()),
        "When you are specifying container secrets, you must also specify a value for"
            + " 'executionRoleArn'.");
  }

  private void checkSize() {
    Document given = definition.document();
    int bytes = given.isEmpty() ? 0 : given.toString().getBytes(StandardCharsets.UTF_8).length;
    Check.client(
        bytes <= MAX_BYTES,
        lenientFormat("Actual length: '%s'. Max allowed length is '%s' bytes.", bytes, MAX_BYTES));
  }
}
