package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import java.util.Optional;

/**
 * Tasks to start outside any service, as {@code RunTask} and {@code StartTask} take them.
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
    Document document) {}
