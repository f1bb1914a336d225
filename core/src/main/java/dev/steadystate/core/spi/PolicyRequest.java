package dev.steadystate.core.spi;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;
import org.jspecify.annotations.Nullable;

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
    boolean regexFind) {

  // Written out: to make those of a record takes a fresh JVM many milliseconds at the first call,
  // and the first simulation calls these.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PolicyRequest request
        && forService == request.forService
        && daemon == request.daemon
        && launchType == request.launchType
        && regexFind == request.regexFind
        && fromTaskDefinition.equals(request.fromTaskDefinition)
        && constraints.equals(request.constraints)
        && strategies.equals(request.strategies);
  }

  @Override
  public int hashCode() {
    int hash = (forService ? 1 : 0) + (daemon ? 2 : 0) + (regexFind ? 4 : 0);
    hash = 31 * hash + launchType.ordinal();
    hash = 31 * hash + fromTaskDefinition.hashCode();
    hash = 31 * hash + constraints.hashCode();
    return 31 * hash + strategies.hashCode();
  }
}
