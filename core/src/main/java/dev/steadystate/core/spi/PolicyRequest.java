package dev.steadystate.core.spi;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;

/**
 * What a policy is made of.
 *
 * @param forService false for RunTask, whose default strategy is another (PL-46, PL-47)
 * @param daemon whether the service is a DAEMON
 * @param fromTaskDefinition constraints of the task definition
 * @param constraints constraints of the service or run, in order, checked before the former
 * @param regexFind CQ-14
 */
public record PolicyRequest(
    boolean forService,
    boolean daemon,
    LaunchType launchType,
    ImmutableList<PlacementConstraint> fromTaskDefinition,
    ImmutableList<PlacementConstraint> constraints,
    ImmutableList<PlacementStrategy> strategies,
    boolean regexFind) {}
