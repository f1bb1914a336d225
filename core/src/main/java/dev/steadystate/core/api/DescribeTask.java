package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.Arns;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.view.ContainerSnapshot;
import dev.steadystate.core.view.NetworkBinding;
import dev.steadystate.core.view.NetworkInterface;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.core.view.TaskTimes;
import java.util.Optional;

/** Writes tasks as DescribeTasks answers. */
final class DescribeTask {
  /** What Fargate gives to a task that asks for nothing else. */
  private static final int FARGATE_STORAGE = 20;

  private final Arns arns;

  DescribeTask(Arns arns) {
    this.arns = arns;
  }

  Document task(TaskSnapshot task, ImmutableList<String> include) {
    TaskTimes times = task.times();
    boolean onFargate = task.isOnFargate();
    return Document.builder()
        .put("attachments", attachments(task))
        .put("attributes", attributes(task))
        .put("availabilityZone", task.availabilityZone())
        .put("clusterArn", arns.cluster(task.cluster()))
        .put("connectivity", times.connectivityAt().map(at -> "CONNECTED"))
        .put("connectivityAt", Describe.timestamp(times.connectivityAt()))
        .putUnlessEmpty("containerInstanceArn", task.containerInstanceArn())
        .put("containers", containers(task))
        .put("cpu", Integer.toString(task.cpu()))
        .put("createdAt", Describe.timestamp(times.createdAt()))
        .put("desiredStatus", task.desiredStatus().name())
        .put("enableExecuteCommand", task.enableExecuteCommand())
        .put("executionStoppedAt", Describe.timestamp(times.executionStoppedAt()))
        .put("group", task.group())
        .put("healthStatus", task.healthStatus().name())
        .put("lastStatus", task.lastStatus().name())
        .put("launchType", task.launchType().name())
        .put("memory", Integer.toString(task.memory()))
        .put("overrides", overrides(task))
        .putUnlessEmpty("platformVersion", task.platformVersion())
        .putUnlessEmpty("platformFamily", onFargate ? "Linux" : "")
        .put("pullStartedAt", Describe.timestamp(times.pullStartedAt()))
        .put("pullStoppedAt", Describe.timestamp(times.pullStoppedAt()))
        .put("startedAt", Describe.timestamp(times.startedAt()))
        .putUnlessEmpty("startedBy", task.startedBy())
        .put("stopCode", task.stopCode().map(StopCode::apiName))
        .put("stoppedAt", Describe.timestamp(times.stoppedAt()))
        .put("stoppedReason", task.stoppedReason())
        .put("stoppingAt", Describe.timestamp(times.stoppingAt()))
        .put("tags", Describe.tags(task.tags(), include).orElse(ImmutableList.of()))
        .put("taskArn", task.arn())
        .put("taskDefinitionArn", definitionArn(task.taskDefinition()))
        .put("version", task.version())
        .put("ephemeralStorage", storage(task))
        .put("fargateEphemeralStorage", storage(task))
        .build();
  }

  private String definitionArn(String name) {
    int colon = name.lastIndexOf(':');
    return arns.taskDefinition(
        name.substring(0, colon), Integer.parseInt(name.substring(colon + 1)));
  }

  private static Optional<Document> storage(TaskSnapshot task) {
    if (!task.isOnFargate()) {
      return Optional.empty();
    }
    return Optional.of(
        task.overrides()
            .document("ephemeralStorage")
            .orElse(Document.of("sizeInGiB", FARGATE_STORAGE)));
  }

  private static ImmutableList<Document> attributes(TaskSnapshot task) {
    return ImmutableList.of(
        Document.builder()
            .put("name", "ecs.cpu-architecture")
            .put("value", task.cpuArchitecture())
            .build());
  }

  /** Every container has its override, be it as empty as its name alone. */
  private static Document overrides(TaskSnapshot task) {
    ImmutableList<Document> given = task.overrides().documents("containerOverrides");
    return Document.builder()
        .put(
            "containerOverrides",
            task.containers().stream()
                .map(container -> overrides(container.name(), given))
                .collect(toImmutableList()))
        .put("inferenceAcceleratorOverrides", ImmutableList.of())
        .putAll(task.overrides().without("containerOverrides"))
        .build();
  }

  private static Document overrides(String container, ImmutableList<Document> given) {
    return given.stream()
        .filter(override -> override.string("name").equals(Optional.of(container)))
        .findFirst()
        .orElse(Document.of("name", container));
  }

  // The network interface.

  private ImmutableList<Document> attachments(TaskSnapshot task) {
    return task.networkInterface()
        .map(
            attached ->
                Document.builder()
                    .put("id", attached.attachmentId())
                    .put("type", "ElasticNetworkInterface")
                    .put("status", attached.status())
                    .put("details", details(attached))
                    .build())
        .map(ImmutableList::of)
        .orElse(ImmutableList.of());
  }

  private ImmutableList<Document> details(NetworkInterface attached) {
    ImmutableList.Builder<Document> details = ImmutableList.builder();
    if (!attached.subnetId().isEmpty()) {
      details.add(detail("subnetId", attached.subnetId()));
    }
    if (attached.isKnown()) {
      details.add(detail("networkInterfaceId", attached.networkInterfaceId()));
      details.add(detail("macAddress", attached.macAddress()));
      details.add(detail("privateDnsName", dnsName(attached.privateIpv4Address())));
      details.add(detail("privateIPv4Address", attached.privateIpv4Address()));
    }
    return details.build();
  }

  private static Document detail(String name, String value) {
    return Document.builder().put("name", name).put("value", value).build();
  }

  private String dnsName(String address) {
    String domain =
        arns.region().equals("us-east-1") ? "ec2.internal" : arns.region() + ".compute.internal";
    return "ip-" + address.replace('.', '-') + "." + domain;
  }

  // Containers.

  private static ImmutableList<Document> containers(TaskSnapshot task) {
    return task.containers().stream()
        .map(container -> container(task, container))
        .collect(toImmutableList());
  }

  private static Document container(TaskSnapshot task, ContainerSnapshot container) {
    return Document.builder()
        .put("containerArn", container.arn())
        .put("taskArn", task.arn())
        .put("name", container.name())
        .put("image", container.image())
        .putUnlessEmpty("imageDigest", container.imageDigest())
        .putUnlessEmpty("runtimeId", container.runtimeId())
        .put("lastStatus", container.lastStatus())
        .put("exitCode", container.exitCode())
        .put("reason", container.reason())
        .put(
            "networkBindings",
            Lists.transform(container.networkBindings(), DescribeTask::networkBinding))
        .put("networkInterfaces", networkInterfaces(task))
        .put("healthStatus", container.healthStatus().name())
        .put("cpu", Integer.toString(container.cpu()))
        .put("memory", text(container.memory()))
        .put("memoryReservation", text(container.memoryReservation()))
        .putUnlessEmpty("gpuIds", container.gpuIds())
        .build();
  }

  private static Optional<String> text(java.util.OptionalInt number) {
    return number.isPresent() ? Optional.of(Integer.toString(number.getAsInt())) : Optional.empty();
  }

  private static Document networkBinding(NetworkBinding binding) {
    return Document.builder()
        .put("bindIP", "0.0.0.0")
        .put("containerPort", binding.containerPort())
        .put("hostPort", binding.hostPort())
        .put("protocol", binding.protocol())
        .build();
  }

  private static ImmutableList<Document> networkInterfaces(TaskSnapshot task) {
    return task.networkInterface()
        .filter(NetworkInterface::isKnown)
        .map(
            attached ->
                Document.builder()
                    .put("attachmentId", attached.attachmentId())
                    .put("privateIpv4Address", attached.privateIpv4Address())
                    .build())
        .map(ImmutableList::of)
        .orElse(ImmutableList.of());
  }

  /** Returns a task as the task protection actions show it. */
  static Document protection(TaskSnapshot task) {
    return Document.builder()
        .put("taskArn", task.arn())
        .put("protectionEnabled", task.protectedUntil().isPresent())
        .put("expirationDate", Describe.timestamp(task.protectedUntil()))
        .build();
  }
}
