package dev.steadystate.testkit.law;

import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.spi.ServiceView;

/** How unhealthy tasks are replaced (SS-31 to SS-38, DEP-58 to DEP-62). */
final class ReplacementLaws {
  static final Law STARTS =
      EntryCheck.ofTasks(
          "only an unhealthy task that has none gets a replacement (SS-33)",
          ReplacementLaws::unneeded,
          EntryKind.TASK_STARTED);

  static final Law STOPS =
      EntryCheck.ofTasks(
          "an unhealthy task stops when its replacement is healthy, or there can be none"
              + " (SS-32, SS-36, SS-37, DEP-61)",
          ReplacementLaws::tooSoon,
          EntryKind.TASK_STOPPING);

  static final Law PAIRS =
      TickCheck.law(
          "of an unhealthy task and its replacement one goes as soon as either is healthy or both"
              + " are unhealthy (SS-35, SS-36)",
          Situation.ILL,
          ReplacementLaws::unsettled);

  static final Law NEVER_HEALTHY =
      TickCheck.law(
          "a new task that was never healthy stops in the round that finds it unhealthy (DEP-61)",
          Situation.ILL,
          ReplacementLaws::lingering);

  static final Law REPLACED =
      TickCheck.law(
          "an unhealthy task has a replacement as soon as there is room, and stops if there never"
              + " will be (SS-33, SS-37)",
          Situation.ILL,
          ReplacementLaws::unreplaced);

  static final Law LONGEST_FIRST =
      TickCheck.law(
          "of several unhealthy tasks those get a replacement first that have been unhealthy for"
              + " longest (SS-38)",
          Situation.ILL,
          ReplacementLaws::outOfTurn);

  static final Law PARTED =
      TickCheck.law(
          "a task that recovered and its replacement are a pair no longer when nothing is too many"
              + " (SS-39)",
          Situation.ILL,
          ReplacementLaws::stillPaired);

  private ReplacementLaws() {}

  private static String unneeded(Facts facts, KnownTask task) {
    KnownDeployment deployment = task.deployment;
    if (deployment == null || !task.why.isReplacement() || !isReplica(facts, task)) {
      return "";
    }
    facts.settle(deployment.service);
    int covered = 0;
    for (KnownTask other : deployment.service.replacements) {
      KnownTask old = other.replaces;
      boolean covers = old != null && old.unhealthy && !other.unhealthy;
      covered += covers && other.deployment == deployment && !goes(other) ? 1 : 0;
    }
    return covered < deployment.unhealthy
        ? ""
        : task
            + " replaces an unhealthy task, but there are "
            + deployment.unhealthy
            + " and as many have a replacement";
  }

  /** The first round of a deployment stops old tasks that were not RUNNING yet (DEP-45). */
  private static boolean goes(KnownTask task) {
    KnownDeployment primary = task.service == null ? null : task.service.primary;
    return primary != null
        && primary != task.deployment
        && !primary.begun
        && (task.isStarting() || task.isUnjudged());
  }

  private static boolean isReplica(Facts facts, KnownTask task) {
    return task.service != null && Headcount.isReplica(facts.wanted(task.service));
  }

  private static String tooSoon(Facts facts, KnownTask task) {
    KnownService service = task.service;
    if (service == null || !task.stopsAsUnhealthy()) {
      return "";
    }
    if (!task.unhealthyWhenTold) {
      return task + " was stopped as unhealthy, but is not";
    }
    if (!isReplica(facts, task) || isNeverHealthy(task)) {
      return "";
    }
    KnownTask other = task.otherWhenTold;
    if (other == null) {
      return withoutRoom(facts, service, task);
    }
    if (other.unhealthy) {
      return isLongerUnhealthy(other, task)
          ? task + " was stopped, but " + other + " has been unhealthy for longer"
          : "";
    }
    return other.healthy ? "" : task + " was stopped before " + other + " was healthy";
  }

  private static boolean isNeverHealthy(KnownTask task) {
    KnownDeployment deployment = task.deployment;
    return deployment != null
        && deployment == deployment.service.primary
        && deployment.rollout == RolloutState.IN_PROGRESS
        && !task.everHealthy;
  }

  /** Longest unhealthy first, then by launch (SS-38). */
  private static boolean isLongerUnhealthy(KnownTask one, KnownTask other) {
    return one.unhealthySince < other.unhealthySince;
  }

  private static String withoutRoom(Facts facts, KnownService service, KnownTask task) {
    int room = facts.wanted(service).upperBound() - Headcount.occupying(facts, service);
    if (room > 0) {
      return task + " was stopped without a replacement, with room for " + room;
    }
    if (service.live > facts.wanted(service).desiredCount()) {
      return ""; // Scale-in takes others in the same round, but not who is protected.
    }
    for (KnownTask other : service.tasks) {
      if (!other.told
          && other.deployment == task.deployment
          && other.unhealthy
          && !other.isPaired()
          && isLongerUnhealthy(other, task)) {
        return task + " was stopped, but " + other + " has been unhealthy for longer";
      }
    }
    return "";
  }

  private static String unsettled(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    for (KnownTask replacement : service.replacements) {
      KnownTask old = replacement.replaces;
      if (old == null) {
        continue;
      }
      if (old.deployment != replacement.deployment) {
        return replacement + " is of another revision than " + old + ", which it replaces";
      }
      if (old.unhealthy && replacement.unhealthy) {
        return "both " + old + " and " + replacement + ", which replaces it, are unhealthy";
      }
      if (old.unhealthy && replacement.healthy) {
        return old + " is unhealthy and stays, although " + replacement + " is healthy";
      }
      if (old.healthy && replacement.unhealthy) {
        return replacement + " is unhealthy and stays, although " + old + " has recovered";
      }
    }
    return "";
  }

  private static String lingering(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    if (primary.rollout == RolloutState.IN_PROGRESS && primary.unhealthy > 0) {
      for (KnownTask task : service.tasks) {
        if (task.deployment == primary && task.unhealthy && !task.everHealthy) {
          return task + " was never healthy, is unhealthy, and stays";
        }
      }
    }
    return "";
  }

  private static String unreplaced(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    if (service.rebalancing || primary.unhealthy == 0 || !facts.launches().mayLaunch(primary)) {
      return "";
    }
    int surplus = Headcount.of(facts, primary).staying() - wanted.desiredCount();
    int alone = -Math.max(0, surplus);
    int uncovered = Math.max(0, -surplus);
    for (KnownTask task : service.tasks) {
      // Draining stops a replacement after health was looked at, so the next follows a tick later.
      boolean lost = task.lostReplacementIn == facts.moment().turn();
      boolean counts = task.deployment == primary && task.unhealthy && !lost;
      if (counts && task.replacedBy == null) {
        // Others may have taken the place of one that drains: it leaves anyway (SS-105).
        alone += !task.isDraining() || uncovered-- > 0 ? 1 : 0;
      }
    }
    if (alone <= 0) {
      return "";
    }
    int room = Headcount.room(facts, service);
    if (room > 0) {
      return alone + " unhealthy tasks have no replacement, with room for " + room;
    }
    return mayNoneCome(facts, service, primary, wanted)
        ? alone + " unhealthy tasks stay, though there is no room for a replacement"
        : "";
  }

  /** Returns whether nothing moves that could make room for a replacement (SS-37). */
  private static boolean mayNoneCome(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    boolean gaps =
        primary.rollout == RolloutState.COMPLETED
            && Headcount.of(facts, primary).missing(wanted.desiredCount()) > 0;
    if (gaps || service.actedIn == facts.moment().turn() || service.occupying > service.live) {
      return false;
    }
    for (KnownTask task : service.tasks) {
      if (task.isStarting() || task.isUnjudged()) {
        return false;
      }
    }
    return true;
  }

  private static String outOfTurn(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    for (KnownTask replacement : service.replacements) {
      KnownTask replaced = replacement.replaces;
      if (replaced == null
          || replacement.createdAt < facts.moment().now()
          || replaced.isDraining()) {
        continue;
      }
      for (KnownTask waiting : service.tasks) {
        if (waiting.deployment == replaced.deployment
            && waiting.unhealthy
            && !waiting.isPaired()
            && !waiting.isDraining()
            && waiting.lostReplacementIn != facts.moment().turn()
            && isLongerUnhealthy(waiting, replaced)) {
          return replaced
              + " gets a replacement before "
              + waiting
              + ", which is unhealthy for longer";
        }
      }
    }
    return "";
  }

  private static String stillPaired(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    if (service.actedIn == facts.moment().turn()) {
      return "";
    }
    Headcount head = Headcount.of(facts, primary);
    int desired = wanted.desiredCount();
    return head.recovered() > 0 && head.staying() <= desired
        ? head + " of " + desired + " wanted, and who recovered is still in a pair"
        : "";
  }
}
