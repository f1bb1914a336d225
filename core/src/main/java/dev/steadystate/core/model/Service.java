package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import dev.steadystate.core.document.Document;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * What a service should be, as {@code CreateService} takes it.
 *
 * <pre>{@code
 * Service.of("web", "web:1", 3)
 *     .withMinimumHealthyPercent(50)
 *     .withPlacementStrategy(PlacementStrategy.spread("attribute:ecs.availability-zone"))
 * }</pre>
 *
 * @param cluster name or ARN of the cluster
 * @param taskDefinition family, {@code family:revision} or ARN; empty where there is none
 * @param launchType where its tasks run; absent means EC2
 * @param zoneRebalancing absent means ENABLED where the service is eligible (PL-80)
 * @param deploymentController {@code ECS} unless another was registered
 * @param document everything as it was given, also what is not simulated
 */
public record Service(
    String cluster,
    String serviceName,
    String taskDefinition,
    OptionalInt desiredCount,
    Optional<LaunchType> launchType,
    SchedulingStrategy schedulingStrategy,
    DeploymentConfiguration deploymentConfiguration,
    ImmutableList<PlacementConstraint> placementConstraints,
    ImmutableList<PlacementStrategy> placementStrategy,
    Optional<ZoneRebalancing> zoneRebalancing,
    int healthCheckGracePeriodSeconds,
    ImmutableList<String> subnets,
    String deploymentController,
    Document document) {
  private static final ImmutableSet<String> SIMULATED =
      ImmutableSet.of(
          "cluster",
          "serviceName",
          "taskDefinition",
          "desiredCount",
          "launchType",
          "schedulingStrategy",
          "deploymentConfiguration",
          "placementConstraints",
          "placementStrategy",
          "availabilityZoneRebalancing",
          "healthCheckGracePeriodSeconds",
          "networkConfiguration",
          "loadBalancers",
          "deploymentController");

  private static final ImmutableSet<String> START_A_DEPLOYMENT =
      ImmutableSet.of(
          "platformVersion",
          "networkConfiguration",
          "loadBalancers",
          "serviceRegistries",
          "serviceConnectConfiguration",
          "volumeConfigurations",
          "vpcLatticeConfigurations",
          "monitoring");

  /** Checks what each part alone can get wrong. */
  public Service {
    if (!Rule.isName(serviceName)) {
      throw Rule.badName("InvalidParameterException", "serviceName", serviceName);
    }
    if (desiredCount.isPresent() && desiredCount.getAsInt() < 0) {
      throw EcsException.invalidParameter("desiredCount cannot be a negative number.");
    }
    if (healthCheckGracePeriodSeconds < 0) {
      throw EcsException.invalidParameter(
          "healthCheckGracePeriodSeconds cannot be a negative number.");
    }
  }

  /** Returns a REPLICA service in the default cluster, on EC2, with the defaults of ECS. */
  public static Service of(String serviceName, String taskDefinition, int desiredCount) {
    return new Service(
        "default",
        serviceName,
        taskDefinition,
        OptionalInt.of(desiredCount),
        Optional.empty(),
        SchedulingStrategy.REPLICA,
        DeploymentConfiguration.replica(),
        ImmutableList.of(),
        ImmutableList.of(),
        Optional.empty(),
        0,
        ImmutableList.of(),
        "ECS",
        Document.empty());
  }

  /** Returns a DAEMON service in the default cluster: one task on each instance. */
  public static Service daemon(String serviceName, String taskDefinition) {
    return of(serviceName, taskDefinition, 0)
        .changed(
            draft -> {
              draft.desiredCount = OptionalInt.empty();
              draft.schedulingStrategy = SchedulingStrategy.DAEMON;
              draft.deploymentConfiguration = DeploymentConfiguration.daemon();
            });
  }

  /** Returns this service in another cluster. */
  public Service withCluster(String nameOrArn) {
    return changed(draft -> draft.cluster = nameOrArn);
  }

  public Service withTaskDefinition(String definition) {
    return changed(draft -> draft.taskDefinition = definition);
  }

  public Service withDesiredCount(int count) {
    return changed(draft -> draft.desiredCount = OptionalInt.of(count));
  }

  public Service withLaunchType(LaunchType type) {
    return changed(draft -> draft.launchType = Optional.of(type));
  }

  public Service withDeploymentConfiguration(DeploymentConfiguration configuration) {
    return changed(draft -> draft.deploymentConfiguration = configuration);
  }

  public Service withMinimumHealthyPercent(int percent) {
    return withDeploymentConfiguration(deploymentConfiguration.withMinimumHealthyPercent(percent));
  }

  public Service withMaximumPercent(int percent) {
    return withDeploymentConfiguration(deploymentConfiguration.withMaximumPercent(percent));
  }

  public Service withCircuitBreaker(CircuitBreaker breaker) {
    return withDeploymentConfiguration(deploymentConfiguration.withCircuitBreaker(breaker));
  }

  public Service withAlarms(DeploymentAlarms alarms) {
    return withDeploymentConfiguration(deploymentConfiguration.withAlarms(alarms));
  }

  public Service withPlacementConstraints(PlacementConstraint... constraints) {
    return changed(draft -> draft.placementConstraints = ImmutableList.copyOf(constraints));
  }

  public Service withPlacementStrategy(PlacementStrategy... strategies) {
    return changed(draft -> draft.placementStrategy = ImmutableList.copyOf(strategies));
  }

  public Service withZoneRebalancing(ZoneRebalancing rebalancing) {
    return changed(draft -> draft.zoneRebalancing = Optional.of(rebalancing));
  }

  /** Returns this service ignoring failed health checks so long after a task started. */
  public Service withGracePeriod(int seconds) {
    return changed(draft -> draft.healthCheckGracePeriodSeconds = seconds);
  }

  /** Returns this service in these subnets, as tasks of network mode awsvpc need it. */
  public Service inSubnets(String... names) {
    return changed(draft -> draft.subnets = ImmutableList.copyOf(names));
  }

  /** Returns this service with a target group that sends to this port of this container. */
  public Service withTargetGroup(String arn, String containerName, int containerPort) {
    return changed(
        draft -> draft.document = LoadBalancers.with(document, arn, containerName, containerPort));
  }

  /** Returns the ARNs of the target groups of its load balancers. */
  public ImmutableList<String> targetGroups() {
    return LoadBalancers.targetGroups(document);
  }

  public Service withDeploymentController(String type) {
    return changed(draft -> draft.deploymentController = type);
  }

  /** Returns this service with members of the API that are kept without being simulated. */
  public Service withOther(Document members) {
    return changed(draft -> draft.document = document.with(members));
  }

  /**
   * Returns this service as {@code UpdateService} leaves it: what the update names is replaced, the
   * rest stays.
   *
   * @param overlaid its deployment configuration with the members of the update laid over it
   */
  public Service updated(ServiceUpdate update, DeploymentConfiguration overlaid) {
    return changed(
        draft -> {
          update.desiredCount().ifPresent(it -> draft.desiredCount = OptionalInt.of(it));
          update.taskDefinition().ifPresent(it -> draft.taskDefinition = it);
          draft.deploymentConfiguration = overlaid;
          update.placementConstraints().ifPresent(it -> draft.placementConstraints = it);
          update.placementStrategy().ifPresent(it -> draft.placementStrategy = it);
          update.zoneRebalancing().ifPresent(it -> draft.zoneRebalancing = Optional.of(it));
          update
              .healthCheckGracePeriodSeconds()
              .ifPresent(it -> draft.healthCheckGracePeriodSeconds = it);
          update.subnets().ifPresent(it -> draft.subnets = it);
          update
              .document()
              .document("deploymentController")
              .flatMap(it -> it.string("type"))
              .ifPresent(it -> draft.deploymentController = it);
          draft.document =
              document.with(update.document().without("cluster", "service", "forceNewDeployment"));
          LaunchType.ofStrategy(update.document())
              .ifPresent(
                  type -> {
                    draft.launchType = Optional.of(type);
                    draft.document = draft.document.without("launchType");
                  });
        });
  }

  /** Returns the request that would create it, with the defaults of what is simulated. */
  public Document toDocument() {
    Document own =
        Document.builder()
            .put("cluster", cluster)
            .put("serviceName", serviceName)
            .putUnlessEmpty("taskDefinition", taskDefinition)
            .put("availabilityZoneRebalancing", zoneRebalancing.map(ZoneRebalancing::name))
            .putUnlessEmpty("loadBalancers", document.list("loadBalancers"))
            .put("desiredCount", desiredCount)
            .put("launchType", launchType.filter(it -> !hasStrategy()).map(LaunchType::name))
            .put("deploymentConfiguration", deploymentConfiguration.toDocument())
            .put(
                "placementConstraints",
                Lists.transform(placementConstraints, PlacementConstraint::toDocument))
            .put(
                "placementStrategy",
                Lists.transform(placementStrategy, PlacementStrategy::toDocument))
            .put("networkConfiguration", Network.configuration(subnets, document))
            .put("healthCheckGracePeriodSeconds", healthCheckGracePeriodSeconds)
            .put("schedulingStrategy", schedulingStrategy.name())
            .put("deploymentController", Document.of("type", deploymentController))
            .build();
    return Extras.behind(own, document, SIMULATED);
  }

  /**
   * Returns the members whose change starts a new deployment (DEP-2), other than the task
   * definition. Absent and empty are the same here.
   */
  public Document deploymentSettings() {
    Document all = toDocument();
    Document.Builder settings = Document.builder();
    for (String name : START_A_DEPLOYMENT) {
      all.get(name)
          .filter(value -> !value.equals(ImmutableList.of()))
          .ifPresent(value -> settings.put(name, value));
    }
    return settings.build();
  }

  /** A launch type that only follows from the capacity provider strategy was never asked for. */
  private boolean hasStrategy() {
    return !document.list("capacityProviderStrategy").isEmpty();
  }

  @Override
  public String toString() {
    return toDocument().toString();
  }

  private Service changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.finished();
  }

  /** A service in the making. */
  private static final class Draft {
    private String cluster;
    private final String serviceName;
    private String taskDefinition;
    private OptionalInt desiredCount;
    private Optional<LaunchType> launchType;
    private SchedulingStrategy schedulingStrategy;
    private DeploymentConfiguration deploymentConfiguration;
    private ImmutableList<PlacementConstraint> placementConstraints;
    private ImmutableList<PlacementStrategy> placementStrategy;
    private Optional<ZoneRebalancing> zoneRebalancing;
    private int healthCheckGracePeriodSeconds;
    private ImmutableList<String> subnets;
    private String deploymentController;
    private Document document;

    Draft(Service from) {
      cluster = from.cluster;
      serviceName = from.serviceName;
      taskDefinition = from.taskDefinition;
      desiredCount = from.desiredCount;
      launchType = from.launchType;
      schedulingStrategy = from.schedulingStrategy;
      deploymentConfiguration = from.deploymentConfiguration;
      placementConstraints = from.placementConstraints;
      placementStrategy = from.placementStrategy;
      zoneRebalancing = from.zoneRebalancing;
      healthCheckGracePeriodSeconds = from.healthCheckGracePeriodSeconds;
      subnets = from.subnets;
      deploymentController = from.deploymentController;
      document = from.document;
    }

    Service finished() {
      return new Service(
          cluster,
          serviceName,
          taskDefinition,
          desiredCount,
          launchType,
          schedulingStrategy,
          deploymentConfiguration,
          placementConstraints,
          placementStrategy,
          zoneRebalancing,
          healthCheckGracePeriodSeconds,
          subnets,
          deploymentController,
          document);
    }
  }
}
