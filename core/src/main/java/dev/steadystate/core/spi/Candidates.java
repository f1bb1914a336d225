package dev.steadystate.core.spi;

import com.google.common.collect.ImmutableList;

/**
 * Tasks among which victims may be chosen: those of these deployments in this condition.
 *
 * @param zone only those in this zone, or the empty text for any
 * @param ignoresGrace with UNHEALTHY, also SETTLING tasks whose {@link TaskView#unhealthySince()}
 *     is known: their grace period does not spare them (SS-46, SS-64)
 * @param sparesReplacements leaves out both tasks of a replacement while one of them is UNHEALTHY:
 *     they belong to SS-32
 * @param sparesDraining leaves out tasks on DRAINING instances: they belong to SS-105 or SS-25
 */
public record Candidates(
    ImmutableList<DeploymentView> deployments,
    Condition condition,
    String zone,
    boolean ignoresGrace,
    boolean sparesReplacements,
    boolean sparesDraining) {

  public Candidates(ImmutableList<DeploymentView> deployments, Condition condition, String zone) {
    this(deployments, condition, zone, false, false, false);
  }

  public static Candidates of(DeploymentView deployment, Condition condition) {
    return new Candidates(ImmutableList.of(deployment), condition, "");
  }

  public static Candidates of(Iterable<? extends DeploymentView> deployments, Condition condition) {
    return new Candidates(ImmutableList.copyOf(deployments), condition, "");
  }

  public Candidates ignoringGrace() {
    return new Candidates(deployments, condition, zone, true, sparesReplacements, sparesDraining);
  }

  public Candidates sparingReplacements() {
    return new Candidates(deployments, condition, zone, ignoresGrace, true, sparesDraining);
  }

  public Candidates sparingDraining() {
    return new Candidates(deployments, condition, zone, ignoresGrace, sparesReplacements, true);
  }
}
