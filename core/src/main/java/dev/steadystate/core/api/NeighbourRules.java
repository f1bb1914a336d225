package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.NetworkMode;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.TaskDefinition;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rules about what a service asks of its neighbours: load balancers, service registries,
 * Service Connect, volumes. None of them is simulated; their identifiers are taken as they are.
 */
final class NeighbourRules {
  private static final int MAX_TARGET_GROUPS = 5;
  private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
  private static final Pattern DNS_NAME =
      Pattern.compile("(?=.{1,127}$)" + LABEL + "(\\." + LABEL + ")*");

  private final Document given;
  private final TaskDefinition definition;

  private NeighbourRules(Document given, TaskDefinition definition) {
    this.given = given;
    this.definition = definition;
  }

  static void check(Service service, TaskDefinition definition) {
    if (service.document().isEmpty()) {
      return;
    }
    NeighbourRules rules = new NeighbourRules(service.document(), definition);
    rules.checkLoadBalancers(service);
    rules.checkRole();
    rules.checkRegistries();
    rules.checkServiceConnect();
    rules.checkVolumes();
  }

  static boolean hasClassicLoadBalancer(Document given) {
    return given.documents("loadBalancers").stream().anyMatch(it -> it.has("loadBalancerName"));
  }

  private void checkLoadBalancers(Service service) {
    Check.parameter(
        service.targetGroups().size() <= MAX_TARGET_GROUPS,
        "loadBalancers can have at most 5 target groups but had %s",
        service.targetGroups().size());
    for (Document loadBalancer : given.documents("loadBalancers")) {
      Check.parameter(
          !(loadBalancer.has("targetGroupArn") && loadBalancer.has("loadBalancerName")),
          "loadBalancerName and targetGroupArn cannot both be specified");
      String container = loadBalancer.string("containerName").orElse("");
      Check.parameter(!container.isEmpty(), "Container Name can not be blank.");
      Check.parameter(
          loadBalancer.has("targetGroupArn") || loadBalancer.has("loadBalancerName"),
          "You must specify either a loadBalancerName or a targetGroupArn.");
      checkPort(container, loadBalancer.integer("containerPort").orElse(0));
    }
  }

  private void checkPort(String name, int port) {
    ContainerDefinition container =
        definition.containers().stream()
            .filter(it -> it.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    EcsException.invalidParameter(
                        "The container " + name + " does not exist in the task definition."));
    Check.parameter(
        container.portMappings().stream().anyMatch(it -> it.containerPort() == port),
        "The container %s did not have a container port %s defined.",
        name,
        port);
  }

  private void checkRole() {
    if (!given.has("role")) {
      return;
    }
    Check.parameter(
        !given.list("loadBalancers").isEmpty(),
        "IAM roles are only valid for services configured to use load balancers");
    Check.parameter(
        definition.networkMode() != NetworkMode.AWSVPC,
        "You cannot specify an IAM role for services that require a service linked role");
  }

  private void checkRegistries() {
    int registries = given.list("serviceRegistries").size();
    Check.parameter(
        registries <= 1, "service registries can have at most 1 items but had %s", registries);
  }

  /** Refuses Service Connect without a namespace, be it of the service or of its cluster. */
  static void checkNamespace(Document given, Document cluster) {
    Check.parameter(
        serviceConnect(given).map(it -> it.has("namespace")).orElse(true)
            || cluster.document("serviceConnectDefaults").isPresent(),
        "Service Connect configuration is invalid: Namespace is missing");
  }

  /** Returns what a service asks of Service Connect, if it is enabled. */
  private static Optional<Document> serviceConnect(Document given) {
    return given
        .document("serviceConnectConfiguration")
        .filter(it -> it.bool("enabled").orElse(false));
  }

  private void checkServiceConnect() {
    ImmutableList<Document> services =
        serviceConnect(given).map(it -> it.documents("services")).orElse(ImmutableList.of());
    ImmutableSet<String> ports =
        definition.containers().stream()
            .flatMap(it -> it.portMappings().stream())
            .map(PortMapping::name)
            .collect(ImmutableSet.toImmutableSet());
    for (Document service : services) {
      String port = service.string("portName").orElse("");
      Check.parameter(
          !port.isEmpty() && ports.contains(port),
          "portName(%s) does not refer to any named PortMapping in the container definitions",
          port);
      int aliases = service.list("clientAliases").size();
      Check.parameter(aliases <= 1, "%s clientAliases exceeds the max limit of 1", aliases);
      for (Document alias : service.documents("clientAliases")) {
        Check.parameter(
            DNS_NAME.matcher(alias.string("dnsName").orElse("localhost")).matches(),
            "The DNS name that you provided is invalid");
      }
    }
  }

  private void checkVolumes() {
    for (Document volume : given.documents("volumeConfigurations")) {
      Optional<String> name = volume.string("name");
      Check.parameter(
          definition.document().documents("volumes").stream()
              .anyMatch(it -> it.string("name").equals(name)),
          "The volume name '%s' in your request does not have a matching volume in"
              + " your Task Definition",
          name.orElse(""));
    }
  }
}
