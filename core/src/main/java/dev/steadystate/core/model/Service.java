package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a service should be, as {@code CreateService} takes it.
 *
 * @param cluster name or ARN of the cluster
 * @param taskDefinition family, {@code family:revision} or ARN
 * @param launchType where its tasks run; absent means EC2
 * @param zoneRebalancing absent means ENABLED where the service is eligible (PL-80)
 * @param targetGroups ARNs of the target groups of its load balancers
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
    ImmutableList<String> targetGroups,
    String deploymentController,
    Document document) {}
