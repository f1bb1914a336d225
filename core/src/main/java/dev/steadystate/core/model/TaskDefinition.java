package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.document.Document;
import java.util.OptionalInt;

/**
 * What a task is made of, as {@code RegisterTaskDefinition} takes it.
 *
 * @param cpu task-level units, if set
 * @param memory task-level MiB, if set
 * @param requiredAttributes attributes an instance must carry (PL-21)
 * @param document everything as it was given, also what is not simulated
 */
public record TaskDefinition(
    String family,
    NetworkMode networkMode,
    OptionalInt cpu,
    OptionalInt memory,
    ImmutableList<ContainerDefinition> containers,
    ImmutableList<PlacementConstraint> placementConstraints,
    ImmutableList<Attribute> requiredAttributes,
    ImmutableSet<String> requiresCompatibilities,
    Document document) {}
