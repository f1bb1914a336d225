package dev.steadystate.testkit.law;

import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.spi.ServiceView;

/** What a service is in after a tick: most laws about ticks have something to say in one alone. */
enum Situation {
  /** It is there. */
  ANY,
  /** It wants tasks, and some may be missing. */
  SHORT,
  /** More is live than wanted, and neither a deployment nor rebalancing is the reason. */
  SURPLUS,
  /** Its primary deployment is neither complete nor failed. */
  UNDER_WAY,
  /** Other deployments are listed, or have live tasks. */
  MIXED,
  /** It wants tasks, and one is unhealthy, or was and has a replacement. */
  ILL,
  /** It wants tasks, and has some on DRAINING instances. */
  DRAINING,
  /** Failures of its primary deployment are counted, or should be. */
  FAILING,
  /** It said in this tick that its bounds block it. */
  BLOCKED;

  private final int bit = 1 << ordinal();

  /** Returns the bits, by ordinal, of all that a service is in, whose health is of the present. */
  static int of(Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    boolean replica = Headcount.isReplica(wanted);
    boolean draining = replica && facts.anyDraining(service);
    boolean replacing = replica && !service.replacements.isEmpty();
    boolean atRest =
        primary.rollout == RolloutState.COMPLETED
            && service.hasOnlyPrimary()
            && !service.rebalancing;
    int desired = wanted.desiredCount();
    return ANY.bit
        | SHORT.bitIf(draining || replacing || (replica && primary.live < desired))
        | SURPLUS.bitIf(replica && atRest && service.live > desired)
        | UNDER_WAY.bitIf(primary.rollout == RolloutState.IN_PROGRESS)
        | MIXED.bitIf(wanted.deployments().size() > 1 || !service.hasOnlyPrimary())
        | ILL.bitIf(replacing || (replica && service.unhealthy > 0))
        | DRAINING.bitIf(draining)
        | FAILING.bitIf(primary.failures > 0 || primary.uncounted != 0)
        | BLOCKED.bitIf(service.saysBlockedIn == facts.moment().turn());
  }

  private int bitIf(boolean holds) {
    return holds ? bit : 0;
  }
}
