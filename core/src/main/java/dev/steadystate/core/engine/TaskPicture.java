package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.Arns;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.DesiredStatus;
import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.NetworkMode;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.random.Keys;
import dev.steadystate.core.view.ContainerSnapshot;
import dev.steadystate.core.view.NetworkBinding;
import dev.steadystate.core.view.NetworkInterface;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.core.view.TaskTimes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Draws a task with its containers and its network interface as they are now. */
final class TaskPicture {
  private static final String FARGATE_PLATFORM = "1.4.0";

  private final World world;
  private final Arns arns;

  TaskPicture(World world, Arns arns) {
    this.world = world;
    this.arns = arns;
  }

  static String gpuId(int gpu) {
    return "GPU-" + gpu;
  }

  TaskSnapshot of(Task task) {
    Given given = given(task);
    Optional<Instance> instance =
        task.onFargate() ? Optional.empty() : Optional.of(world.instanceOf(task));
    String cluster = task.name.cluster();
    return new TaskSnapshot(
        task.name.id(),
        arns.task(cluster, task.name.id()),
        task.name.toString(),
        cluster,
        task.name.service(),
        task.name.launchNumber(),
        task.isServiceTask() ? world.serviceOf(task).deploymentId(task.deployment) : "",
        task.standalone == null ? "service:" + task.name.service() : task.standalone.group(),
        task.standalone == null
            ? world.serviceOf(task).deploymentId(task.deployment)
            : task.standalone.startedBy(),
        task.revision.toString(),
        task.launchType,
        instance.map(Instance::ec2InstanceId).orElse(""),
        instance.map(on -> arns.containerInstance(cluster, on.id())).orElse(""),
        task.zone,
        cpuArchitecture(task, instance),
        task.lastStatus,
        task.stopWanted ? DesiredStatus.STOPPED : DesiredStatus.RUNNING,
        task.health,
        times(task),
        Optional.ofNullable(task.stopCode),
        Optional.ofNullable(task.stoppedReason),
        task.version,
        task.protectedUntil > world.now ? Snapshots.instant(task.protectedUntil) : Optional.empty(),
        task.revision.needs.cpu(),
        task.revision.needs.memory(),
        containers(task),
        task.usesInterface() ? Optional.of(networkInterface(task, given)) : Optional.empty(),
        platformVersion(task, given),
        given.document().bool("enableExecuteCommand").orElse(false),
        task.standalone == null
            ? Document.empty()
            : given.document().document("overrides").orElse(Document.empty()),
        tags(task, given));
  }

  /** What the service or the run gave to a task besides its definition. */
  private record Given(ImmutableList<String> subnets, Document document, Document tags) {}

  private Given given(Task task) {
    if (task.standalone != null) {
      return new Given(
          task.standalone.subnets(),
          task.standalone.document(),
          standaloneTags(task, task.standalone.document()));
    }
    ServiceState service = world.serviceOf(task);
    ServiceSettings settings = service.settings(task.deployment);
    String propagated = service.present.document().string("propagateTags").orElse("NONE");
    Document tags =
        switch (propagated) {
          case "SERVICE" -> service.tags;
          case "TASK_DEFINITION" -> tagsOf(task.revision);
          default -> Document.empty();
        };
    return new Given(settings.subnets(), settings.service().document(), tags);
  }

  private Document standaloneTags(Task task, Document document) {
    Document own = TagLists.read(document.documents("tags"));
    return document.string("propagateTags").orElse("").equals("TASK_DEFINITION")
        ? tagsOf(task.revision).with(own)
        : own;
  }

  private Document tagsOf(Revision revision) {
    return world
        .families
        .getOrDefault(revision.definition.family(), List.of())
        .get(revision.number - 1)
        .tags;
  }

  private Document tags(Task task, Given given) {
    return world.kept.taskTags(task.name.id()).orElse(given.tags());
  }

  private static String cpuArchitecture(Task task, Optional<Instance> instance) {
    String wanted =
        task.revision
            .definition
            .document()
            .document("runtimePlatform")
            .flatMap(platform -> platform.string("cpuArchitecture"))
            .orElse("x86_64");
    return instance
        .map(on -> on.attributes.getOrDefault("ecs.cpu-architecture", "x86_64"))
        .orElse(wanted.toLowerCase(Locale.ROOT));
  }

  private static String platformVersion(Task task, Given given) {
    return task.onFargate() ? resolved(given.document()) : "";
  }

  private static String resolved(Document document) {
    String asked = document.string("platformVersion").orElse("LATEST");
    return asked.equals("LATEST") ? FARGATE_PLATFORM : asked;
  }

  static TaskTimes times(Task task) {
    return new TaskTimes(
        task.createdAt,
        task.connectivityAt,
        task.pullStartedAt,
        task.pullStoppedAt,
        task.startedAt,
        task.stoppingAt,
        task.executionStoppedAt,
        task.stoppedAt);
  }

  // Containers.

  private ImmutableList<ContainerSnapshot> containers(Task task) {
    ImmutableList.Builder<ContainerSnapshot> all =
        ImmutableList.builderWithExpectedSize(task.revision.containers());
    for (int i = 0; i < task.revision.containers(); i++) {
      all.add(container(task, i));
    }
    return all.build();
  }

  private ContainerSnapshot container(Task task, int index) {
    ContainerDefinition definition = task.revision.container(index);
    long key = Keys.with(Keys.with(task.name.key(), "container"), index);
    Containers records = task.containers;
    String status = status(task, index);
    int exitCode = records == null ? task.exitCode : records.exitCode[index];
    boolean ran = records == null ? task.startedAt != Task.NEVER : records.ran[index];
    return new ContainerSnapshot(
        definition.name(),
        arns.container(task.name.cluster(), task.name.id(), Hex.uuid(key)),
        definition.image(),
        isPulled(task) ? ImageDigests.of(definition.image()) : "",
        ran ? runtimeId(task, key) : "",
        status,
        exitCode == Task.NONE || status.equals("RUNNING")
            ? OptionalInt.empty()
            : OptionalInt.of(exitCode),
        Optional.ofNullable(records == null ? task.containerReason : records.reason[index]),
        records == null ? HealthStatus.UNKNOWN : records.health[index],
        definition.cpu(),
        unlessZero(definition.memory()),
        unlessZero(definition.memoryReservation()),
        status.equals("PENDING") ? ImmutableList.of() : bindings(task, index),
        records == null ? ImmutableList.of() : gpuIds(records.gpus[index]));
  }

  private static boolean isPulled(Task task) {
    return task.pullStoppedAt != Task.NEVER
        && (task.startedAt != Task.NEVER || task.fate.failure() == null);
  }

  /** A container knows three states: not there yet, there, and gone. */
  private static String status(Task task, int index) {
    if (task.containers != null) {
      return switch (task.containers.state[index]) {
        case WAITING -> task.lastStatus == LastStatus.STOPPED ? "STOPPED" : "PENDING";
        case RUNNING -> "RUNNING";
        case STOPPED -> "STOPPED";
      };
    }
    if (task.startedAt != Task.NEVER
        && task.executionStoppedAt == Task.NEVER
        && task.lastStatus.isOccupying()) {
      return "RUNNING";
    }
    return task.startedAt == Task.NEVER && task.lastStatus.isOccupying() ? "PENDING" : "STOPPED";
  }

  private static String runtimeId(Task task, long key) {
    return task.onFargate()
        ? task.name.id() + "-" + Hex.nineteenDigits(key).substring(0, 10)
        : Hex.of(Keys.with(key, 3), Keys.with(key, 4))
            + Hex.of(Keys.with(key, 5), Keys.with(key, 6));
  }

  /** An awsvpc task has an address of its own, so nothing is bound on the host. */
  private static ImmutableList<NetworkBinding> bindings(Task task, int index) {
    NetworkMode mode = task.revision.definition.networkMode();
    ImmutableList<PortMapping> mappings = task.revision.container(index).portMappings();
    if (mappings.isEmpty() || (mode != NetworkMode.BRIDGE && mode != NetworkMode.HOST)) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<NetworkBinding> bindings = ImmutableList.builder();
    for (int i = 0; i < mappings.size(); i++) {
      PortMapping mapping = mappings.get(i);
      int hostPort = mode == NetworkMode.HOST ? mapping.containerPort() : mapping.hostPort();
      if (hostPort == 0 && task.containers != null) {
        int[] assigned = task.containers.hostPorts[index];
        hostPort = i < assigned.length ? assigned[i] : 0;
      }
      if (hostPort != 0) {
        bindings.add(new NetworkBinding(mapping.containerPort(), hostPort, mapping.protocol()));
      }
    }
    return bindings.build();
  }

  private static ImmutableList<String> gpuIds(int[] gpus) {
    ImmutableList.Builder<String> ids = ImmutableList.builder();
    for (int gpu : gpus) {
      ids.add(gpuId(gpu));
    }
    return ids.build();
  }

  private static OptionalInt unlessZero(int number) {
    return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }

  // The network interface.

  private NetworkInterface networkInterface(Task task, Given given) {
    long key = Keys.with(task.name.key(), "interface");
    String hex = Hex.of(Keys.with(key, 1), Keys.with(key, 2));
    return new NetworkInterface(
        Hex.uuid(key),
        status(task),
        task.connectivityAt != Task.NEVER,
        subnet(task, given),
        "eni-0" + hex.substring(0, 16),
        macAddress(hex.substring(16)),
        address(Keys.with(key, 3)));
  }

  private static String status(Task task) {
    return switch (task.lastStatus) {
      case PROVISIONING -> "PRECREATED";
      case PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING -> "ATTACHED";
      case DEPROVISIONING -> "DETACHING";
      case STOPPED -> "DELETED";
    };
  }

  /** A task sits in the first subnet of its zone. */
  private String subnet(Task task, Given given) {
    for (String subnet : given.subnets()) {
      if (task.zone.equals(world.subnetZones.get(subnet))) {
        return subnet;
      }
    }
    return given.subnets().isEmpty() ? "" : given.subnets().get(0);
  }

  private static String macAddress(String hex) {
    StringBuilder mac = new StringBuilder("0a");
    for (int i = 0; i < 10; i += 2) {
      mac.append(':').append(hex, i, i + 2);
    }
    return mac.toString();
  }

  /** Returns an address of 10.0.0.0/16 that a subnet could give. */
  private static String address(long bits) {
    return "10.0." + (bits & 255) + "." + (4 + ((bits >>> 8) & 255) % 251);
  }
}
