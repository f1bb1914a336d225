package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.json.Json;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.Resources;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads registrations of container instances, as the agent sends them.
 *
 * <p>The identity document may name the instance and its zone; the zone may stand among the
 * attributes as well. The resource {@code ENI} and platform devices, which the agent knows from the
 * instance type, bound network interfaces and GPUs.
 */
final class ContainerInstanceReader {
  private static final String ZONE = "ecs.availability-zone";

  /** Attributes that ECS takes from the identity document, with their names there. */
  private static final ImmutableMap<String, String> IDENTITY =
      ImmutableMap.of(
          "ecs.ami-id", "imageId",
          "ecs.cpu-architecture", "architecture",
          "ecs.instance-type", "instanceType");

  private final Document request;
  private final Document identity;

  private ContainerInstanceReader(Document request) {
    this.request = request;
    this.identity =
        request.string("instanceIdentityDocument").map(Json::read).orElse(Document.empty());
  }

  static ContainerInstance read(Document request) {
    return new ContainerInstanceReader(request).read();
  }

  private ContainerInstance read() {
    ImmutableList<Attribute> attributes = attributes();
    return new ContainerInstance(
        request.string("cluster").orElse("default"),
        identity("instanceId").orElse(""),
        identity("availabilityZone").or(() -> value(attributes, ZONE)).orElse("us-east-1a"),
        number("CPU").orElse(0),
        number("MEMORY").orElse(0),
        number(Resources.NETWORK_INTERFACES).orElse(ContainerInstance.UNLIMITED),
        gpus(),
        ports("PORTS"),
        ports("PORTS_UDP"),
        attributes,
        request.document("versionInfo").orElse(Document.empty()));
  }

  /**
   * Returns what the agent says and, where it is silent, what the identity document does; without
   * either it is Linux on x86_64 (CQ-30).
   */
  private ImmutableList<Attribute> attributes() {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    for (Document given : request.documents("attributes")) {
      Attribute attribute =
          new Attribute(given.string("name").orElse(""), given.string("value").orElse(""));
      attributes.put(attribute.name(), attribute);
    }
    IDENTITY.forEach(
        (name, member) ->
            identity(member)
                .ifPresent(value -> attributes.putIfAbsent(name, new Attribute(name, value))));
    if (attributes.keySet().stream().noneMatch(name -> name.startsWith("ecs.os-"))) {
      attributes.put("ecs.os-type", new Attribute("ecs.os-type", "linux"));
      attributes.put("ecs.os-family", new Attribute("ecs.os-family", "LINUX"));
    }
    attributes.putIfAbsent("ecs.cpu-architecture", new Attribute("ecs.cpu-architecture", "x86_64"));
    return ImmutableList.copyOf(attributes.values());
  }

  private Optional<String> identity(String name) {
    return identity.get(name).map(Object::toString);
  }

  private Optional<Integer> number(String resource) {
    return resource(resource)
        .map(
            it -> {
              long number =
                  it.integer("integerValue").orElse(0) != 0
                      ? it.integer("integerValue").getAsInt()
                      : it.longInteger("longValue").orElse(0);
              return Ints.saturatedCast(number);
            });
  }

  private int gpus() {
    long devices =
        request.documents("platformDevices").stream()
            .filter(it -> it.string("type").equals(Optional.of("GPU")))
            .count();
    return devices > 0 ? Ints.saturatedCast(devices) : strings("GPU").size();
  }

  /** Returns the ports that this instance keeps besides those that all keep. */
  private ImmutableList<Integer> ports(String resource) {
    return strings(resource).stream()
        .map(text -> port(resource, text))
        .filter(it -> !resource.equals("PORTS") || !ContainerInstance.ALWAYS_RESERVED.contains(it))
        .collect(toImmutableList());
  }

  private static Integer port(String resource, String text) {
    Integer port = Ints.tryParse(text);
    if (port == null) {
      throw EcsException.invalidParameter(
          resource + " should hold numbers but held " + Document.brief(text));
    }
    return port;
  }

  private ImmutableList<String> strings(String resource) {
    return resource(resource).map(it -> it.strings("stringSetValue")).orElse(ImmutableList.of());
  }

  private Optional<Document> resource(String name) {
    return request.documents("totalResources").stream()
        .filter(it -> it.string("name").equals(Optional.of(name)))
        .findFirst();
  }

  private static Optional<String> value(ImmutableList<Attribute> attributes, String name) {
    return attributes.stream()
        .filter(it -> it.name().equals(name) && !it.value().isEmpty())
        .map(Attribute::value)
        .findFirst();
  }
}
