package dev.steadystate.testkit.law;

import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.spi.ServiceView;

/**
 * The live tasks of a deployment, told apart by whether they will stay once all replacing is done.
 *
 * @param draining those on DRAINING instances
 * @param replaced replacements that stand for one with the unhealthy task they replace, which is
 *     not on a DRAINING instance
 * @param recovered replacements whose task has recovered, and which is not on one either
 */
record Headcount(int live, int draining, int replaced, int recovered) {
  static Headcount of(Facts facts, KnownDeployment deployment) {
    int draining = 0;
    int replaced = 0;
    int recovered = 0;
    if (facts.anyDraining(deployment.service)) {
      for (KnownTask task : deployment.service.tasks) {
        draining += task.deployment == deployment && !task.told && task.isDraining() ? 1 : 0;
      }
    }
    if (!deployment.service.replacements.isEmpty()) {
      for (KnownTask task : deployment.service.replacements) {
        KnownTask old = task.replaces;
        if (task.deployment == deployment && old != null && !old.isDraining()) {
          replaced += task.isInOpenPair() ? 1 : 0;
          recovered += task.isInOpenPair() ? 0 : 1;
        }
      }
    }
    return new Headcount(deployment.live, draining, replaced, recovered);
  }

  int staying() {
    return live - draining - replaced;
  }

  /** Returns how many are missing although nothing drains (SS-9). */
  int missing(int desired) {
    return Math.max(0, desired - (live - replaced));
  }

  /**
   * Returns whether some are too many now: what a recovery left stays until all are healthy, what
   * scaling left goes at once (SS-39).
   */
  boolean isTooMuch(KnownService service, int desired) {
    return staying() - desired > (service.healthy < service.live ? recovered : 0);
  }

  // Of whole services.

  static boolean isReplica(ServiceView service) {
    return service.status() == ServiceStatus.ACTIVE
        && service.schedulingStrategy() == SchedulingStrategy.REPLICA;
  }

  /** The ceiling counts tasks that leave only where the parameter says so (SS-5). */
  static int occupying(Facts facts, KnownService service) {
    return facts.simulation().parameters().maxPercentCountsStopping()
        ? service.occupying
        : service.live;
  }

  /**
   * Returns how many tasks the ceiling left room for at the end of this tick: what was stopped in
   * it still occupies, however soon it is gone (DEP-44).
   */
  static int room(Facts facts, KnownService service) {
    return facts.wanted(service).upperBound()
        - occupying(facts, service)
        - leftInThisTick(facts, service);
  }

  /** Returns how many tasks the scheduler stopped in this tick that are gone already. */
  static int leftInThisTick(Facts facts, KnownService service) {
    int left = 0;
    for (KnownTask task : facts.moment().told) {
      left += task.service == service && task.byScheduler && !task.isOccupying() ? 1 : 0;
    }
    return left;
  }
}
