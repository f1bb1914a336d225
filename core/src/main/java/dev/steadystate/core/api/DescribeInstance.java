package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.Resources;
import dev.steadystate.core.view.InstanceResources;
import dev.steadystate.core.view.InstanceSnapshot;

/** Writes container instances as DescribeContainerInstances answers. */
final class DescribeInstance {
  private DescribeInstance() {}

  static Document instance(InstanceSnapshot instance, ImmutableList<String> include) {
    return Document.builder()
        .put("containerInstanceArn", instance.arn())
        .put("ec2InstanceId", instance.ec2InstanceId())
        .put("version", instance.version())
        .put("versionInfo", instance.versionInfo())
        .put("remainingResources", resources(instance.remaining(), instance.registered()))
        .put("registeredResources", resources(instance.registered(), instance.registered()))
        .put("status", instance.status().name())
        .put("agentConnected", instance.agentConnected())
        .put("runningTasksCount", instance.runningTasksCount())
        .put("pendingTasksCount", instance.pendingTasksCount())
        .put("attributes", attributes(instance))
        .put("registeredAt", Describe.timestamp(instance.registeredAt()))
        .put("attachments", ImmutableList.of())
        .put("tags", Describe.tags(instance.tags(), include).orElse(ImmutableList.of()))
        .build();
  }

  /** Attributes are kept by name, which is the order of the answer. */
  private static ImmutableList<Document> attributes(InstanceSnapshot instance) {
    return instance.attributes().entrySet().stream()
        .map(entry -> new Attribute(entry.getKey(), entry.getValue()).toDocument())
        .collect(toImmutableList());
  }

  private static ImmutableList<Document> resources(
      InstanceResources resources, InstanceResources registered) {
    ImmutableList.Builder<Document> list = ImmutableList.builder();
    list.add(Resources.integer("CPU", resources.cpu()));
    list.add(Resources.integer("MEMORY", resources.memory()));
    list.add(Resources.stringSet("PORTS", resources.ports()));
    list.add(Resources.stringSet("PORTS_UDP", resources.udpPorts()));
    if (!registered.gpuIds().isEmpty()) {
      list.add(Resources.stringSet("GPU", resources.gpuIds()));
    }
    if (registered.networkInterfaces() != ContainerInstance.UNLIMITED) {
      list.add(Resources.integer(Resources.NETWORK_INTERFACES, resources.networkInterfaces()));
    }
    return list.build();
  }
}
