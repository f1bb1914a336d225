package dev.steadystate.core.model;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import dev.steadystate.core.document.Document;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * What a task is made of, as {@code RegisterTaskDefinition} takes it.
 *
 * <pre>{@code
 * TaskDefinition.of("web", "nginx")                          // one essential container `web`
 * TaskDefinition.of("web", "nginx").onFargate(256, 512)      // awsvpc, for Fargate
 * }</pre>
 *
 * @param cpu task-level units, if set
 * @param memory task-level MiB, if set
 * @param requiredAttributes attributes an instance must carry (PL-21)
 * @param document everything as it was given, also what is not simulated
 */
public record TaskDefinition(
    String family,
    NetworkMode networkMode,
    OptionalInt cpu,
    OptionalInt memory,
    ImmutableList<ContainerDefinition> containers,
    ImmutableList<PlacementConstraint> placementConstraints,
    ImmutableList<Attribute> requiredAttributes,
    ImmutableSet<String> requiresCompatibilities,
    Document document) {
  private static final ImmutableSet<String> SIMULATED =
      ImmutableSet.of(
          "family",
          "networkMode",
          "containerDefinitions",
          "placementConstraints",
          "requiresCompatibilities",
          "cpu",
          "memory");

  /** Checks the name; all rules about the parts together are in one place for all doors. */
  public TaskDefinition {
    if (!Rule.isName(family)) {
      throw Rule.badName("ClientException", "family", family);
    }
    cpu.ifPresent(it -> Rule.checkRange("cpu", it, 0, Integer.MAX_VALUE));
    memory.ifPresent(it -> Rule.checkRange("memory", it, 0, Integer.MAX_VALUE));
  }

  /**
   * Returns a task definition of one essential container that bears the name of the family and has
   * 256 units of CPU and 512 MiB of memory.
   */
  public static TaskDefinition of(String family, String image) {
    return of(family, ContainerDefinition.of(family, image));
  }

  /** Returns a task definition of these containers, in network mode bridge. */
  public static TaskDefinition of(String family, ContainerDefinition... containers) {
    return new TaskDefinition(
        family,
        NetworkMode.BRIDGE,
        OptionalInt.empty(),
        OptionalInt.empty(),
        ImmutableList.copyOf(containers),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableSet.of(),
        Document.empty());
  }

  /** Returns this definition for Fargate: awsvpc, with cpu and memory of the whole task. */
  public TaskDefinition onFargate(int cpuUnits, int mebibytes) {
    return changed(
        draft -> {
          draft.networkMode = NetworkMode.AWSVPC;
          draft.cpu = OptionalInt.of(cpuUnits);
          draft.memory = OptionalInt.of(mebibytes);
          draft.requiresCompatibilities = ImmutableSet.of("FARGATE");
        });
  }

  public TaskDefinition withNetworkMode(NetworkMode mode) {
    return changed(draft -> draft.networkMode = mode);
  }

  /** Returns this definition with CPU units for the whole task. */
  public TaskDefinition withCpu(int units) {
    return changed(draft -> draft.cpu = OptionalInt.of(units));
  }

  /** Returns this definition with memory for the whole task. */
  public TaskDefinition withMemory(int mebibytes) {
    return changed(draft -> draft.memory = OptionalInt.of(mebibytes));
  }

  /** Returns this definition with these containers instead of those it had. */
  public TaskDefinition withContainers(ContainerDefinition... definitions) {
    return changed(draft -> draft.containers = ImmutableList.copyOf(definitions));
  }

  public TaskDefinition withPlacementConstraints(PlacementConstraint... constraints) {
    return changed(draft -> draft.placementConstraints = ImmutableList.copyOf(constraints));
  }

  /** Returns this definition for instances that carry these attributes. */
  public TaskDefinition withRequiredAttributes(Attribute... attributes) {
    return changed(draft -> draft.requiredAttributes = ImmutableList.copyOf(attributes));
  }

  public TaskDefinition withRequiresCompatibilities(String... compatibilities) {
    return changed(draft -> draft.requiresCompatibilities = ImmutableSet.copyOf(compatibilities));
  }

  /** Returns this definition with members of the API that are kept without being simulated. */
  public TaskDefinition withOther(Document members) {
    return changed(draft -> draft.document = document.with(members));
  }

  /** Returns the request that would register it, with every default written out. */
  public Document toDocument() {
    Document own =
        Document.builder()
            .put("family", family)
            .put("networkMode", networkMode.apiName())
            .put("containerDefinitions", containerDefinitions())
            .putUnlessEmpty(
                "placementConstraints",
                Lists.transform(placementConstraints, PlacementConstraint::toDocument))
            .putUnlessEmpty("requiresCompatibilities", requiresCompatibilities.asList())
            .put("cpu", text(cpu))
            .put("memory", text(memory))
            .build();
    return Extras.behind(own, document.without("containerDefinitions"), SIMULATED);
  }

  private ImmutableList<Document> containerDefinitions() {
    ImmutableList<Document> given = document.documents("containerDefinitions");
    return containers.stream()
        .map(container -> container.toDocument(networkMode, named(container.name(), given)))
        .collect(toImmutableList());
  }

  private static Document named(String name, ImmutableList<Document> given) {
    return given.stream()
        .filter(container -> container.string("name").equals(Optional.of(name)))
        .findFirst()
        .orElse(Document.empty());
  }

  private static Optional<String> text(OptionalInt number) {
    return number.isPresent() ? Optional.of(Integer.toString(number.getAsInt())) : Optional.empty();
  }

  @Override
  public String toString() {
    return toDocument().toString();
  }

  private TaskDefinition changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.finished();
  }

  /** A task definition in the making. */
  private static final class Draft {
    private final String family;
    private NetworkMode networkMode;
    private OptionalInt cpu;
    private OptionalInt memory;
    private ImmutableList<ContainerDefinition> containers;
    private ImmutableList<PlacementConstraint> placementConstraints;
    private ImmutableList<Attribute> requiredAttributes;
    private ImmutableSet<String> requiresCompatibilities;
    private Document document;

    Draft(TaskDefinition from) {
      family = from.family;
      networkMode = from.networkMode;
      cpu = from.cpu;
      memory = from.memory;
      containers = from.containers;
      placementConstraints = from.placementConstraints;
      requiredAttributes = from.requiredAttributes;
      requiresCompatibilities = from.requiresCompatibilities;
      document = from.document;
    }

    TaskDefinition finished() {
      return new TaskDefinition(
          family,
          networkMode,
          cpu,
          memory,
          containers,
          placementConstraints,
          requiredAttributes,
          requiresCompatibilities,
          document);
    }
  }
}
