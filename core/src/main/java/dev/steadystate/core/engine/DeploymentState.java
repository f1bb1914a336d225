package dev.steadystate.core.engine;

import dev.steadystate.core.journal.Subject;
import dev.steadystate.core.model.DeploymentStatus;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.PlacementPolicy;
import dev.steadystate.core.spi.TaskView;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A deployment of a service: its tasks by condition, its throttle and what is shown of it. */
public final class DeploymentState implements DeploymentView, Subject {
  private static final int CONDITIONS = Condition.values().length;

  final World world;
  final ServiceState service;
  final int ordinal;
  final long key;

  /** The nineteen digits that it shares with its service revision, and the id made of them. */
  private final String digits;

  private final String id;
  final ServiceSettings settings;
  final Revision revision;
  final long createdAt;

  PlacementPolicy policy;
  DeploymentStatus status = DeploymentStatus.PRIMARY;
  RolloutState rolloutState = RolloutState.IN_PROGRESS;
  String rolloutStateReason;
  long updatedAt;
  long startedAt;
  int desiredCount;
  int desiredCountAtStart;
  int runningWhenOvertaken;
  int failedTasks;
  int refusedLaunches;
  int launches;
  boolean hasRun;
  boolean startedInAlarm;
  boolean everCompleted;
  @Nullable Object memory;

  /** What placement is asked, made when first asked; the number is that of the task asked for. */
  @Nullable Launch launch;

  int askedLaunch;
  final Throttle throttle;

  private final int[] counts;
  private final int[] heads;
  int running;
  int notStopped;

  DeploymentState(
      ServiceState service,
      int ordinal,
      long key,
      ServiceSettings settings,
      Revision revision,
      PlacementPolicy policy,
      long createdAt) {
    this.world = service.world;
    this.service = service;
    this.ordinal = ordinal;
    this.key = key;
    this.digits = Hex.nineteenDigits(key);
    this.id = "ecs-svc/" + digits;
    this.settings = settings;
    this.revision = revision;
    this.policy = policy;
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
    this.startedAt = createdAt;
    this.desiredCountAtStart = service.desiredCount;
    this.rolloutStateReason = "ECS deployment " + id + " in progress.";
    this.throttle = new Throttle();
    this.counts = new int[CONDITIONS];
    this.heads = new int[CONDITIONS];
    Arrays.fill(heads, Task.NONE);
  }

  /** Copies a deployment into a fork. */
  DeploymentState(ServiceState service, DeploymentState from) {
    this.world = service.world;
    this.service = service;
    this.ordinal = from.ordinal;
    this.key = from.key;
    this.digits = from.digits;
    this.id = from.id;
    this.settings = from.settings;
    this.revision = from.revision;
    this.policy = from.policy;
    this.createdAt = from.createdAt;
    this.status = from.status;
    this.rolloutState = from.rolloutState;
    this.rolloutStateReason = from.rolloutStateReason;
    this.updatedAt = from.updatedAt;
    this.startedAt = from.startedAt;
    this.desiredCount = from.desiredCount;
    this.desiredCountAtStart = from.desiredCountAtStart;
    this.runningWhenOvertaken = from.runningWhenOvertaken;
    this.failedTasks = from.failedTasks;
    this.refusedLaunches = from.refusedLaunches;
    this.launches = from.launches;
    this.hasRun = from.hasRun;
    this.startedInAlarm = from.startedInAlarm;
    this.everCompleted = from.everCompleted;
    this.memory = from.memory;
    this.throttle = from.throttle.copy();
    this.counts = from.counts.clone();
    this.heads = from.heads.clone();
    this.running = from.running;
    this.notStopped = from.notStopped;
  }

  /** Puts the task first among those of its condition. */
  void link(int row, Task task) {
    int condition = task.condition.ordinal();
    int head = heads[condition];
    task.previousInCondition = Task.NONE;
    task.nextInCondition = head;
    if (head != Task.NONE) {
      world.tasks.edit(head).previousInCondition = row;
    }
    heads[condition] = row;
    counts[condition]++;
    service.joined(this, task.condition, row);
  }

  /** Takes the task out of those of its condition. */
  void unlink(Task task) {
    int condition = task.condition.ordinal();
    if (task.previousInCondition == Task.NONE) {
      heads[condition] = task.nextInCondition;
    } else {
      world.tasks.edit(task.previousInCondition).nextInCondition = task.nextInCondition;
    }
    if (task.nextInCondition != Task.NONE) {
      world.tasks.edit(task.nextInCondition).previousInCondition = task.previousInCondition;
    }
    counts[condition]--;
  }

  int head(Condition condition) {
    return heads[condition.ordinal()];
  }

  @Override
  public int ordinal() {
    return ordinal;
  }

  @Override
  public String id() {
    return id;
  }

  /** Returns the nineteen digits that the deployment and its service revision share (DEP-12). */
  public String digits() {
    return digits;
  }

  @Override
  public DeploymentStatus status() {
    return status;
  }

  @Override
  public RolloutState rolloutState() {
    return rolloutState;
  }

  public String rolloutStateReason() {
    return rolloutStateReason;
  }

  @Override
  public boolean hasCompleted() {
    return everCompleted;
  }

  @Override
  public long startedAt() {
    return startedAt;
  }

  public long createdAt() {
    return createdAt;
  }

  public long updatedAt() {
    return updatedAt;
  }

  public Revision revision() {
    return revision;
  }

  public ServiceSettings settings() {
    return settings;
  }

  @Override
  public int count(Condition condition) {
    return counts[condition.ordinal()];
  }

  /** Returns tasks not RUNNING yet, told to stop or not (DEP-20, TK-111). */
  public int pending() {
    int pending = count(Condition.STARTING);
    for (int row = head(Condition.LEAVING); row != Task.NONE; ) {
      Task task = world.tasks.get(row);
      if (task.lastStatus.isPending()) {
        pending++;
      }
      row = task.nextInCondition;
    }
    return pending;
  }

  @Override
  public Iterable<? extends TaskView> tasks(Condition condition) {
    return () ->
        new Iterator<TaskView>() {
          private int next = head(condition);

          @Override
          public boolean hasNext() {
            return next != Task.NONE;
          }

          @Override
          public TaskView next() {
            if (next == Task.NONE) {
              throw new NoSuchElementException();
            }
            TaskRef view = new TaskRef(world, next);
            next = world.tasks.get(next).nextInCondition;
            return view;
          }
        };
  }

  @Override
  public int running() {
    return running;
  }

  @Override
  public int notStopped() {
    return notStopped;
  }

  @Override
  public int desiredCount() {
    return desiredCount;
  }

  @Override
  public int desiredCountAtStart() {
    return desiredCountAtStart;
  }

  @Override
  public int runningWhenOvertaken() {
    return runningWhenOvertaken;
  }

  @Override
  public int failedTasks() {
    return failedTasks;
  }

  @Override
  public int refusedLaunches() {
    return refusedLaunches;
  }

  @Override
  public boolean startedInAlarm() {
    return startedInAlarm;
  }

  @Override
  public long launchesFrom() {
    return throttle.launchesFrom();
  }

  @Override
  public boolean hasRun() {
    return hasRun;
  }

  @Override
  public @Nullable Object memory() {
    return memory;
  }

  @Override
  public long key() {
    return key;
  }

  @Override
  public String type() {
    return "deployment";
  }

  @Override
  public String cluster() {
    return service.name.cluster();
  }

  @Override
  public String service() {
    return service.name.service();
  }

  @Override
  public String name() {
    return id;
  }

  @Override
  public String toString() {
    return id;
  }
}
