package dev.steadystate.core.engine;

import com.google.common.primitives.ImmutableIntArray;
import dev.steadystate.core.fate.Fate;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.News;
import org.jspecify.annotations.Nullable;

/**
 * The way of a task up and down (file 1): stages, the stop and its reasons, and what each change
 * means to the instance and the service that the task belongs to.
 */
final class TaskLife {
  private static final String FAILED_TO_START = "Task failed to start";

  private final World world;
  private final ContainerLife containers;

  TaskLife(World world) {
    this.world = world;
    this.containers = new ContainerLife(world, this);
  }

  ContainerLife containers() {
    return containers;
  }

  /** Begins the life of a task that was just placed. Returns its row. */
  int begin(Task task, Object why, long cause) {
    if (!task.revision.plain) {
      task.containers = new Containers(task.revision.containers());
    }
    if (task.lastStatus == LastStatus.PENDING) {
      task.connectivityAt = task.createdAt;
    }
    int row = world.tasks.add(task);
    if (!task.onFargate()) {
      Instance instance = world.instanceOf(task);
      instance.scheduled.take(task.revision.needs);
      task.draining = instance.status == InstanceStatus.DRAINING;
      linkOnInstance(row, task, instance);
      if (task.lastStatus == LastStatus.PENDING) {
        instance.pending++;
      }
      Cluster cluster = world.clusters.get(task.cluster);
      cluster.count(task.group, instance, 1);
      cluster.tasksChanged(world);
      cluster.changed(instance);
    } else {
      world.clusters.get(task.cluster).countOnFargate(task.group, task.zone, 1);
    }
    if (task.isServiceTask()) {
      ServiceState service = world.serviceOf(task);
      DeploymentState deployment = service.deployment(task.deployment);
      deployment.link(row, task);
      deployment.notStopped++;
      service.liveByZone.add(task.zone, 1);
      if (task.draining) {
        service.drainingTasks.put(task.name.launchNumber(), row);
      }
    }
    task.lastEntry =
        world.write(
            EntryKind.TASK_STARTED,
            task.name,
            new Placed(
                task.onFargate() ? null : world.instanceOf(task), task.zone, task.lastStatus),
            why,
            cause);
    if (!task.onFargate()) {
      world.daemons.taskCounted(world.clusters.get(task.cluster), world.instanceOf(task), task);
    }
    Fate fate = task.fate;
    if (task.lastStatus == LastStatus.PROVISIONING) {
      stageIn(row, task, length(fate.provisioning(), world.parameters.stages().provisioning()));
    } else {
      stageIn(row, task, length(fate.pending(), world.parameters.stages().pending()));
    }
    if (!task.revision.plain) {
      world.event(
          task.createdAt + world.parameters.pendingTimeout(),
          EventType.PENDING_TIMEOUT,
          row,
          task,
          0,
          0);
    }
    return row;
  }

  private static long length(long fated, long standard) {
    return fated == Fate.STANDARD ? standard : fated;
  }

  private void stageIn(int row, Task task, long length) {
    world.event(world.now + length, EventType.STAGE, row, task, 0, task.stageToken);
  }

  /** Lets an event happen that fell due for a task, unless it came too late. */
  void happen(long first, long second) {
    EventType type = EventType.ALL[(int) (first >>> 56)];
    int token = (int) (first >>> 32) & 0xFFFFFF;
    int row = (int) first;
    Task task = world.tasks.find(row, (int) (second >>> 32));
    if (task == null) {
      return;
    }
    if (type.fromAgent && !task.onFargate()) {
      Instance instance = world.instanceOf(task);
      if (!instance.agentConnected && instance.status != InstanceStatus.INACTIVE) {
        holdBack(instance, first, second);
        return;
      }
    }
    int container = (int) second;
    switch (type) {
      case STAGE -> {
        if ((task.stageToken & 0xFFFFFF) == token) {
          stageOver(row);
        }
      }
      case STOP_PROCEEDS -> stopProceeds(row);
      case DEREGISTERED -> stopContainers(row);
      case CONTAINER_EXIT -> containers.exitsByItself(row, container, token);
      case EXIT_BY_HAND -> containers.exitNow(row, container);
      case CONTAINER_OBEYS -> containers.obeys(row, container, token);
      case CONTAINER_KILLED -> containers.killed(row, container, token);
      case VERDICT -> containers.verdict(row, container, token);
      case START_TIMEOUT -> containers.startTimeout(row, container, token);
      case SETTLED, GRACE_END -> reclassify(row);
      case PROTECTION_END -> protectionEnds(row);
      case PENDING_TIMEOUT -> giveUpPending(row);
      case FORGET -> forget(row);
      case ALARM_EVALUATION -> throw new IllegalStateException("this is about no task");
    }
  }

  /** Keeps what a disconnected agent would have reported, until it is back (SS-109). */
  private static void holdBack(Instance instance, long first, long second) {
    int size = instance.held.length;
    instance.held = java.util.Arrays.copyOf(instance.held, size + 2);
    instance.held[size] = first;
    instance.held[size + 1] = second;
  }

  // The way up.

  private void stageOver(int row) {
    Task task = world.tasks.edit(row);
    Fate fate = task.fate;
    switch (task.lastStatus) {
      case PROVISIONING -> {
        task.connectivityAt = world.now;
        moveTo(row, task, LastStatus.PENDING);
        stageIn(row, task, length(fate.pending(), world.parameters.stages().pending()));
      }
      case PENDING -> claimHost(row, task);
      case ACTIVATING -> {
        if (task.pullStoppedAt == Task.NEVER) {
          pulled(row, task);
        } else {
          activated(row, task);
        }
      }
      case DEPROVISIONING -> stopped(row);
      case RUNNING, DEACTIVATING, STOPPING, STOPPED ->
          throw new IllegalStateException(task + " has no stage to end");
    }
  }

  /** Waits for room on the host, behind those that wait already (PL-19). */
  private void claimHost(int row, Task task) {
    if (task.onFargate()) {
      startPull(row, task);
      return;
    }
    Instance instance = world.instanceOf(task);
    if (instance.waitingForRoom.isEmpty() && instance.host.fits(task.revision.needs)) {
      startPull(row, task);
    } else {
      instance.waitingForRoom = inLaunchOrder(instance.waitingForRoom, row, task);
    }
  }

  private ImmutableIntArray inLaunchOrder(ImmutableIntArray waiting, int row, Task task) {
    ImmutableIntArray.Builder all = ImmutableIntArray.builder(waiting.length() + 1);
    boolean placed = false;
    for (int i = 0; i < waiting.length(); i++) {
      if (!placed && world.tasks.get(waiting.get(i)).serial > task.serial) {
        all.add(row);
        placed = true;
      }
      all.add(waiting.get(i));
    }
    return placed ? all.build() : all.add(row).build();
  }

  private void hostFreed(Instance instance) {
    while (!instance.waitingForRoom.isEmpty()) {
      int row = instance.waitingForRoom.get(0);
      Task task = world.tasks.get(row);
      if (!instance.host.fits(task.revision.needs)) {
        return;
      }
      instance.waitingForRoom =
          instance.waitingForRoom.subArray(1, instance.waitingForRoom.length()).trimmed();
      startPull(row, world.tasks.edit(row));
    }
  }

  private void leaveQueue(int row, Instance instance) {
    ImmutableIntArray waiting = instance.waitingForRoom;
    if (!waiting.contains(row)) {
      return;
    }
    ImmutableIntArray.Builder rest = ImmutableIntArray.builder(waiting.length());
    waiting.forEach(
        other -> {
          if (other != row) {
            rest.add(other);
          }
        });
    instance.waitingForRoom = rest.build();
    hostFreed(instance);
  }

  private void startPull(int row, Task task) {
    if (!task.onFargate()) {
      Instance instance = world.instanceOf(task);
      instance.host.take(task.revision.needs);
      task.holdsHost = true;
      containers.takePorts(task, instance);
    }
    task.pullStartedAt = world.now;
    moveTo(row, task, LastStatus.ACTIVATING);
    stageIn(row, task, length(task.fate.pull(), world.parameters.stages().pull()));
  }

  private void pulled(int row, Task task) {
    task.pullStoppedAt = world.now;
    if (fails(task, StartFailure.Stage.PULL)) {
      failToStart(row, task);
    } else {
      stageIn(row, task, length(task.fate.activating(), world.parameters.stages().activating()));
    }
  }

  private void activated(int row, Task task) {
    if (fails(task, StartFailure.Stage.ACTIVATING)) {
      failToStart(row, task);
    } else {
      containers.start(row, task);
      if (world.now >= task.createdAt + world.parameters.pendingTimeout()) {
        // The time was over before a container could wait for another.
        giveUpPending(row);
      }
    }
  }

  private static boolean fails(Task task, StartFailure.Stage stage) {
    return task.fate.failure() != null && task.fate.failure().stage() == stage;
  }

  /**
   * A failure before any container ran. Fargate names a failed pull on the task; EC2, like every
   * failure of a container, on the container, and the task says only that it failed (TK-82, TK-83).
   */
  private void failToStart(int row, Task task) {
    StartFailure failure = task.fate.failure();
    String reason = failure == null ? FAILED_TO_START : failure.reason();
    boolean onContainer =
        reason.startsWith("Cannot")
            && !(task.onFargate() && reason.startsWith("CannotPullContainerError"));
    if (onContainer) {
      containers.failedToStart(task, reason);
    }
    stop(
        row,
        StopCode.TASK_FAILED_TO_START,
        onContainer ? FAILED_TO_START : reason,
        reason,
        task.lastEntry);
  }

  private void giveUpPending(int row) {
    Task task = world.tasks.get(row);
    if (task.startedAt == Task.NEVER
        && !task.stopWanted
        && task.containers != null
        && task.containers.anyRunning()) {
      stop(
          row,
          StopCode.TASK_FAILED_TO_START,
          FAILED_TO_START,
          "its containers did not come up in time",
          task.lastEntry);
    }
  }

  /** All containers have started (TK-10). */
  void becomesRunning(int row, Task task) {
    task.startedAt = world.now;
    moveTo(row, task, LastStatus.RUNNING);
    if (!task.isServiceTask()) {
      return;
    }
    ServiceState service = world.serviceOf(task);
    DeploymentState deployment = service.deployment(task.deployment);
    deployment.throttle.reset();
    deployment.hasRun = true;
    deployment.running++;
    registerTargets(task, service, deployment);
    if (!task.revision.hasHealthCheck && !task.registered) {
      long settle = world.parameters.noHealthCheckSettle();
      if (settle > 0) {
        world.event(world.now + settle, EventType.SETTLED, row, task, 0, 0);
      }
    }
    reclassify(row);
    world.touch(service, task.lastEntry);
  }

  private void moveTo(int row, Task task, LastStatus next) {
    LastStatus before = task.lastStatus;
    task.lastStatus = next;
    task.version++;
    if (before == LastStatus.RUNNING && task.isServiceTask()) {
      world.serviceOf(task).deployment(task.deployment).running--;
    }
    if (!task.onFargate() && (before == LastStatus.PENDING || next == LastStatus.PENDING)) {
      world.instanceOf(task).pending += next == LastStatus.PENDING ? 1 : -1;
    }
    task.lastEntry =
        world.write(
            next == LastStatus.STOPPED ? EntryKind.TASK_STOPPED : EntryKind.TASK_STATUS,
            task.name,
            next,
            null,
            task.lastEntry);
    if (before.isOccupying() && !next.isOccupying()) {
      reclassify(row);
    }
    if (before == LastStatus.DEACTIVATING && task.isServiceTask()) {
      ServiceState service = world.serviceOf(task);
      if (service.status == ServiceStatus.DRAINING) {
        // It may have been the last that kept its service from being INACTIVE (SS-125).
        world.touch(service, task.lastEntry);
      }
    }
  }

  // Targets of load balancers, as far as file 1 knows them.

  private void registerTargets(Task task, ServiceState service, DeploymentState deployment) {
    for (String group : deployment.settings.targetGroups()) {
      if (world.targetGroups.containsKey(group)) {
        task.registered = true;
        service.targetEvents.add(
            new TargetEvent(world.now, EventKind.REGISTERED, group, deployment.ordinal));
      }
    }
  }

  private long deregisterTargets(Task task) {
    ServiceState service = world.serviceOf(task);
    DeploymentState deployment = service.deployment(task.deployment);
    long longest = 0;
    for (String group : deployment.settings.targetGroups()) {
      Long delay = world.targetGroups.get(group);
      if (delay != null) {
        longest = Math.max(longest, delay);
        service.targetEvents.add(
            new TargetEvent(world.now, EventKind.DEREGISTERED, group, deployment.ordinal));
      }
    }
    task.registered = false;
    // The events of load balancers come one tick after what caused them (EG-11).
    world.wake(service, world.now + 1);
    return longest;
  }

  // The way down.

  /**
   * Decides that the task stops; the first decision wins (TK-99). It moves on in the same instant,
   * after what is being done now, so that a task stopped in a pass still occupies in it (DEP-44).
   */
  boolean stop(int row, StopCode code, String reason, @Nullable Object why, long cause) {
    Task task = world.tasks.edit(row);
    if (task.stopWanted) {
      return false;
    }
    decideStop(row, task, code, reason, why, cause);
    world.event(world.now, EventType.STOP_PROCEEDS, row, task, 0, 0);
    return true;
  }

  private void decideStop(
      int row, Task task, StopCode code, String reason, @Nullable Object why, long cause) {
    task.stopWanted = true;
    task.stoppingAt = world.now;
    task.stopCode = code;
    task.stoppedReason = reason;
    task.version++;
    task.stageToken++;
    task.lastEntry = world.write(EntryKind.TASK_STOPPING, task.name, reason, why, cause);
    Cluster cluster = world.clusters.get(task.cluster);
    if (task.onFargate()) {
      cluster.countOnFargate(task.group, task.zone, -1);
    } else {
      Instance instance = world.instanceOf(task);
      if (world.parameters.optimisticRelease()) {
        release(task, instance);
      }
      cluster.count(task.group, instance, -1);
      cluster.changed(instance);
      world.daemons.taskCounted(cluster, instance, task);
      cluster.tasksChanged(world);
      cluster.capacityChanged(world);
      leaveQueue(row, instance);
    }
    cutReplacementLinks(task);
    if (task.isServiceTask()) {
      ServiceState service = world.serviceOf(task);
      service.liveByZone.add(task.zone, -1);
      service.drainingTasks.remove(task.name.launchNumber());
      service.protectedTasks.remove(task.name.launchNumber());
      reclassify(row);
      if (task.createdAt == world.now && world.parameters.reconcileInterval() == 0) {
        // Virtual time cannot stand still (SS-12).
        Throttle throttle = service.deployment(task.deployment).throttle;
        throttle.putOff(world.now + world.parameters.retryInterval());
        world.wake(service, throttle.launchesFrom());
      }
      world.touch(service, task.lastEntry);
    }
  }

  /** Lets a replacement and the task that it replaces be tasks like all others (SS-39). */
  void unpair(int row) {
    cutReplacementLinks(world.tasks.edit(row));
  }

  private void cutReplacementLinks(Task task) {
    if (task.replaces != Task.NONE) {
      world.tasks.edit(task.replaces).replacedBy = Task.NONE;
      task.replaces = Task.NONE;
      world.serviceOf(task).replacements.remove(task.name.launchNumber());
    }
    if (task.replacedBy != Task.NONE) {
      Task replacement = world.tasks.edit(task.replacedBy);
      replacement.replaces = Task.NONE;
      world.serviceOf(task).replacements.remove(replacement.name.launchNumber());
      task.replacedBy = Task.NONE;
    }
  }

  private static void release(Task task, Instance instance) {
    if (!task.released) {
      task.released = true;
      instance.scheduled.giveBack(task.revision.needs);
    }
  }

  private void stopProceeds(int row) {
    Task task = world.tasks.edit(row);
    if (task.lastStatus == LastStatus.STOPPED) {
      return;
    }
    // A crash waits for nobody: only a task that still serves drains its targets first.
    if (task.registered) {
      boolean crashed = task.executionStoppedAt != Task.NEVER;
      long delay = deregisterTargets(task);
      if (!crashed) {
        moveTo(row, task, LastStatus.DEACTIVATING);
        world.event(world.now + delay, EventType.DEREGISTERED, row, task, 0, 0);
        return;
      }
    }
    stopContainers(row);
  }

  private void stopContainers(int row) {
    Task task = world.tasks.edit(row);
    if (task.lastStatus == LastStatus.STOPPED) {
      return;
    }
    if (containers.anyRunning(task)) {
      moveTo(row, task, LastStatus.STOPPING);
      containers.tellToStop(row);
    } else {
      containers.neverStart(task);
      containersGone(row);
    }
  }

  /** No container is left; the task occupies no more (TK-114). */
  void containersGone(int row) {
    Task task = world.tasks.edit(row);
    if (task.usesInterface()) {
      moveTo(row, task, LastStatus.DEPROVISIONING);
      stageIn(
          row,
          task,
          length(task.fate.deprovisioning(), world.parameters.stages().deprovisioning()));
    } else {
      stopped(row);
    }
  }

  /** Ends the task at once with its host: nothing is left to wait for (TK-93, TK-94). */
  void lostHost(int row, StopCode code, String reason, Object why, long cause) {
    Task task = world.tasks.edit(row);
    if (task.lastStatus == LastStatus.STOPPED) {
      return;
    }
    if (!task.stopWanted) {
      decideStop(row, task, code, reason, why, cause);
    }
    if (task.registered) {
      deregisterTargets(task);
    }
    containers.lost(task);
    stopped(row);
  }

  private void stopped(int row) {
    Task task = world.tasks.edit(row);
    task.stageToken++;
    task.stoppedAt = world.now;
    moveTo(row, task, LastStatus.STOPPED);
    if (!task.onFargate()) {
      Instance instance = world.instanceOf(task);
      release(task, instance);
      unlinkFromInstance(task, instance);
      if (task.holdsHost) {
        task.holdsHost = false;
        instance.host.giveBack(task.revision.needs);
        containers.giveBackPorts(task, instance);
        hostFreed(instance);
      }
      Cluster cluster = world.clusters.get(task.cluster);
      cluster.changed(instance);
      cluster.capacityChanged(world);
      if (instance.status == InstanceStatus.DRAINING) {
        // Daemons leave a draining instance after all replica tasks (SS-25).
        world.daemons.instancesChanged(cluster, task.lastEntry);
      }
    }
    if (task.isServiceTask()) {
      ServiceState service = world.serviceOf(task);
      DeploymentState deployment = service.deployment(task.deployment);
      if (task.condition == Condition.LEAVING && task.leavingForReplacement) {
        service.leavingForReplacement--;
      }
      deployment.unlink(task);
      task.condition = Condition.GONE;
      deployment.notStopped--;
      service.news.add(News.Kind.STOPPED, row, world.now);
      world.touch(service, task.lastEntry);
    }
    world.event(
        world.now + world.parameters.stoppedTaskRetention(), EventType.FORGET, row, task, 0, 0);
  }

  private void forget(int row) {
    Task task = world.tasks.edit(row);
    task.forgotten = true;
    if (!world.settings.keepStoppedTasks() && (task.noticed || !task.isServiceTask())) {
      world.tasks.remove(row);
    }
  }

  /** The scheduler has seen that the task stopped; it may be forgotten from now on. */
  void noticed(int row) {
    Task task = world.tasks.edit(row);
    task.noticed = true;
    if (task.forgotten && !world.settings.keepStoppedTasks()) {
      world.tasks.remove(row);
    }
  }

  // What the service sees.

  /** Sets the verdict on a task and tells whom it concerns. */
  void healthChanged(int row, HealthStatus health) {
    Task task = world.tasks.edit(row);
    task.health = health;
    if (health != HealthStatus.UNHEALTHY) {
      task.unhealthySince = Task.NEVER;
    } else if (task.unhealthySince == Task.NEVER) {
      task.unhealthySince = world.now;
    }
    task.lastEntry = world.write(EntryKind.TASK_HEALTH, task.name, health, null, task.lastEntry);
    if (task.isServiceTask() && !task.stopWanted) {
      reclassify(row);
    }
  }

  /** Finds out anew what the task is to its service: the one place that says healthy. */
  void reclassify(int row) {
    Task task = world.tasks.edit(row);
    if (!task.isServiceTask() || task.lastStatus == LastStatus.STOPPED) {
      return;
    }
    ServiceState service = world.serviceOf(task);
    Condition next = Conditions.of(task, service, world.now);
    if (next == Condition.SETTLING && task.health == HealthStatus.UNHEALTHY) {
      // The grace period hides the verdict; at its end we look again (TRF-41).
      world.event(Conditions.graceEnd(task, service), EventType.GRACE_END, row, task, 0, 0);
    }
    if (next == task.condition) {
      return;
    }
    DeploymentState deployment = service.deployment(task.deployment);
    deployment.unlink(task);
    if (task.condition == Condition.LEAVING && task.leavingForReplacement) {
      service.leavingForReplacement--;
    }
    task.condition = next;
    deployment.link(row, task);
    if (next == Condition.HEALTHY) {
      task.everHealthy = true;
      service.news.add(News.Kind.HEALTHY, row, world.now);
    }
    world.touch(service, task.lastEntry);
  }

  /** Emits what load balancers did at an earlier tick, counted by group (EG-11, EV-5 to EV-7). */
  void emitTargetEvents(ServiceState service) {
    TargetEvent.emitDue(world, service);
  }

  // Protection.

  void protect(int row, long until, long cause) {
    Task task = world.tasks.edit(row);
    ServiceState service = world.serviceOf(task);
    task.protectedUntil = until;
    if (until > world.now) {
      service.protectedTasks.put(task.name.launchNumber(), row);
      world.event(until, EventType.PROTECTION_END, row, task, 0, 0);
    } else {
      service.protectedTasks.remove(task.name.launchNumber());
    }
    task.lastEntry =
        world.write(
            EntryKind.TASK_PROTECTION,
            task.name,
            until > world.now ? "protected from scale-in" : "no longer protected from scale-in",
            null,
            cause);
    world.touch(service, task.lastEntry);
  }

  private void protectionEnds(int row) {
    Task task = world.tasks.edit(row);
    if (task.protectedUntil == world.now && !task.stopWanted) {
      ServiceState service = world.serviceOf(task);
      service.protectedTasks.remove(task.name.launchNumber());
      task.lastEntry =
          world.write(
              EntryKind.TASK_PROTECTION,
              task.name,
              "no longer protected from scale-in",
              null,
              task.lastEntry);
      world.touch(service, task.lastEntry);
    }
  }

  // Places.

  private void linkOnInstance(int row, Task task, Instance instance) {
    int head = instance.firstTask;
    task.nextOnInstance = head;
    if (head != Task.NONE) {
      world.tasks.edit(head).previousOnInstance = row;
    }
    instance.firstTask = row;
  }

  private void unlinkFromInstance(Task task, Instance instance) {
    if (task.previousOnInstance == Task.NONE) {
      instance.firstTask = task.nextOnInstance;
    } else {
      world.tasks.edit(task.previousOnInstance).nextOnInstance = task.nextOnInstance;
    }
    if (task.nextOnInstance != Task.NONE) {
      world.tasks.edit(task.nextOnInstance).previousOnInstance = task.previousOnInstance;
    }
    task.previousOnInstance = Task.NONE;
    task.nextOnInstance = Task.NONE;
  }
}
