package dev.steadystate.core.spi;

import com.google.common.collect.ImmutableList;

/**
 * Tasks among which victims may be chosen: those of these deployments in this condition.
 *
 * @param zone only those in this zone, or the empty text for any
 */
public record Candidates(
    ImmutableList<DeploymentView> deployments, Condition condition, String zone) {
  public static Candidates of(DeploymentView deployment, Condition condition) {
    return new Candidates(ImmutableList.of(deployment), condition, "");
  }
}
