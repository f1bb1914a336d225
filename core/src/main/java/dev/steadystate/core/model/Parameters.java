package dev.steadystate.core.model;

/**
 * Everything that AWS leaves open, named, with the default of the specification. All times in
 * milliseconds of simulated time.
 *
 * @param reconcileInterval between passes of the scheduler; 0 is a pass at every change (SS-1,
 *     SS-12)
 * @param retryInterval between attempts put off to the next pass when the interval is 0 (SS-12)
 * @param stages how long each stage of a task takes unless its fate says otherwise
 * @param noHealthCheckSettle RUNNING this long counts as healthy where there is no check (SS-6)
 * @param loadBalancerEventsLate whether load balancer events come one tick late (EG-11)
 * @param throttle the launch throttle (SS-81)
 * @param wakeOnCapacityChange whether new capacity ends the waiting of a throttle (SS-89)
 * @param stoppedTaskRetention how long a stopped task stays visible (TK-15)
 * @param pendingTimeout when a task that waits for its containers is given up (TK-48)
 * @param maxPercentCountsStopping whether leaving tasks count against the ceiling (SS-5)
 * @param optimisticRelease whether a stopping task frees its place for scheduling at once (PL-19)
 * @param regexFind whether query expressions match parts of a value (CQ-14)
 * @param refuseBlockingPercentages whether 100/100 is refused (DEP-41)
 * @param refuseUnknownAlarms whether deployments may only be watched by known alarms (DEP-104)
 * @param enforceQuotas whether counts and launch rates are limited (SS-140)
 * @param launchesPerMinute the launch rate of one service
 */
public record Parameters(
    long reconcileInterval,
    long retryInterval,
    Stages stages,
    long noHealthCheckSettle,
    boolean loadBalancerEventsLate,
    Throttle throttle,
    boolean wakeOnCapacityChange,
    long stoppedTaskRetention,
    long pendingTimeout,
    boolean maxPercentCountsStopping,
    boolean optimisticRelease,
    boolean regexFind,
    boolean refuseBlockingPercentages,
    boolean refuseUnknownAlarms,
    boolean enforceQuotas,
    int launchesPerMinute) {

  private static final long SECOND = 1000;
  private static final long HOUR = 3600 * SECOND;
  private static final Parameters OBSERVED =
      new Parameters(
          10 * SECOND,
          SECOND,
          new Stages(5 * SECOND, 8 * SECOND, 5 * SECOND, 2 * SECOND, 20 * SECOND),
          40 * SECOND,
          true,
          new Throttle(2, 10 * SECOND, 2000, 1620 * SECOND),
          false,
          HOUR,
          3 * HOUR,
          true,
          true,
          false,
          true,
          false,
          true,
          500);

  /** Returns the defaults of the specification, with the delays seen at AWS (SS-11). */
  public static Parameters observed() {
    return OBSERVED;
  }

  /** Returns the same without any latency: all that can happen happens at once (SS-11). */
  public static Parameters prompt() {
    return new Parameters(
        0,
        OBSERVED.retryInterval,
        new Stages(0, 0, 0, 0, 0),
        0,
        false,
        OBSERVED.throttle,
        OBSERVED.wakeOnCapacityChange,
        OBSERVED.stoppedTaskRetention,
        OBSERVED.pendingTimeout,
        OBSERVED.maxPercentCountsStopping,
        OBSERVED.optimisticRelease,
        OBSERVED.regexFind,
        OBSERVED.refuseBlockingPercentages,
        OBSERVED.refuseUnknownAlarms,
        OBSERVED.enforceQuotas,
        OBSERVED.launchesPerMinute);
  }

  /** Returns these with one changed, such as {@code with("throttle.baseDelay", "30s")}. */
  public Parameters with(String name, String value) {
    return ParameterNames.named(name).set(this, value);
  }

  /** How long the stages of a task take (file 1, A.2). */
  public record Stages(
      long provisioning, long pending, long pull, long activating, long deprovisioning) {}

  /**
   * The growing delay between launches that never reach RUNNING; 2000 thousandths double it
   * (SS-81).
   */
  public record Throttle(
      int freeFailures, long baseDelay, int multiplierThousandths, long maxDelay) {}
}
