package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import dev.steadystate.core.document.Document;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tasks to start outside any service, as {@code RunTask} and {@code StartTask} take them.
 *
 * <pre>{@code
 * RunTask.of("batch").withCount(5)
 * RunTask.of("batch").onInstances("i-a1")     // a StartTask
 * }</pre>
 *
 * @param containerInstances where exactly, for {@code StartTask}; empty for {@code RunTask}
 */
public record RunTask(
    String cluster,
    String taskDefinition,
    int count,
    Optional<LaunchType> launchType,
    Optional<String> group,
    Optional<String> startedBy,
    ImmutableList<PlacementConstraint> placementConstraints,
    ImmutableList<PlacementStrategy> placementStrategy,
    ImmutableList<String> subnets,
    ImmutableList<String> containerInstances,
    Document document) {
  private static final ImmutableSet<String> SIMULATED =
      ImmutableSet.of(
          "cluster",
          "taskDefinition",
          "count",
          "launchType",
          "group",
          "startedBy",
          "placementConstraints",
          "placementStrategy",
          "networkConfiguration",
          "containerInstances");

  /** Returns one task in the default cluster, on EC2. */
  public static RunTask of(String taskDefinition) {
    return new RunTask(
        "default",
        taskDefinition,
        1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        Document.empty());
  }

  /** Returns this run in another cluster. */
  public RunTask withCluster(String nameOrArn) {
    return changed(draft -> draft.cluster = nameOrArn);
  }

  public RunTask withCount(int tasks) {
    return changed(draft -> draft.count = tasks);
  }

  public RunTask withLaunchType(LaunchType type) {
    return changed(draft -> draft.launchType = Optional.of(type));
  }

  public RunTask withGroup(String name) {
    return changed(draft -> draft.group = Optional.of(name));
  }

  public RunTask withStartedBy(String name) {
    return changed(draft -> draft.startedBy = Optional.of(name));
  }

  public RunTask withPlacementConstraints(PlacementConstraint... constraints) {
    return changed(draft -> draft.placementConstraints = ImmutableList.copyOf(constraints));
  }

  public RunTask withPlacementStrategy(PlacementStrategy... strategies) {
    return changed(draft -> draft.placementStrategy = ImmutableList.copyOf(strategies));
  }

  /** Returns this run in these subnets, as tasks of network mode awsvpc need it. */
  public RunTask inSubnets(String... names) {
    return changed(draft -> draft.subnets = ImmutableList.copyOf(names));
  }

  /** Returns this run with one task on each of these instances: a {@code StartTask}. */
  public RunTask onInstances(String... idsOrArns) {
    return changed(
        draft -> {
          draft.containerInstances = ImmutableList.copyOf(idsOrArns);
          draft.count = idsOrArns.length;
        });
  }

  /** Returns this run with members of the API that are kept without being simulated. */
  public RunTask withOther(Document members) {
    return changed(draft -> draft.document = document.with(members));
  }

  /** Returns the request that asks for it: a StartTask if it names instances. */
  public Document toDocument() {
    Document.Builder own =
        Document.builder()
            .put("cluster", cluster)
            .put("group", group)
            .put("networkConfiguration", Network.configuration(subnets, document))
            .put("startedBy", startedBy)
            .put("taskDefinition", taskDefinition);
    if (containerInstances.isEmpty()) {
      own.put("count", count)
          .put("launchType", launchType.filter(it -> !hasStrategy()).map(LaunchType::name))
          .put(
              "placementConstraints",
              Lists.transform(placementConstraints, PlacementConstraint::toDocument))
          .put(
              "placementStrategy",
              Lists.transform(placementStrategy, PlacementStrategy::toDocument));
    } else {
      own.put("containerInstances", containerInstances);
    }
    return Extras.behind(own.build(), document, SIMULATED);
  }

  /** A launch type that only follows from the capacity provider strategy was never asked for. */
  private boolean hasStrategy() {
    return !document.list("capacityProviderStrategy").isEmpty();
  }

  @Override
  public String toString() {
    return toDocument().toString();
  }

  private RunTask changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.finished();
  }

  /** A run in the making. */
  private static final class Draft {
    private String cluster;
    private final String taskDefinition;
    private int count;
    private Optional<LaunchType> launchType;
    private Optional<String> group;
    private Optional<String> startedBy;
    private ImmutableList<PlacementConstraint> placementConstraints;
    private ImmutableList<PlacementStrategy> placementStrategy;
    private ImmutableList<String> subnets;
    private ImmutableList<String> containerInstances;
    private Document document;

    Draft(RunTask from) {
      cluster = from.cluster;
      taskDefinition = from.taskDefinition;
      count = from.count;
      launchType = from.launchType;
      group = from.group;
      startedBy = from.startedBy;
      placementConstraints = from.placementConstraints;
      placementStrategy = from.placementStrategy;
      subnets = from.subnets;
      containerInstances = from.containerInstances;
      document = from.document;
    }

    RunTask finished() {
      return new RunTask(
          cluster,
          taskDefinition,
          count,
          launchType,
          group,
          startedBy,
          placementConstraints,
          placementStrategy,
          subnets,
          containerInstances,
          document);
    }
  }
}
