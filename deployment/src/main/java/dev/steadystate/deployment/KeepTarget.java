package dev.steadystate.deployment;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.TaskView;

/**
 * How many tasks the sources of a deployment keep, each its share (DEP-46, DEP-49).
 *
 * <p>Four wanted, 50 percent healthy, none of the new ones healthy yet: the sources keep two. With
 * two new ones healthy they keep none.
 */
final class KeepTarget {
  private static final ImmutableList<Condition> NOT_HEALTHY_YET =
      ImmutableList.of(Condition.STARTING, Condition.SETTLING);

  /** What is kept where the primary is alone: it has no share that could change. */
  private static final KeepTarget NOTHING = new KeepTarget(ImmutableList.of(), new int[0]);

  /** Every deployment but the primary, newest first. */
  private final ImmutableList<DeploymentView> sources;

  /** The share of each of them. */
  private final int[] shares;

  private KeepTarget(ImmutableList<DeploymentView> sources, int[] shares) {
    this.sources = sources;
    this.shares = shares;
  }

  /** Returns every deployment but the primary, newest first. */
  static ImmutableList<DeploymentView> sources(ServiceView service) {
    if (service.deployments().size() == 1) {
      return ImmutableList.of();
    }
    int primary = service.primary().ordinal();
    ImmutableList.Builder<DeploymentView> sources =
        ImmutableList.builderWithExpectedSize(service.deployments().size() - 1);
    for (DeploymentView deployment : service.deployments()) {
      if (deployment.ordinal() != primary) {
        sources.add(deployment);
      }
    }
    return sources.build();
  }

  /** Returns what the last round left: the shares as they are reported. */
  static KeepTarget current(ServiceView service) {
    ImmutableList<DeploymentView> sources = sources(service);
    if (sources.isEmpty()) {
      return NOTHING;
    }
    int[] shares = new int[sources.size()];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = sources.get(i).desiredCount();
    }
    return new KeepTarget(sources, shares);
  }

  /** Returns what this round makes of it (DEP-44 to DEP-46, DEP-60). */
  static KeepTarget next(ServiceView service) {
    Rollout rollout = Rollout.of(service.primary());
    KeepTarget keep = rollout.begun() ? current(service) : atFirst(service);
    keep.forgetLostTasks();
    int healthy = Headcount.of(service, service.primary()).healthyStaying();
    int needed = Math.max(0, service.lowerBound() - healthy);
    int before = rollout.begun() ? rollout.desiredCount() : service.primary().desiredCountAtStart();
    if (service.desiredCount() > before && !Daemons.isDaemon(service)) {
      keep.raiseTo(Math.min(service.desiredCount(), needed));
    }
    // DEP-98: what has failed takes nothing over, so its sources keep running.
    boolean failed = service.primary().rolloutState() == RolloutState.FAILED;
    keep.lowerTo(failed ? service.lowerBound() : needed);
    return keep;
  }

  /**
   * Begins with the tasks that were RUNNING when their deployment became a source. Who was lost
   * since then counts where it is replaced in kind.
   */
  private static KeepTarget atFirst(ServiceView service) {
    KeepTarget keep = current(service);
    for (int i = 0; i < keep.shares.length; i++) {
      DeploymentView source = keep.sources.get(i);
      int staying = source.live() - pending(service, source).size();
      keep.shares[i] =
          isReplacedInKind(source) ? Math.max(staying, source.runningWhenOvertaken()) : staying;
      for (Replacement pair : Replacement.of(service, source)) {
        boolean counted = pair.isOpen() && !isPending(service, pair.replacement());
        keep.shares[i] -= counted ? 1 : 0;
      }
    }
    return keep;
  }

  /** Returns the live tasks of this source that were not RUNNING yet when it became one. */
  private static ImmutableList<TaskView> pending(ServiceView service, DeploymentView source) {
    ImmutableList.Builder<TaskView> pending = ImmutableList.builder();
    for (Condition condition : NOT_HEALTHY_YET) {
      for (TaskView task : source.tasks(condition)) {
        if (isPending(service, task)) {
          pending.add(task);
        }
      }
    }
    return pending.build();
  }

  /**
   * Returns whether this source task was not RUNNING yet when its deployment became a source
   * (DEP-45). One that is healthy by now is kept like others, for the floor may need it; and so is
   * a replacement that this very pass has launched.
   */
  private static boolean isPending(ServiceView service, TaskView task) {
    return switch (task.condition()) {
      case STARTING -> task.replaces() == null || task.createdAt() < service.now();
      case SETTLING -> task.startedAt() > service.primary().startedAt();
      case UNHEALTHY, HEALTHY, LEAVING, GONE -> false;
    };
  }

  /** Returns those of them that the first round stops: protected ones stay (DEP-45, TRF-101). */
  static ImmutableList<TaskView> pendingToStop(ServiceView service, DeploymentView source) {
    if (Rollout.of(service.primary()).begun()) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<TaskView> stops = ImmutableList.builder();
    for (TaskView task : pending(service, source)) {
      if (!task.isProtected()) {
        stops.add(task);
      }
    }
    return stops.build();
  }

  /** Returns whether the first round stops this task. */
  static boolean isPendingToStop(ServiceView service, TaskView task) {
    DeploymentView primary = service.primary();
    return !Rollout.of(primary).begun()
        && task.deployment() != primary.ordinal()
        && !task.isProtected()
        && isPending(service, task);
  }

  /** A lost task of a deployment that never completed is not replaced (DEP-50 b). */
  private void forgetLostTasks() {
    for (int i = 0; i < shares.length; i++) {
      if (!isReplacedInKind(sources.get(i))) {
        shares[i] = Math.min(shares[i], sources.get(i).live());
      }
    }
  }

  /** Raises the share of the newest COMPLETED source: no other may launch (DEP-60). */
  private void raiseTo(int total) {
    for (int i = 0; i < shares.length; i++) {
      if (isReplacedInKind(sources.get(i))) {
        shares[i] += Math.max(0, total - total());
        return;
      }
    }
  }

  /** Takes from deployments that never completed, oldest first, then from COMPLETED ones. */
  private void lowerTo(int most) {
    int surplus = Math.max(0, total() - most);
    surplus = take(surplus, false);
    take(surplus, true);
  }

  private int take(int surplus, boolean fromCompleted) {
    int left = surplus;
    for (int i = shares.length - 1; i >= 0; i--) {
      if (sources.get(i).hasCompleted() == fromCompleted) {
        int taken = Math.min(left, shares[i]);
        shares[i] -= taken;
        left -= taken;
      }
    }
    return left;
  }

  /** Returns how many tasks all sources together keep. */
  int total() {
    int total = 0;
    for (int share : shares) {
      total += share;
    }
    return total;
  }

  ImmutableList<DeploymentView> sources() {
    return sources;
  }

  /**
   * Returns how many tasks each source lacks of its share; only COMPLETED ones are replaced in kind
   * (DEP-50 b), and together they never grow above the target.
   */
  int[] missing(ServiceView service) {
    int[] missing = new int[shares.length];
    int room = Math.max(0, total() - staying(service));
    for (int i = 0; i < shares.length; i++) {
      DeploymentView source = sources.get(i);
      if (isReplacedInKind(source)) {
        int lacking = shares[i] - (source.live() - Replacement.open(service, source));
        missing[i] = Math.min(room, Math.max(0, lacking));
        room -= missing[i];
      }
    }
    return missing;
  }

  /**
   * Returns the live source tasks that are not about to be replaced as unhealthy, without those
   * that the first round stops.
   */
  int staying(ServiceView service) {
    int staying = 0;
    for (DeploymentView source : sources) {
      staying += source.live() - pendingToStop(service, source).size();
      for (Replacement pair : Replacement.of(service, source)) {
        staying -= pair.isOpen() && !isPendingToStop(service, pair.replacement()) ? 1 : 0;
      }
    }
    return staying;
  }

  /** Reports the shares as desiredCount, where they differ (DEP-19). */
  void report(Actions actions) {
    for (int i = 0; i < shares.length; i++) {
      if (sources.get(i).desiredCount() != shares[i]) {
        actions.add(new Plan.Want(sources.get(i), shares[i]));
      }
    }
  }

  /**
   * Moves shares to where the tasks are, when which tasks stop was not for shares to say (DEP-48).
   */
  void settle(ServiceView service) {
    if (shares.length < 2) {
      return;
    }
    int[] missing = missing(service);
    int homeless = 0;
    for (int i = 0; i < shares.length; i++) {
      int fits = Math.min(shares[i], sources.get(i).live() + missing[i]);
      homeless += shares[i] - fits;
      shares[i] = fits;
    }
    homeless = give(service, homeless, true);
    give(service, homeless, false);
  }

  private int give(ServiceView service, int homeless, boolean toCompleted) {
    int left = homeless;
    for (int i = 0; i < shares.length; i++) {
      DeploymentView source = sources.get(i);
      if (source.hasCompleted() == toCompleted) {
        int spare = source.live() - Replacement.open(service, source) - shares[i];
        int given = Math.min(left, Math.max(0, spare));
        shares[i] += given;
        left -= given;
      }
    }
    return left;
  }

  /** Returns whether lost and unhealthy tasks of this source are replaced (DEP-62, DEP-64). */
  static boolean isReplacedInKind(DeploymentView source) {
    return source.rolloutState() == RolloutState.COMPLETED;
  }
}
