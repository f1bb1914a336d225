package dev.steadystate.testkit.law;

import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.EarlySuccessCriteria;
import dev.steadystate.core.model.EarlySuccessCriteria.Cleanup;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.spi.ServiceView;

/** When deployments complete: not before they are done, and not later (DEP-70, 74, 108 to 110). */
final class CompletionLaws {
  static final Law COMPLETION =
      EntryCheck.law(
          "a deployment completes with all its tasks healthy and no others, or with enough where"
              + " enough will do, and after its bake time (DEP-70, 74, 108)",
          CompletionLaws::completedEarly,
          EntryKind.DEPLOYMENT);

  static final Law COMPLETED =
      TickCheck.law(
          "a deployment completes at the tick that finds it done (DEP-70, 74, 108)",
          Situation.UNDER_WAY,
          CompletionLaws::unfinished);

  private CompletionLaws() {}

  private static String completedEarly(Facts facts, JournalEntry entry) {
    KnownService service = facts.service(entry);
    if (!entry.text().equals("completed") || service == null || service.primary == null) {
      return "";
    }
    KnownDeployment deployment = service.primary;
    if (!deployment.id.equals(entry.subject().name())) {
      return entry.subject().name() + " completed, but the primary is " + deployment;
    }
    ServiceView wanted = facts.wanted(service);
    if (facts.moment().isOnGrid()
        && AlarmLaws.isWatched(wanted, deployment)
        && facts.moment().now() - deployment.mayBakeFrom < bakeTime(wanted)) {
      return deployment + " completed before it had baked for " + bakeTime(wanted) / 1000 + " s";
    }
    facts.settle(service);
    if (isEarlyAllowed(wanted)) {
      return withTooFew(service, deployment, wanted);
    }
    for (KnownTask task : service.tasks) {
      if (task.deployment != deployment) {
        return deployment + " completed while " + task + " was " + task.status;
      }
    }
    // On a DRAINING instance a daemon task stays, wanted no more, until all others are gone.
    boolean tooMany =
        service.healthy > wanted.desiredCount()
            && wanted.schedulingStrategy() == SchedulingStrategy.REPLICA;
    return service.healthy < wanted.desiredCount() || tooMany
        ? deployment
            + " completed with "
            + service.healthy
            + " healthy tasks of "
            + wanted.desiredCount()
        : "";
  }

  private static String withTooFew(
      KnownService service, KnownDeployment deployment, ServiceView wanted) {
    int healthy = healthy(service, deployment);
    int enough = enough(wanted);
    if (healthy < enough) {
      return deployment
          + " completed with "
          + healthy
          + " healthy tasks, "
          + enough
          + " are enough";
    }
    return waitsForSources(wanted) && !service.othersAreGone()
        ? deployment + " completed before old tasks were gone"
        : "";
  }

  private static String unfinished(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    boolean watched = AlarmLaws.isWatched(wanted, primary);
    long now = facts.moment().now();
    if (watched && mayBeDone(facts, service, primary, wanted)) {
      primary.mayBakeFrom = Math.min(primary.mayBakeFrom, now);
    }
    if (!Headcount.isReplica(wanted) || !isDone(facts, service, primary, wanted)) {
      return "";
    }
    primary.bakesFrom = Math.min(primary.bakesFrom, now);
    return watched && now - primary.bakesFrom < bakeTime(wanted)
        ? ""
        : primary + " has all it wants, " + primary.live + " tasks, and does not complete";
  }

  /** What stops in this very tick was there when it was asked whether all is done. */
  private static boolean mayBeDone(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    int gone = 0;
    for (KnownTask task : facts.moment().told) {
      gone += task.deployment == primary && task.healthyWhenTold ? 1 : 0;
    }
    int healthy = healthy(service, primary) + gone;
    return isEarlyAllowed(wanted)
        ? healthy >= enough(wanted)
        : healthy >= wanted.desiredCount() && service.othersAreGone();
  }

  /**
   * A tick that stopped something looked before it did so: what stops still occupies (DEP-44). One
   * that rolled back looks whether enough are healthy in the next.
   */
  private static boolean isDone(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    if (service.actedIn == facts.moment().turn() || !primary.begun) {
      return false;
    }
    boolean enough =
        isEarlyAllowed(wanted)
            && healthyStaying(service, primary) >= enough(wanted)
            && (service.othersAreGone() || !waitsForSources(wanted));
    return enough
        || (service.othersAreGone()
            && primary.live == wanted.desiredCount()
            && service.healthy == primary.live
            && !facts.anyDraining(service));
  }

  // Enough.

  private static boolean isEarlyAllowed(ServiceView wanted) {
    return wanted.configuration().earlySuccess().enable() && wanted.desiredCount() > 0;
  }

  private static boolean waitsForSources(ServiceView wanted) {
    return wanted.configuration().earlySuccess().cleanup() == Cleanup.BLOCKING;
  }

  private static int enough(ServiceView wanted) {
    EarlySuccessCriteria criteria = wanted.configuration().earlySuccess();
    long share = (long) wanted.desiredCount() * criteria.healthyPercent();
    return (int) Math.max(1, (share + 99) / 100);
  }

  private static int healthy(KnownService service, KnownDeployment deployment) {
    int healthy = 0;
    for (KnownTask task : service.tasks) {
      healthy += task.deployment == deployment && task.healthy ? 1 : 0;
    }
    return healthy;
  }

  static int healthyStaying(KnownService service, KnownDeployment deployment) {
    int healthy = 0;
    for (KnownTask task : service.tasks) {
      healthy += task.deployment == deployment && task.healthy && !task.isDraining() ? 1 : 0;
    }
    return healthy;
  }

  // Bake time.

  static long bakeTime(ServiceView wanted) {
    int minutes = wanted.configuration().bakeTimeInMinutes();
    return minutes > 0 ? minutes * 60_000L : wanted.alarmBakeTime();
  }
}
