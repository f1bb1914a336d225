package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerDependency;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.HealthCheck;
import dev.steadystate.core.model.NetworkMode;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.RestartPolicy;
import dev.steadystate.core.model.TaskDefinition;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.Function;

/** Reads task definitions and their containers. */
final class TaskDefinitionReader {
  private TaskDefinitionReader() {}

  static TaskDefinition read(Document request) {
    return new TaskDefinition(
        request.string("family").orElse(""),
        request
            .string("networkMode")
            .map(TaskDefinitionReader::networkMode)
            .orElse(NetworkMode.BRIDGE),
        size(request, "cpu", Sizes::cpu),
        size(request, "memory", Sizes::memory),
        request.documents("containerDefinitions").stream()
            .map(TaskDefinitionReader::container)
            .collect(toImmutableList()),
        Placements.constraints(request),
        requiredAttributes(request.document("runtimePlatform").orElse(Document.empty())),
        ImmutableSet.copyOf(request.strings("requiresCompatibilities")),
        request);
  }

  private static NetworkMode networkMode(String word) {
    return Arrays.stream(NetworkMode.values())
        .filter(mode -> mode.apiName().equals(word))
        .findFirst()
        .orElseThrow();
  }

  private static OptionalInt size(
      Document request, String member, Function<String, OptionalInt> read) {
    return request.string(member).map(read).orElse(OptionalInt.empty());
  }

  /** Returns what an instance must be to run this platform (PL-21). */
  private static ImmutableList<Attribute> requiredAttributes(Document platform) {
    ImmutableList.Builder<Attribute> attributes = ImmutableList.builder();
    platform
        .string("operatingSystemFamily")
        .ifPresent(family -> attributes.add(new Attribute("ecs.os-family", family)));
    platform
        .string("cpuArchitecture")
        .ifPresent(
            architecture ->
                attributes.add(
                    new Attribute("ecs.cpu-architecture", Ascii.toLowerCase(architecture))));
    return attributes.build();
  }

  private static ContainerDefinition container(Document given) {
    return new ContainerDefinition(
        given.string("name").orElse(""),
        given.string("image").orElse(""),
        given.bool("essential").orElse(true),
        given.integer("cpu").orElse(0),
        given.integer("memory").orElse(0),
        given.integer("memoryReservation").orElse(0),
        gpus(given),
        given.documents("portMappings").stream()
            .map(TaskDefinitionReader::portMapping)
            .collect(toImmutableList()),
        given.documents("dependsOn").stream()
            .map(TaskDefinitionReader::dependency)
            .collect(toImmutableList()),
        given.integer("startTimeout"),
        given.integer("stopTimeout"),
        given.document("healthCheck").map(TaskDefinitionReader::healthCheck),
        given.document("restartPolicy").map(TaskDefinitionReader::restartPolicy));
  }

  private static PortMapping portMapping(Document given) {
    return new PortMapping(
        given.integer("containerPort").orElse(0),
        given.integer("hostPort").orElse(0),
        given.string("protocol").orElse("tcp"),
        given.string("name").orElse(""),
        given.string("containerPortRange").orElse(""));
  }

  private static ContainerDependency dependency(Document given) {
    return new ContainerDependency(
        given.string("containerName").orElse(""),
        given
            .string("condition")
            .map(ContainerDependency.Condition::valueOf)
            .orElse(ContainerDependency.Condition.START));
  }

  private static HealthCheck healthCheck(Document given) {
    HealthCheck standard = HealthCheck.standard();
    return new HealthCheck(
        given.integer("interval").orElse(standard.interval()),
        given.integer("timeout").orElse(standard.timeout()),
        given.integer("retries").orElse(standard.retries()),
        given.integer("startPeriod").orElse(standard.startPeriod()));
  }

  private static RestartPolicy restartPolicy(Document given) {
    return new RestartPolicy(
        given.bool("enabled").orElse(false),
        given.list("ignoredExitCodes").stream()
            .map(code -> Ints.checkedCast((Long) code))
            .collect(toImmutableList()),
        given
            .integer("restartAttemptPeriod")
            .orElse(RestartPolicy.standard().restartAttemptPeriod()));
  }

  private static int gpus(Document given) {
    return given.documents("resourceRequirements").stream()
        .filter(it -> it.string("type").orElse("").equals("GPU"))
        .map(it -> it.string("value").orElse(""))
        .mapToInt(TaskDefinitionReader::gpus)
        .sum();
  }

  private static int gpus(String value) {
    Integer gpus = Ints.tryParse(value);
    if (gpus == null || gpus < 1) {
      throw EcsException.client(
          "the value of a GPU requirement should be a whole number but was "
              + Document.brief(value));
    }
    return gpus;
  }
}
