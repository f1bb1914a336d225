package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.journal.Subject;
import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.view.TaskSnapshot;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lives of the tasks, and what each change means to service, deployment and instance. */
final class TaskFacts {
  /** Stands for Fargate where a place in the order of instances is asked for. */
  private static final int NO_INSTANCE = -1;

  private final EcsSimulation simulation;
  private final Moment moment;
  private final ServiceFacts services;
  private final InstanceFacts instances;
  private final Verdicts verdicts;
  private final ByKey<KnownTask> byKey = new ByKey<>();

  /** Tasks from before the watch that no entry has told of yet, by id. */
  private final Map<String, KnownTask> unheard = new HashMap<>();

  private final Map<String, Shape> shapes = new HashMap<>();

  /** The task that started last, if it replaces another: which one is known once it has started. */
  private @Nullable KnownTask unpaired;

  TaskFacts(
      EcsSimulation simulation,
      Moment moment,
      ServiceFacts services,
      InstanceFacts instances,
      Verdicts verdicts) {
    this.simulation = simulation;
    this.moment = moment;
    this.services = services;
    this.instances = instances;
    this.verdicts = verdicts;
  }

  int size() {
    return byKey.size() + unheard.size();
  }

  /** Returns the task that an entry is about, unless it is long gone. */
  @Nullable KnownTask find(Subject subject) {
    KnownTask known = byKey.get(subject.key());
    if (known == null && !unheard.isEmpty()) {
      known = unheard.remove(subject.name());
      if (known != null) {
        known.subject = subject;
        byKey.put(subject.key(), known);
      }
    }
    return known;
  }

  // The way up.

  /** A task started. */
  KnownTask started(JournalEntry entry) {
    Subject subject = entry.subject();
    TaskView view = simulation.taskView(subject);
    KnownService service = services.of(entry);
    KnownDeployment deployment = service == null ? null : deployment(service, view.deployment());
    KnownInstance instance =
        view.instance() == NO_INSTANCE
            ? null
            : instances.instance(subject.cluster(), view.instance());
    KnownTask task =
        new KnownTask(
            subject,
            subject.cluster(),
            view,
            deployment,
            instance,
            service == null ? standalone(subject).group() : service.group,
            deployment == null ? shape(standalone(subject).taskDefinition()) : shape(deployment));
    task.subject = subject;
    task.createdAt = entry.at();
    task.why = Reason.of(entry);
    byKey.put(subject.key(), task);
    join(task);
    if (service != null) {
      service.actedIn = moment.turn();
      service.rebalancing |= task.why.isRebalancing();
      unpaired = task.why.isReplacement() ? task : null;
    }
    return task;
  }

  private TaskSnapshot standalone(Subject task) {
    return simulation.task(task.cluster(), task.name());
  }

  private static KnownDeployment deployment(KnownService service, int ordinal, String id) {
    KnownDeployment deployment = ServiceFacts.deployment(service, id);
    deployment.ordinal = ordinal;
    return deployment;
  }

  private KnownDeployment deployment(KnownService service, int ordinal) {
    KnownDeployment known = service.deployment(ordinal);
    if (known != null) {
      return known;
    }
    for (DeploymentView listed : services.wanted(service).deployments()) {
      if (listed.ordinal() == ordinal) {
        return deployment(service, ordinal, listed.id());
      }
    }
    throw new IllegalStateException(service + " launches for a deployment that it does not list");
  }

  private Shape shape(KnownDeployment deployment) {
    Shape shape = deployment.shape;
    if (shape == null) {
      shape = shape(deployment.taskDefinition);
      deployment.shape = shape;
    }
    return shape;
  }

  private Shape shape(String taskDefinition) {
    return shapes.computeIfAbsent(taskDefinition, name -> Shape.of(simulation, name));
  }

  private static void join(KnownTask task) {
    KnownInstance instance = task.instance;
    if (instance != null) {
      instance.given.add(task, 1);
      instance.tasks.add(task);
      holdHost(task);
    }
    KnownService service = task.service;
    KnownDeployment deployment = task.deployment;
    if (service != null && deployment != null) {
      service.count(task.status, 1);
      service.tasks.add(task);
      service.launches++;
      service.live++;
      service.occupying++;
      deployment.model = deployment.model == null ? task : deployment.model;
      deployment.live++;
      deployment.notStopped++;
    }
  }

  /** Finds out which task the latest replacement takes the place of. */
  void pair() {
    KnownTask replacement = unpaired;
    unpaired = null;
    if (replacement == null || replacement.told || replacement.service == null) {
      return;
    }
    TaskView replaced = replacement.view.replaces();
    if (replaced != null) {
      for (KnownTask other : replacement.service.tasks) {
        if (other.view.handle() == replaced.handle()) {
          replacement.replaces = other;
          other.replacedBy = replacement;
          replacement.service.replacements.add(replacement);
        }
      }
    }
  }

  /** A task took on another status. */
  void moves(KnownTask task, LastStatus next, long at) {
    boolean occupied = task.isOccupying();
    task.before = task.status;
    task.status = next;
    KnownService service = task.service;
    if (service != null) {
      service.count(task.before, -1);
      service.count(next, 1);
    }
    if (next == LastStatus.RUNNING) {
      task.startedAt = at;
      task.registered = isRegistered(task);
      verdicts.runs(task);
      moment.running.add(task);
      if (task.deployment != null) {
        task.deployment.hasRun = true;
      }
    }
    holdHost(task);
    if (service != null && occupied && !task.isOccupying()) {
      service.occupying--;
      service.leavingForReplacement -= task.leavesForReplacement ? 1 : 0;
    }
    if (next == LastStatus.STOPPED) {
      leave(task);
    }
  }

  /** Returns whether a load balancer that is simulated takes it in, which is healthy at once. */
  private boolean isRegistered(KnownTask task) {
    if (task.deployment == null) {
      return false;
    }
    for (String group : task.deployment.targetGroups) {
      if (simulation.targetGroup(group).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private void leave(KnownTask task) {
    moment.stopped.add(task);
    if (task.instance != null) {
      task.instance.tasks.remove(task);
    }
    if (task.service != null && task.deployment != null) {
      task.service.tasks.remove(task);
      task.deployment.notStopped--;
      task.deployment.uncounted += stoppedByItself(task) ? 1 : 0;
    }
  }

  /** Returns whether it ended before it was ever healthy, and nobody told it to (DEP-84 b, d). */
  private static boolean stoppedByItself(KnownTask task) {
    return (task.stopCode == StopCode.TASK_FAILED_TO_START
            || task.stopCode == StopCode.ESSENTIAL_CONTAINER_EXITED)
        && (task.startedAt == KnownTask.NEVER || !task.everHealthy);
  }

  /** From ACTIVATING until it is STOPPED a task holds what it takes of its host (PL-19). */
  private static void holdHost(KnownTask task) {
    KnownInstance instance = task.instance;
    boolean holds =
        switch (task.status) {
          case ACTIVATING, RUNNING -> true;
          case DEACTIVATING, STOPPING -> task.holdsHost;
          case PROVISIONING, PENDING, DEPROVISIONING, STOPPED -> false;
        };
    if (instance != null && holds != task.holdsHost) {
      instance.used.add(task, holds ? 1 : -1);
    }
    task.holdsHost = holds;
  }

  void health(KnownTask task, HealthStatus health, long at) {
    if (health != HealthStatus.UNHEALTHY) {
      task.unhealthySince = KnownTask.NEVER;
    } else if (task.health != HealthStatus.UNHEALTHY) {
      task.unhealthySince = at;
    }
    task.health = health;
    verdicts.judge(task);
  }

  // The way down.

  /** A task was told to stop. */
  void told(KnownTask task, String reason, Reason why) {
    if (++task.timesTold > 1) {
      return;
    }
    if (task.service != null) {
      verdicts.settle(task.service);
      partPairs(task.service);
      verdicts.ends(task);
    }
    task.healthyWhenTold = task.healthy;
    task.unhealthyWhenTold = task.unhealthy;
    task.rankWhenTold = task.rank();
    if (!task.everHealthy) {
      // Only of tasks that never counted does anybody ask.
      task.stopCode = task.view.stopCode();
    }
    moment.told.add(task);
    task.told = true;
    task.reason = reason;
    task.stopWhy = why;
    task.byScheduler = isOfScheduler(reason);
    verdicts.judge(task);
    if (task.instance != null) {
      task.instance.given.add(task, -1);
    }
    KnownService service = task.service;
    KnownDeployment deployment = task.deployment;
    if (service != null && deployment != null) {
      service.actedIn = task.byScheduler ? moment.turn() : service.actedIn;
      deployment.failed += countsAsFailure(task) ? 1 : 0;
      deployment.uncounted += task.stopsAsUnhealthy() ? 1 : 0;
      service.live--;
      deployment.live--;
      task.leavesForReplacement = task.stopsAsUnhealthy() || why.isDraining();
      service.leavingForReplacement += task.leavesForReplacement && task.isOccupying() ? 1 : 0;
      if (task.replaces != null) {
        task.replaces.lostReplacementIn = moment.turn();
      }
      part(service, task, moment.turn());
    }
  }

  /** Parts those that have become tasks like all others: nothing is too many (SS-39). */
  static void partPairs(KnownService service) {
    if (service.replacements.isEmpty()) {
      return;
    }
    for (KnownTask replacement : ImmutableList.copyOf(service.replacements)) {
      KnownTask old = replacement.replaces;
      if (old != null && replacement.view.replaces() == null) {
        old.replacedBy = null;
        replacement.replaces = null;
        service.replacements.remove(replacement);
      }
    }
  }

  private static void part(KnownService service, KnownTask task, long turn) {
    KnownTask replaced = task.replaces;
    if (replaced != null) {
      task.otherWhenTold = replaced;
      replaced.partedIn = turn;
      replaced.replacedBy = null;
      task.replaces = null;
      service.replacements.remove(task);
    }
    KnownTask replacement = task.replacedBy;
    if (replacement != null) {
      task.otherWhenTold = replacement;
      replacement.partedIn = turn;
      replacement.replaces = null;
      task.replacedBy = null;
      service.replacements.remove(replacement);
    }
  }

  /** Returns whether this stop may be a failure of its deployment (DEP-84, DEP-85). */
  private static boolean countsAsFailure(KnownTask task) {
    boolean itsOwnDoing = !task.byScheduler && !task.reason.equals("Task stopped by user");
    return task.stopsAsUnhealthy()
        || (itsOwnDoing && !task.everHealthy && !task.reason.startsWith("Host EC2"));
  }

  /** Returns whether the scheduler gives this reason for its stops (TK-88 to TK-91). */
  private static boolean isOfScheduler(String reason) {
    return reason.startsWith("Scaling activity initiated by (deployment ")
        || reason.equals(KnownTask.UNHEALTHY)
        || reason.startsWith("Availability-zone rebalancing initiated by (deployment ");
  }

  void endOfInstant() {
    pair();
    for (KnownTask task : moment.stopped) {
      byKey.remove(task.subject().key());
    }
  }

  // What was there before the watch.

  void begin(KnownService service) {
    for (DeploymentView listed : services.wanted(service).deployments()) {
      deployment(service, listed.ordinal(), listed.id());
    }
  }

  void begin(TaskSnapshot snapshot) {
    if (snapshot.lastStatus() == LastStatus.STOPPED) {
      return;
    }
    TaskView view = simulation.taskView(snapshot.cluster(), snapshot.id());
    KnownService service =
        snapshot.service().isEmpty()
            ? null
            : services.named(snapshot.cluster(), snapshot.service());
    KnownTask task =
        new KnownTask(
            snapshot.name(),
            snapshot.cluster(),
            view,
            service == null ? null : deployment(service, view.deployment()),
            view.instance() == NO_INSTANCE
                ? null
                : instances.instance(snapshot.cluster(), view.instance()),
            snapshot.group(),
            shape(snapshot.taskDefinition()));
    unheard.put(snapshot.id(), task);
    task.createdAt = snapshot.createdAt().toEpochMilli();
    task.health = snapshot.healthStatus();
    task.unhealthySince = view.unhealthySince();
    task.everHealthy = view.wasEverHealthy();
    join(task);
    if (task.deployment != null) {
      shape(task.deployment);
    }
    if (snapshot.startedAt().isPresent()) {
      task.startedAt = snapshot.startedAt().get().toEpochMilli();
      task.registered = isRegistered(task);
      verdicts.runs(task);
    }
    if (view.replaces() != null) {
      unpaired = task;
      pair();
    }
    if (!snapshot.isLive()) {
      told(task, snapshot.stoppedReason().orElse(""), Reason.NONE);
    }
  }
}
