package dev.steadystate.core.spi;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.ServiceStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A service as deciders see it at one sub-step of one pass. Reading it costs nothing. */
public interface ServiceView {
  /** Returns this instant in milliseconds since the epoch. */
  long now();

  String name();

  ServiceStatus status();

  SchedulingStrategy schedulingStrategy();

  /** Returns the latest desired count; for a daemon the number of matching instances (SS-22). */
  int desiredCount();

  DeploymentConfiguration configuration();

  Parameters parameters();

  /** Returns the deployments that are listed, newest PRIMARY first, then by age, newest first. */
  List<? extends DeploymentView> deployments();

  /** Returns the deployment being rolled out or kept. */
  DeploymentView primary();

  /** Returns the newest COMPLETED deployment other than the primary, listed or not (DEP-93). */
  Optional<? extends DeploymentView> rollbackCandidate();

  /** Returns what happened to its tasks since the last pass, in order. */
  ImmutableList<News> news();

  /** Returns live tasks on DRAINING instances, RUNNING or not, by launch number. */
  ImmutableList<? extends TaskView> draining();

  /** Returns live tasks under scale-in protection, by launch number. */
  ImmutableList<? extends TaskView> protectedTasks();

  /**
   * Returns live tasks that were started to replace an unhealthy task which is live still,
   * recovered or not, by launch number (SS-32).
   */
  ImmutableList<? extends TaskView> replacements();

  /** Returns live tasks in this zone. */
  int liveInZone(String zone);

  /** Returns the launch number of its latest task, 0 before the first. */
  int launched();

  /**
   * Returns how often room may have appeared in its cluster: an instance registered, became ACTIVE,
   * got its agent back or another attribute, a task was told to stop or stopped. A launch that was
   * refused is not worth repeating while this stays the same (PL-88).
   */
  long capacityChanges();

  /** Returns the tasks told to stop as unhealthy or draining that still occupy (SS-9). */
  int leavingForReplacement();

  /**
   * Returns the state of this CloudWatch alarm, absent when there is none of that name. One that
   * was in ALARM at any time since the last pass, while a task of the primary had run, is in ALARM
   * here (DEP-107).
   */
  Optional<AlarmState> alarm(String name);

  /** Returns the default bake time of the monitored alarms in milliseconds (DEP-109). */
  long alarmBakeTime();

  /** Returns whether anything was started or stopped in this pass so far. */
  boolean actedInThisPass();

  /** Returns whether the service was in steady state at the end of its last pass. */
  boolean wasSteady();

  /** Returns, for a daemon, its matching instances in order of registration (SS-22). */
  ImmutableList<DaemonSlot> daemonSlots();

  /**
   * Returns, for a daemon, live tasks on ACTIVE instances that no longer meet its constraints, by
   * launch number (SS-24).
   */
  ImmutableList<? extends TaskView> misplaced();

  /** Returns whether a task of a REPLICA service there is not STOPPED yet (SS-25). */
  boolean hasReplicaTasks(int instance);

  /** Returns whether a user asked to roll the running service deployment back (DEP-153). */
  boolean rollbackRequested();

  /** Returns the memory of its zone rebalancing: not null exactly while one is in progress. */
  @Nullable Object rebalancingMemory();

  /**
   * Returns whether the latest launch for this zone found no place there (PL-88): throttle and
   * launch rate may let a launch wait that would find one.
   */
  boolean foundNoPlaceIn(String zone);

  /** Returns the configured zones in order of name (PL-85). */
  ImmutableList<String> zones();

  /** Returns whether zone rebalancing is on and the service eligible (PL-80 to PL-82). */
  boolean rebalancesZones();

  default int lowerBound() {
    return Bounds.lower(desiredCount(), configuration().minimumHealthyPercent());
  }

  default int upperBound() {
    return Bounds.upper(desiredCount(), configuration().maximumPercent());
  }

  default int live() {
    int live = 0;
    for (DeploymentView deployment : deployments()) {
      live += deployment.live();
    }
    return live;
  }

  default int healthy() {
    int healthy = 0;
    for (DeploymentView deployment : deployments()) {
      healthy += deployment.healthy();
    }
    return healthy;
  }

  /** Returns the tasks that the upper bound counts (SS-5, TK-114). */
  default int occupying() {
    int occupying = live();
    if (parameters().maxPercentCountsStopping()) {
      for (DeploymentView deployment : deployments()) {
        occupying += deployment.count(Condition.LEAVING);
      }
    }
    return occupying;
  }
}
