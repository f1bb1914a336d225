package dev.steadystate.core.model;

import static com.google.common.base.Strings.lenientFormat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import dev.steadystate.core.document.Document;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * One container of a task definition, as far as it is simulated.
 *
 * @param cpu units, 0 when unset
 * @param memory hard limit in MiB, 0 when unset
 * @param memoryReservation soft limit in MiB, 0 when unset
 * @param startTimeout seconds, counted for those who depend on this container (TK-46)
 * @param stopTimeout seconds between SIGTERM and SIGKILL; unset means 30 (TK-50)
 * @param gpus whole GPUs
 */
public record ContainerDefinition(
    String name,
    String image,
    boolean essential,
    int cpu,
    int memory,
    int memoryReservation,
    int gpus,
    ImmutableList<PortMapping> portMappings,
    ImmutableList<ContainerDependency> dependsOn,
    OptionalInt startTimeout,
    OptionalInt stopTimeout,
    Optional<HealthCheck> healthCheck,
    Optional<RestartPolicy> restartPolicy) {
  /** No container runs in less (PL-12). */
  private static final int MIN_MEMORY = 6;

  private static final ImmutableSet<String> SIMULATED =
      ImmutableSet.of(
          "name",
          "image",
          "essential",
          "cpu",
          "memory",
          "memoryReservation",
          "portMappings",
          "dependsOn",
          "startTimeout",
          "stopTimeout",
          "healthCheck",
          "restartPolicy",
          "resourceRequirements");

  /** Checks what a container alone can get wrong. */
  public ContainerDefinition {
    if (name.isEmpty()) {
      throw EcsException.client("Container.name should not be null or empty.");
    }
    if (!Rule.isName(name)) {
      throw Rule.badName("ClientException", "Container.name", name);
    }
    if (image.isEmpty()) {
      throw EcsException.client("Container.image should not be null or empty.");
    }
    checkNotNegative(name, "cpu", cpu);
    checkNotNegative(name, "GPUs", gpus);
    checkMemory(name, "memory", memory);
    checkMemory(name, "memoryReservation", memoryReservation);
    if (memory > 0 && memory < memoryReservation) {
      throw EcsException.client("'memory' must be greater than or equal to 'memoryReservation'");
    }
    startTimeout.ifPresent(it -> Rule.checkRange("startTimeout", it, 0, Integer.MAX_VALUE));
    stopTimeout.ifPresent(it -> Rule.checkRange("stopTimeout", it, 0, Integer.MAX_VALUE));
  }

  private static void checkNotNegative(String name, String what, int number) {
    if (number < 0) {
      throw EcsException.client(
          lenientFormat(
              "%s of container '%s' should be at least 0 but was %s", what, name, number));
    }
  }

  private static void checkMemory(String name, String member, int memory) {
    if (memory != 0 && memory < MIN_MEMORY) {
      throw EcsException.client(
          lenientFormat(
              "Invalid setting for container '%s'. '%s' must be at least %s but was %s.",
              name, member, MIN_MEMORY, memory));
    }
  }

  /** Returns an essential container with 256 units of CPU and 512 MiB of memory. */
  public static ContainerDefinition of(String name, String image) {
    return new ContainerDefinition(
        name,
        image,
        true,
        256,
        512,
        0,
        0,
        ImmutableList.of(),
        ImmutableList.of(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public ContainerDefinition withEssential(boolean value) {
    return changed(draft -> draft.essential = value);
  }

  public ContainerDefinition withCpu(int units) {
    return changed(draft -> draft.cpu = units);
  }

  public ContainerDefinition withMemory(int mebibytes) {
    return changed(draft -> draft.memory = mebibytes);
  }

  public ContainerDefinition withMemoryReservation(int mebibytes) {
    return changed(draft -> draft.memoryReservation = mebibytes);
  }

  public ContainerDefinition withGpus(int count) {
    return changed(draft -> draft.gpus = count);
  }

  public ContainerDefinition withPortMappings(PortMapping... mappings) {
    return changed(draft -> draft.portMappings = ImmutableList.copyOf(mappings));
  }

  /** Returns the container that waits for one more container. */
  public ContainerDefinition withDependsOn(
      String containerName, ContainerDependency.Condition condition) {
    return changed(
        draft ->
            draft.dependsOn =
                ImmutableList.<ContainerDependency>builder()
                    .addAll(dependsOn)
                    .add(new ContainerDependency(containerName, condition))
                    .build());
  }

  public ContainerDefinition withStartTimeout(int seconds) {
    return changed(draft -> draft.startTimeout = OptionalInt.of(seconds));
  }

  public ContainerDefinition withStopTimeout(int seconds) {
    return changed(draft -> draft.stopTimeout = OptionalInt.of(seconds));
  }

  public ContainerDefinition withHealthCheck(HealthCheck check) {
    return changed(draft -> draft.healthCheck = Optional.of(check));
  }

  public ContainerDefinition withRestartPolicy(RestartPolicy policy) {
    return changed(draft -> draft.restartPolicy = Optional.of(policy));
  }

  /** Returns the members that the API has for it. */
  public Document toDocument() {
    return toDocument(NetworkMode.BRIDGE, Document.empty());
  }

  /** Returns its members, and behind them what was given besides. */
  Document toDocument(NetworkMode networkMode, Document given) {
    Document own =
        Document.builder()
            .put("name", name)
            .put("image", image)
            .put("cpu", cpu)
            .put("memory", unlessZero(memory))
            .put("memoryReservation", unlessZero(memoryReservation))
            .put(
                "portMappings",
                Lists.transform(portMappings, it -> it.in(networkMode).toDocument()))
            .put("essential", essential)
            .put("restartPolicy", restartPolicy.map(RestartPolicy::toDocument))
            .putUnlessEmpty(
                "dependsOn", Lists.transform(dependsOn, ContainerDependency::toDocument))
            .put("startTimeout", startTimeout)
            .put("stopTimeout", stopTimeout)
            .put("healthCheck", healthCheck.map(check -> check.toDocument(command(given))))
            .putUnlessEmpty("resourceRequirements", resourceRequirements(given))
            .build();
    return Extras.behind(own, given, SIMULATED);
  }

  /** Returns the GPUs as the API asks for them, and requirements of other kinds as given. */
  private ImmutableList<Document> resourceRequirements(Document given) {
    ImmutableList.Builder<Document> requirements = ImmutableList.builder();
    if (gpus > 0) {
      requirements.add(
          Document.builder().put("type", "GPU").put("value", Integer.toString(gpus)).build());
    }
    given.documents("resourceRequirements").stream()
        .filter(it -> !it.string("type").equals(Optional.of("GPU")))
        .forEach(requirements::add);
    return requirements.build();
  }

  private static ImmutableList<?> command(Document given) {
    return given
        .document("healthCheck")
        .<ImmutableList<?>>map(check -> check.list("command"))
        .orElse(HealthCheck.ANY_COMMAND);
  }

  private static OptionalInt unlessZero(int number) {
    return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }

  @Override
  public String toString() {
    return toDocument().toString();
  }

  private ContainerDefinition changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.finished();
  }

  /** A container in the making. */
  private static final class Draft {
    private final String name;
    private final String image;
    private boolean essential;
    private int cpu;
    private int memory;
    private int memoryReservation;
    private int gpus;
    private ImmutableList<PortMapping> portMappings;
    private ImmutableList<ContainerDependency> dependsOn;
    private OptionalInt startTimeout;
    private OptionalInt stopTimeout;
    private Optional<HealthCheck> healthCheck;
    private Optional<RestartPolicy> restartPolicy;

    Draft(ContainerDefinition from) {
      name = from.name;
      image = from.image;
      essential = from.essential;
      cpu = from.cpu;
      memory = from.memory;
      memoryReservation = from.memoryReservation;
      gpus = from.gpus;
      portMappings = from.portMappings;
      dependsOn = from.dependsOn;
      startTimeout = from.startTimeout;
      stopTimeout = from.stopTimeout;
      healthCheck = from.healthCheck;
      restartPolicy = from.restartPolicy;
    }

    ContainerDefinition finished() {
      return new ContainerDefinition(
          name,
          image,
          essential,
          cpu,
          memory,
          memoryReservation,
          gpus,
          portMappings,
          dependsOn,
          startTimeout,
          stopTimeout,
          healthCheck,
          restartPolicy);
    }
  }
}
