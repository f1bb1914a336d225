package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.NetworkMode;
import dev.steadystate.core.model.TaskDefinition;
import java.util.OptionalInt;

/** What a task definition that asks for Fargate must be, with the words of recorded refusals. */
final class FargateRules {
  private static final String UNSUPPORTED = "Fargate compatible task definitions do not support ";
  private static final int LEAST_WINDOWS_CPU = 1024;
  private static final int MIN_TIMEOUT = 2;
  private static final int MAX_TIMEOUT = 120;
  private static final int MIN_EPHEMERAL_STORAGE = 21;
  private static final int MAX_EPHEMERAL_STORAGE = 200;
  private static final ImmutableSet<String> LOG_DRIVERS =
      ImmutableSet.of("awslogs", "splunk", "awsfirelens");
  private static final ImmutableList<String> NOT_IN_LINUX_PARAMETERS =
      ImmutableList.of("devices", "sharedMemorySize", "maxSwap");

  private final TaskDefinition definition;
  private final Document given;

  private FargateRules(TaskDefinition definition) {
    this.definition = definition;
    this.given = definition.document();
  }

  static void check(TaskDefinition definition) {
    FargateRules rules = new FargateRules(definition);
    rules.checkSize();
    Check.client(definition.placementConstraints().isEmpty(), UNSUPPORTED + "constraints");
    definition.containers().forEach(FargateRules::checkTimeouts);
    rules.checkTask();
    rules.given.documents("containerDefinitions").forEach(rules::checkContainer);
    rules.given.documents("volumes").forEach(FargateRules::checkVolume);
  }

  private void checkSize() {
    Check.client(
        definition.networkMode() == NetworkMode.AWSVPC,
        "Fargate only supports network mode \u2018awsvpc\u2019.");
    Check.client(
        definition.cpu().isPresent(), "Fargate requires that 'cpu' be defined at the task level.");
    Check.client(
        definition.memory().isPresent(),
        "Fargate requires that 'memory' be defined at the task level.");
    int cpu = definition.cpu().orElseThrow();
    Check.client(
        Fargate.hasSize(cpu, definition.memory().orElseThrow())
            && (cpu >= LEAST_WINDOWS_CPU || !isWindows()),
        "No Fargate configuration exists for given values.");
    Check.client(
        definition.containers().stream().mapToInt(ContainerDefinition::cpu).sum() <= cpu,
        "The sum of all container 'cpu' values cannot be greater than the task-level 'cpu' value");
  }

  private boolean isWindows() {
    return Parts.of(given, "runtimePlatform")
        .string("operatingSystemFamily")
        .orElse("")
        .startsWith("WINDOWS");
  }

  private static void checkTimeouts(ContainerDefinition container) {
    checkTimeout("start", container.startTimeout());
    checkTimeout("stop", container.stopTimeout());
  }

  private static void checkTimeout(String which, OptionalInt timeout) {
    int seconds = timeout.orElse(MIN_TIMEOUT);
    Check.client(
        seconds <= MAX_TIMEOUT,
        "Tasks using the Fargate launch type must have a container %s timeout of"
            + " less than 120 seconds.",
        which);
    Check.client(
        seconds >= MIN_TIMEOUT,
        "%sTimeout should be between 2 and 120 on Fargate but was %s",
        which,
        seconds);
  }

  private void checkTask() {
    Check.client(!Parts.has(given, "ipcMode"), UNSUPPORTED + "ipcMode");
    Check.client(
        !given.string("pidMode").orElse("").equals("host"),
        "Tasks using the Fargate launch type do not support pidMode 'host'.");
    int storage =
        Parts.of(given, "ephemeralStorage").integer("sizeInGiB").orElse(MIN_EPHEMERAL_STORAGE);
    Check.client(storage >= MIN_EPHEMERAL_STORAGE, "EphemeralStorage size should be at least 21");
    Check.client(storage <= MAX_EPHEMERAL_STORAGE, "EphemeralStorage size should be at most 200");
  }

  private void checkContainer(Document container) {
    checkLogs(Parts.of(container, "logConfiguration"));
    Check.client(
        hasExecutionRole() || !isInEcr(container.string("image").orElse("")),
        "Fargate requires task definition to have execution role ARN to support ECR images.");
    Check.client(
        !Parts.has(container, "privileged"),
        "Fargate requires that the 'privileged' setting be 'false'.");
    Check.client(
        !Parts.has(container, "dockerSecurityOptions"), UNSUPPORTED + "dockerSecurityOptions");
    Check.client(
        container.documents("resourceRequirements").stream()
            .noneMatch(it -> it.string("type").orElse("").equals("GPU")),
        "Tasks using the Fargate launch type do not support GPU resource requirements.");
    Document linux = Parts.of(container, "linuxParameters");
    for (String member : NOT_IN_LINUX_PARAMETERS) {
      Check.client(!Parts.has(linux, member), UNSUPPORTED + member);
    }
    for (String capability : Parts.of(linux, "capabilities").strings("add")) {
      Check.client(capability.equals("SYS_PTRACE"), "%s is not allowed on Fargate.", capability);
    }
  }

  private void checkLogs(Document logs) {
    String driver = logs.string("logDriver").orElse("");
    Check.client(
        driver.isEmpty() || LOG_DRIVERS.contains(driver),
        "%s is not a valid log driver. Must be one of %s",
        driver,
        LOG_DRIVERS);
    if (driver.equals("awslogs")) {
      Check.client(
          hasExecutionRole(),
          "Fargate requires task definition to have execution role ARN to support log driver"
              + " awslogs.");
      Check.client(
          Parts.has(Parts.of(logs, "options"), "awslogs-stream-prefix"),
          "Fargate requires log configuration options to include awslogs-stream-prefix to support"
              + " log driver awslogs.");
    }
  }

  private boolean hasExecutionRole() {
    return Parts.has(given, "executionRoleArn");
  }

  private static boolean isInEcr(String image) {
    return image.contains(".dkr.ecr.") && image.contains(".amazonaws.com");
  }

  private static void checkVolume(Document volume) {
    Check.client(
        !volume.has("dockerVolumeConfiguration"), UNSUPPORTED + "dockerVolumeConfiguration");
    Check.client(!Parts.has(Parts.of(volume, "host"), "sourcePath"), UNSUPPORTED + "sourcePath");
  }
}
