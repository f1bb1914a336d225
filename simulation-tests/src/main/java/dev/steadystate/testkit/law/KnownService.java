package dev.steadystate.testkit.law;

import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.view.ServiceCounts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A service as the journal tells of it: its deployments and its headcounts. */
final class KnownService {
  final int index;
  final String cluster;
  final String name;

  /** The group of its tasks (PL-48). */
  final String group;

  final List<KnownDeployment> deployments = new ArrayList<>(2);
  @Nullable KnownDeployment primary;

  /** Tasks that are not STOPPED, by launch. */
  final Roster tasks = Roster.ofService();

  /** Tasks that are healthy once they have run long enough, in order of their start. */
  final ArrayDeque<KnownTask> settling = new ArrayDeque<>();

  /** Tasks whose grace period hides that they are unhealthy (SS-44). */
  final List<KnownTask> inGrace = new ArrayList<>(0);

  /** Live tasks that replace an unhealthy one which is live still, by launch. */
  final List<KnownTask> replacements = new ArrayList<>(0);

  /** What it launched in the latest minute, stopped or not (SS-140). */
  final ArrayDeque<KnownTask> launched = new ArrayDeque<>();

  int launches;
  int completions;
  int running;
  int pending;
  int live;
  int occupying;
  int healthy;
  int unhealthy;
  int leavingForReplacement;

  /** Whether tasks of crowded zones are being moved. */
  boolean rebalancing;

  /** Whether a task that was to move found no place (PL-88). */
  boolean refusedInZone;

  /** Its alarms that were in ALARM since its last pass, while its primary had run (DEP-107). */
  final Set<String> alarmed = new LinkedHashSet<>(0);

  // What came in which turn.

  long actedIn = KnownTask.NEVER;
  long hinderedIn = KnownTask.NEVER;
  long spokeIn = KnownTask.NEVER;
  long saysSteadyIn = KnownTask.NEVER;

  /** Whether anything came of it or was asked of it in this turn. */
  long stirredIn = KnownTask.NEVER;

  /** Whether laws about ticks look at it, and when they do again if it sleeps. */
  boolean awake;

  long wakesAt = Long.MAX_VALUE;

  // Steady state as the journal tells of it.

  boolean wasSteady;
  boolean askedAgain;
  long lastSteadyAt = KnownTask.NEVER;

  boolean gone;

  /** Whether another service has taken its name. */
  boolean forgotten;

  long events;
  long lastEventAt;
  long eventBeforeAt;

  /** When it said last that bounds or protection block it (EV-21, EV-40). */
  long blockedAt = KnownTask.NEVER;

  /** The turn in which it said that bounds do (EV-21). */
  long saysBlockedIn = KnownTask.NEVER;

  /** When a container of it was restarted in its task. */
  long restartedAt = KnownTask.NEVER;

  // What calls have left it, as the engine shows it.

  @Nullable ServiceView view;
  @Nullable ServiceCounts counts;

  @Nullable Service definition;

  /** What it was before the latest update, if anybody had asked. */
  @Nullable Service beforeUpdate;

  KnownService(int index, String cluster, String name) {
    this.index = index;
    this.cluster = cluster;
    this.name = name;
    this.group = "service:" + name;
  }

  /** Returns whether it is there, by the latest news of its name. */
  boolean isThere() {
    return !gone && !forgotten;
  }

  /** Returns the deployment of this number: the latest are asked for most. */
  @Nullable KnownDeployment deployment(int ordinal) {
    for (int i = deployments.size() - 1; i >= 0; i--) {
      if (deployments.get(i).ordinal == ordinal) {
        return deployments.get(i);
      }
    }
    return null;
  }

  /** Returns whether every live task is of the primary deployment. */
  boolean hasOnlyPrimary() {
    return primary != null && primary.live == live;
  }

  /** Returns whether no task of another deployment is left at all. */
  boolean othersAreGone() {
    return primary != null && primary.notStopped == tasks.size();
  }

  /** Counts a task that takes on this status, or leaves it (TK-110, TK-111). */
  void count(LastStatus status, int sign) {
    running += status == LastStatus.RUNNING ? sign : 0;
    pending += status.compareTo(LastStatus.RUNNING) < 0 ? sign : 0;
  }

  @Override
  public String toString() {
    return name;
  }
}
