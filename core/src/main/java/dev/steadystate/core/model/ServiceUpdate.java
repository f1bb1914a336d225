package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import dev.steadystate.core.document.Document;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * What {@code UpdateService} changes; what is absent stays as it is.
 *
 * <pre>{@code
 * ServiceUpdate.of("web").withTaskDefinition("web:2")
 * }</pre>
 *
 * @param deploymentConfiguration the members given, laid over the present configuration
 * @param document everything as it was given, also what is not simulated
 */
public record ServiceUpdate(
    String cluster,
    String service,
    OptionalInt desiredCount,
    Optional<String> taskDefinition,
    boolean forceNewDeployment,
    Optional<Document> deploymentConfiguration,
    Optional<ImmutableList<PlacementConstraint>> placementConstraints,
    Optional<ImmutableList<PlacementStrategy>> placementStrategy,
    Optional<ZoneRebalancing> zoneRebalancing,
    OptionalInt healthCheckGracePeriodSeconds,
    Optional<ImmutableList<String>> subnets,
    Document document) {
  private static final ImmutableSet<String> SIMULATED =
      ImmutableSet.of(
          "cluster",
          "service",
          "desiredCount",
          "taskDefinition",
          "forceNewDeployment",
          "deploymentConfiguration",
          "placementConstraints",
          "placementStrategy",
          "availabilityZoneRebalancing",
          "healthCheckGracePeriodSeconds",
          "networkConfiguration",
          "loadBalancers");

  /** Returns an update of a service in the default cluster that changes nothing yet. */
  public static ServiceUpdate of(String service) {
    return new ServiceUpdate(
        "default",
        service,
        OptionalInt.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Document.empty());
  }

  /** Returns this update for a service in another cluster. */
  public ServiceUpdate withCluster(String nameOrArn) {
    return changed(draft -> draft.cluster = nameOrArn);
  }

  public ServiceUpdate withDesiredCount(int count) {
    return changed(draft -> draft.desiredCount = OptionalInt.of(count));
  }

  public ServiceUpdate withTaskDefinition(String definition) {
    return changed(draft -> draft.taskDefinition = Optional.of(definition));
  }

  /** Returns this update starting a new deployment whether or not anything changes (DEP-7). */
  public ServiceUpdate withForceNewDeployment() {
    return changed(draft -> draft.forceNewDeployment = true);
  }

  public ServiceUpdate withMinimumHealthyPercent(int percent) {
    return withDeployment("minimumHealthyPercent", percent);
  }

  public ServiceUpdate withMaximumPercent(int percent) {
    return withDeployment("maximumPercent", percent);
  }

  public ServiceUpdate withCircuitBreaker(CircuitBreaker breaker) {
    return withDeployment("deploymentCircuitBreaker", breaker.toDocument());
  }

  public ServiceUpdate withAlarms(DeploymentAlarms alarms) {
    return withDeployment("alarms", alarms.toDocument());
  }

  /** Returns this update with all of a deployment configuration. */
  public ServiceUpdate withDeploymentConfiguration(DeploymentConfiguration configuration) {
    return changed(
        draft -> draft.deploymentConfiguration = Optional.of(configuration.toDocument()));
  }

  private ServiceUpdate withDeployment(String member, Object value) {
    return changed(
        draft ->
            draft.deploymentConfiguration =
                Optional.of(deploymentConfiguration.orElse(Document.empty()).with(member, value)));
  }

  /** Returns this update setting the constraints; none given takes them away. */
  public ServiceUpdate withPlacementConstraints(PlacementConstraint... constraints) {
    return changed(
        draft -> draft.placementConstraints = Optional.of(ImmutableList.copyOf(constraints)));
  }

  /** Returns this update setting the strategies; none given takes them away. */
  public ServiceUpdate withPlacementStrategy(PlacementStrategy... strategies) {
    return changed(
        draft -> draft.placementStrategy = Optional.of(ImmutableList.copyOf(strategies)));
  }

  public ServiceUpdate withZoneRebalancing(ZoneRebalancing rebalancing) {
    return changed(draft -> draft.zoneRebalancing = Optional.of(rebalancing));
  }

  public ServiceUpdate withGracePeriod(int seconds) {
    return changed(draft -> draft.healthCheckGracePeriodSeconds = OptionalInt.of(seconds));
  }

  public ServiceUpdate inSubnets(String... names) {
    return changed(draft -> draft.subnets = Optional.of(ImmutableList.copyOf(names)));
  }

  /** Returns this update setting one more target group; the service keeps none but these. */
  public ServiceUpdate withTargetGroup(String arn, String containerName, int containerPort) {
    return changed(
        draft -> draft.document = LoadBalancers.with(document, arn, containerName, containerPort));
  }

  /** Returns this update taking all load balancers away. */
  public ServiceUpdate withoutLoadBalancers() {
    return changed(draft -> draft.document = document.with("loadBalancers", ImmutableList.of()));
  }

  /** Returns the ARNs of the target groups it sets, if it sets load balancers. */
  public Optional<ImmutableList<String>> targetGroups() {
    return Optional.of(document)
        .filter(it -> it.has("loadBalancers"))
        .map(LoadBalancers::targetGroups);
  }

  /** Returns this update with members of the API that are kept without being simulated. */
  public ServiceUpdate withOther(Document members) {
    return changed(draft -> draft.document = document.with(members));
  }

  /** Returns the request that asks for it. */
  public Document toDocument() {
    Document own =
        Document.builder()
            .put("cluster", cluster)
            .put("service", service)
            .put("desiredCount", desiredCount)
            .put("taskDefinition", taskDefinition)
            .put("deploymentConfiguration", deploymentConfiguration)
            .put("availabilityZoneRebalancing", zoneRebalancing.map(ZoneRebalancing::name))
            .put(
                "networkConfiguration",
                Network.configuration(subnets.orElse(ImmutableList.of()), document))
            .put(
                "placementConstraints",
                placementConstraints.map(
                    it -> Lists.transform(it, PlacementConstraint::toDocument)))
            .put(
                "placementStrategy",
                placementStrategy.map(it -> Lists.transform(it, PlacementStrategy::toDocument)))
            .put("forceNewDeployment", Optional.of(forceNewDeployment).filter(it -> it))
            .put("healthCheckGracePeriodSeconds", healthCheckGracePeriodSeconds)
            .put("loadBalancers", document.get("loadBalancers"))
            .build();
    return Extras.behind(own, document, SIMULATED);
  }

  @Override
  public String toString() {
    return toDocument().toString();
  }

  private ServiceUpdate changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.finished();
  }

  /** An update in the making. */
  private static final class Draft {
    private String cluster;
    private final String service;
    private OptionalInt desiredCount;
    private Optional<String> taskDefinition;
    private boolean forceNewDeployment;
    private Optional<Document> deploymentConfiguration;
    private Optional<ImmutableList<PlacementConstraint>> placementConstraints;
    private Optional<ImmutableList<PlacementStrategy>> placementStrategy;
    private Optional<ZoneRebalancing> zoneRebalancing;
    private OptionalInt healthCheckGracePeriodSeconds;
    private Optional<ImmutableList<String>> subnets;
    private Document document;

    Draft(ServiceUpdate from) {
      cluster = from.cluster;
      service = from.service;
      desiredCount = from.desiredCount;
      taskDefinition = from.taskDefinition;
      forceNewDeployment = from.forceNewDeployment;
      deploymentConfiguration = from.deploymentConfiguration;
      placementConstraints = from.placementConstraints;
      placementStrategy = from.placementStrategy;
      zoneRebalancing = from.zoneRebalancing;
      healthCheckGracePeriodSeconds = from.healthCheckGracePeriodSeconds;
      subnets = from.subnets;
      document = from.document;
    }

    ServiceUpdate finished() {
      return new ServiceUpdate(
          cluster,
          service,
          desiredCount,
          taskDefinition,
          forceNewDeployment,
          deploymentConfiguration,
          placementConstraints,
          placementStrategy,
          zoneRebalancing,
          healthCheckGracePeriodSeconds,
          subnets,
          document);
    }
  }
}
