package dev.steadystate.core.spi;

/** Why the scheduler tells a task to stop (file 1, C). */
public enum StopReason {
  /** Scale-in, a rollout, draining, surplus (TK-88). */
  SCALING,
  /** As SCALING, but what leaves is being replaced because its instance drains (SS-9). */
  DRAINING,
  /** The container health check failed (TK-89). */
  UNHEALTHY,
  /** Zone rebalancing (TK-91). */
  REBALANCING,
  /** A daemon task on an instance that no longer matches (SS-24). */
  DAEMON_CONSTRAINT
}
