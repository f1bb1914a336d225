package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.LaunchType;

/**
 * What a deployment keeps of its service: the properties whose change starts a new one (DEP-2).
 *
 * @param document the members of the request that start a deployment, simulated or not
 */
public record ServiceSettings(
    String taskDefinition,
    LaunchType launchType,
    ImmutableList<String> subnets,
    ImmutableList<String> targetGroups,
    Document document) {}
