package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.TagLists;
import dev.steadystate.core.model.Arns;
import dev.steadystate.core.view.ClusterSnapshot;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.ServiceDeploymentSnapshot;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.core.view.TaskDefinitionSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Writes what there is as the Describe actions of ECS answer: with its members, in its order.
 *
 * <p>Tags are shown to those who ask for them.
 */
public final class Describe {
  /** The member of an answer that {@code include: [TAGS]} brings. */
  private static final String TAGS = "TAGS";

  private final Arns arns;
  private final DescribeTask tasks;
  private final DescribeService services;

  public Describe(Arns arns) {
    this.arns = arns;
    this.tasks = new DescribeTask(arns);
    this.services = new DescribeService(arns);
  }

  static BigDecimal timestamp(Instant instant) {
    return Answers.timestamp(instant.toEpochMilli());
  }

  static Optional<BigDecimal> timestamp(Optional<Instant> instant) {
    return instant.map(Describe::timestamp);
  }

  /** Returns the tags of a thing for the answer to a request that asks for them, or nothing. */
  static Optional<ImmutableList<Document>> tags(Document tags, ImmutableList<String> include) {
    return include.contains(TAGS) ? Optional.of(TagLists.write(tags)) : Optional.empty();
  }

  DescribeTask tasks() {
    return tasks;
  }

  DescribeService services() {
    return services;
  }

  /** Returns a task as DescribeTasks shows it. */
  public Document task(TaskSnapshot task) {
    return tasks.task(task, ImmutableList.of(TAGS));
  }

  /** Returns a container instance as DescribeContainerInstances shows it. */
  public Document instance(InstanceSnapshot instance) {
    return DescribeInstance.instance(instance, ImmutableList.of());
  }

  /** Returns a service as DescribeServices shows it. */
  public Document service(ServiceSnapshot service) {
    return services.service(service, ImmutableList.of());
  }

  /** Returns a service deployment as DescribeServiceDeployments shows it. */
  public Document serviceDeployment(ServiceDeploymentSnapshot deployment) {
    return services.serviceDeployment(deployment);
  }

  // Clusters.

  /**
   * Returns a cluster as DescribeClusters shows it.
   *
   * @param include which parts beyond the plain ones; those not asked for are empty lists
   */
  public Document cluster(ClusterSnapshot cluster, ImmutableList<String> include) {
    Document given = cluster.definition();
    return Document.builder()
        .put("clusterArn", cluster.arn())
        .put("clusterName", cluster.name())
        .put(
            "configuration",
            given.document("configuration").filter(it -> include.contains("CONFIGURATIONS")))
        .put("status", cluster.active() ? "ACTIVE" : "INACTIVE")
        .put("registeredContainerInstancesCount", cluster.registeredContainerInstancesCount())
        .put("runningTasksCount", cluster.runningTasksCount())
        .put("pendingTasksCount", cluster.pendingTasksCount())
        .put("activeServicesCount", cluster.activeServicesCount())
        .put("statistics", asked(include, "STATISTICS", statistics(cluster)))
        .put("tags", asked(include, TAGS, TagLists.write(cluster.tags())))
        .put("settings", asked(include, "SETTINGS", settings(given)))
        .put("capacityProviders", given.list("capacityProviders"))
        .put(
            "defaultCapacityProviderStrategy",
            CapacityProviderStrategies.shown(given.documents("defaultCapacityProviderStrategy")))
        .put("serviceConnectDefaults", given.document("serviceConnectDefaults"))
        .build();
  }

  private static ImmutableList<Document> asked(
      ImmutableList<String> include, String part, ImmutableList<Document> list) {
    return include.contains(part) ? list : ImmutableList.of();
  }

  private static ImmutableList<Document> settings(Document given) {
    return given.has("settings")
        ? given.documents("settings")
        : ImmutableList.of(
            Document.builder().put("name", "containerInsights").put("value", "disabled").build());
  }

  private static ImmutableList<Document> statistics(ClusterSnapshot cluster) {
    return ImmutableList.of(
        statistic("runningEC2TasksCount", cluster.ec2().runningTasks()),
        statistic("runningFargateTasksCount", cluster.fargate().runningTasks()),
        statistic("pendingEC2TasksCount", cluster.ec2().pendingTasks()),
        statistic("pendingFargateTasksCount", cluster.fargate().pendingTasks()),
        statistic("activeEC2ServiceCount", cluster.ec2().activeServices()),
        statistic("activeFargateServiceCount", cluster.fargate().activeServices()),
        statistic("drainingEC2ServiceCount", cluster.ec2().drainingServices()),
        statistic("drainingFargateServiceCount", cluster.fargate().drainingServices()));
  }

  private static Document statistic(String name, int value) {
    return Document.builder().put("name", name).put("value", Integer.toString(value)).build();
  }

  // Task definitions.

  /** Returns a revision as DescribeTaskDefinition shows it. */
  public Document taskDefinition(TaskDefinitionSnapshot revision) {
    return Answers.taskDefinition(
        revision.definition(),
        revision.revision(),
        revision.status(),
        revision.registeredAt().toEpochMilli(),
        revision
            .deregisteredAt()
            .map(at -> OptionalLong.of(at.toEpochMilli()))
            .orElse(OptionalLong.empty()),
        arns);
  }

  /** Returns these things in the API's words. */
  static <T> ImmutableList<Document> all(Iterable<T> things, Function<T, Document> words) {
    return Lists.newArrayList(things).stream().map(words).collect(toImmutableList());
  }
}
