package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.journal.EntryKind;

/** Who goes first. */
final class OrderLaws {
  static final Law SCALE_IN =
      Law.watching("scale-in takes the least useful tasks first (SS-64)", ScaleIn::new);

  static final Law SPARED =
      EntryCheck.ofTasks(
          "scale-in and deployments leave protected tasks alone (SS-61, SS-62)",
          OrderLaws::notSpared,
          EntryKind.TASK_STOPPING);

  private OrderLaws() {}

  private static String notSpared(Facts facts, KnownTask task) {
    return task.byScheduler
            && !task.stopsAsUnhealthy()
            && !task.stopWhy.isMisplaced()
            && Facts.isProtected(task)
            && task.service != null
            && facts.isActive(task.service)
        ? task + " is protected and was told to stop: " + task.stopWhy
        : "";
  }

  private record ScaleIn(Facts facts) implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of();
    }

    @Override
    public String instant(long at) {
      // Of a pair both go, in the place of the one that is unhealthy.
      for (KnownTask stopped : facts.moment().told) {
        if (stopped.service != null
            && stopped.rankWhenTold > 0
            && stopped.stopWhy.isScaleIn()
            && stopped.otherWhenTold == null
            && stopped.partedIn != facts.moment().turn()) {
          String wrong = lessUseful(stopped.service, stopped, at);
          if (!wrong.isEmpty()) {
            return wrong;
          }
        }
      }
      return "";
    }

    private String lessUseful(KnownService service, KnownTask stopped, long at) {
      for (KnownTask stays : service.tasks) {
        if (!stays.told
            && stays.deployment == stopped.deployment
            && !stays.isDraining()
            && !stays.isPaired()
            && stays.createdAt < at
            && stays.rank() < stopped.rankWhenTold
            && !Facts.isProtected(stays)) {
          return stopped + " was stopped before " + stays;
        }
      }
      return "";
    }
  }
}
