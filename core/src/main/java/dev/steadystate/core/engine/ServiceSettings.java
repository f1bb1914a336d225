package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.Service;

/**
 * What a deployment keeps of its service: the properties whose change starts a new one (DEP-2).
 *
 * @param service the service as it was meant to be when the deployment began
 */
public record ServiceSettings(
    String taskDefinition,
    LaunchType launchType,
    ImmutableList<String> subnets,
    ImmutableList<String> targetGroups,
    Service service) {}
