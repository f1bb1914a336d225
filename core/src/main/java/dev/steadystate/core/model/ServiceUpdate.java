package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code UpdateService} changes; what is absent stays as it is.
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
    Optional<ImmutableList<String>> targetGroups,
    Document document) {}
