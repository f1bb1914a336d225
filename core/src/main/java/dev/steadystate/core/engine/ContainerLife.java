package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.engine.Containers.State;
import dev.steadystate.core.engine.HealthTrajectory.Verdict;
import dev.steadystate.core.fate.ContainerFate;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.fate.ContainerFate.HealthChange;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerDependency;
import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.RestartPolicy;
import dev.steadystate.core.model.StopCode;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the agent does with the containers of a task: starts them as their dependencies allow,
 * checks their health, restarts them, and stops them in the reverse order (file 1, B).
 *
 * <p>A plain task, with one container and nothing special about it, has no record of containers; it
 * goes the same way on a path of its own.
 */
final class ContainerLife {
  private static final int SIGTERM_EXIT = 143;
  private static final int SIGKILL_EXIT = 137;
  private static final int DEFAULT_STOP_TIMEOUT = 30;

  private final World world;
  private final TaskLife life;

  ContainerLife(World world, TaskLife life) {
    this.world = world;
    this.life = life;
  }

  // Starting.

  /** Starts what can start, at the end of ACTIVATING. */
  void start(int row, Task task) {
    if (task.containers == null) {
      scheduleOwnExit(row, task, 0, 0);
      life.becomesRunning(row, task);
    } else {
      goOn(row, task);
    }
  }

  /** Starts containers whose dependencies are met, unless others can never start (TK-40). */
  private void goOn(int row, Task task) {
    if (task.stopWanted) {
      return;
    }
    giveUpWhatNeverStarts(task);
    int essential = essentialThatNeverRan(task);
    if (essential != Task.NONE) {
      failsFor(row, task, essential);
      return;
    }
    startWhatIsReady(row, task);
    if (task.startedAt == Task.NEVER && records(task).allStarted()) {
      life.becomesRunning(row, task);
    }
  }

  private void startWhatIsReady(int row, Task task) {
    Containers containers = records(task);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < containers.count(); i++) {
        if (containers.state[i] == State.WAITING && readiness(task, i) == Readiness.READY) {
          startOne(row, task, i);
          changed = true;
        }
      }
    }
  }

  /**
   * Marks each container that waits for what can never come, and those that wait for it in turn,
   * whatever their order in the task definition (TK-47).
   */
  private void giveUpWhatNeverStarts(Task task) {
    Containers containers = records(task);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < containers.count(); i++) {
        if (containers.state[i] == State.WAITING && readiness(task, i) == Readiness.NEVER) {
          cannotStart(task, i);
          changed = true;
        }
      }
    }
  }

  private static int essentialThatNeverRan(Task task) {
    Containers containers = records(task);
    for (int i = 0; i < containers.count(); i++) {
      if (containers.state[i] == State.STOPPED
          && !containers.ran[i]
          && task.revision.container(i).essential()) {
        return i;
      }
    }
    return Task.NONE;
  }

  /** An essential container cannot start, so the task fails. */
  private void failsFor(int row, Task task, int essential) {
    noteExecutionStopped(task);
    life.stop(
        row,
        StopCode.TASK_FAILED_TO_START,
        "Task failed to start",
        records(task).reason[essential],
        task.lastEntry);
  }

  private enum Readiness {
    READY,
    NOT_YET,
    NEVER
  }

  private static Readiness readiness(Task task, int container) {
    Containers containers = records(task);
    ImmutableList<ContainerDependency> dependsOn = task.revision.container(container).dependsOn();
    int[] dependencies = task.revision.dependenciesOf(container);
    Readiness all = Readiness.READY;
    for (int d = 0; d < dependencies.length; d++) {
      Readiness one = met(containers, dependencies[d], dependsOn.get(d).condition());
      if (one == Readiness.NEVER) {
        return one;
      }
      if (one == Readiness.NOT_YET) {
        all = one;
      }
    }
    return all;
  }

  private static Readiness met(
      Containers containers, int on, ContainerDependency.Condition condition) {
    State state = containers.state[on];
    boolean neverRan = state == State.STOPPED && !containers.ran[on];
    if (neverRan) {
      return Readiness.NEVER;
    }
    return switch (condition) {
      case START -> containers.ran[on] ? Readiness.READY : Readiness.NOT_YET;
      case COMPLETE -> state == State.STOPPED ? Readiness.READY : Readiness.NOT_YET;
      case SUCCESS ->
          state != State.STOPPED
              ? Readiness.NOT_YET
              : containers.exitCode[on] == 0 ? Readiness.READY : Readiness.NEVER;
      case HEALTHY ->
          state == State.STOPPED
              ? Readiness.NEVER
              : containers.health[on] == HealthStatus.HEALTHY ? Readiness.READY : Readiness.NOT_YET;
    };
  }

  private void startOne(int row, Task task, int container) {
    Containers containers = records(task);
    containers.state[container] = State.RUNNING;
    containers.ran[container] = true;
    containers.exitCode[container] = Task.NONE;
    containers.startedAt[container] = world.now;
    int token = ++containers.token[container];
    scheduleOwnExit(row, task, container, token);
    if (task.revision.container(container).healthCheck().isPresent()) {
      containers.checkToken[container]++;
      scheduleVerdict(row, task, container);
    }
    ContainerDefinition definition = task.revision.container(container);
    if (definition.startTimeout().isPresent() && task.revision.dependentsOf(container).length > 0) {
      world.event(
          world.now + definition.startTimeout().getAsInt() * 1000L,
          EventType.START_TIMEOUT,
          row,
          task,
          container,
          token);
    }
  }

  /** Marks a container stopped without having run (TK-47). */
  private static void cannotStart(Task task, int container) {
    Containers containers = records(task);
    containers.state[container] = State.STOPPED;
    containers.exitCode[container] = SIGTERM_EXIT;
    containers.reason[container] =
        "CannotStartContainerError: dependency graph: a dependency of container "
            + task.revision.container(container).name()
            + " can no longer be met";
  }

  void startTimeout(int row, int container, int token) {
    Task task = world.tasks.edit(row);
    Containers containers = records(task);
    if (task.stopWanted || containers.token[container] != token) {
      return;
    }
    for (int i = 0; i < containers.count(); i++) {
      if (isOutOfTime(task, i)) {
        giveUpDependentsOf(task, i);
      }
    }
    goOn(row, task);
  }

  /** Timeouts that are over in one instant are over together. */
  private boolean isOutOfTime(Task task, int container) {
    Containers containers = records(task);
    OptionalInt startTimeout = task.revision.container(container).startTimeout();
    return startTimeout.isPresent()
        && containers.state[container] == State.RUNNING
        && world.now >= containers.startedAt[container] + startTimeout.getAsInt() * 1000L;
  }

  private static void giveUpDependentsOf(Task task, int container) {
    for (int dependent : task.revision.dependentsOf(container)) {
      if (records(task).state[dependent] == State.WAITING
          && waitsBeyondStart(task, dependent, container)) {
        cannotStart(task, dependent);
      }
    }
  }

  /** Returns whether a condition other than START on that container is not met (TK-46). */
  private static boolean waitsBeyondStart(Task task, int dependent, int on) {
    int[] dependencies = task.revision.dependenciesOf(dependent);
    ImmutableList<ContainerDependency> dependsOn = task.revision.container(dependent).dependsOn();
    for (int d = 0; d < dependencies.length; d++) {
      ContainerDependency.Condition condition = dependsOn.get(d).condition();
      if (dependencies[d] == on
          && condition != ContainerDependency.Condition.START
          && met(records(task), on, condition) != Readiness.READY) {
        return true;
      }
    }
    return false;
  }

  /** Notes on the first container what kept the task from starting (TK-82). */
  void failedToStart(Task task, String reason) {
    if (task.containers == null) {
      task.containerReason = reason;
    } else {
      task.containers.reason[0] = reason;
    }
  }

  private void scheduleOwnExit(int row, Task task, int container, int token) {
    ContainerFate fate = fateOf(task, container);
    if (fate.exitAfter() != ContainerFate.NEVER) {
      world.event(
          world.now + fate.exitAfter(), EventType.CONTAINER_EXIT, row, task, container, token);
    }
  }

  private static ContainerFate fateOf(Task task, int container) {
    return task.fate.container(task.revision.container(container).name());
  }

  // Health.

  private void scheduleVerdict(int row, Task task, int container) {
    Containers containers = records(task);
    Verdict next = nextVerdict(task, container, world.now - containers.startedAt[container]);
    if (next.exists()) {
      world.event(
          containers.startedAt[container] + next.at(),
          EventType.VERDICT,
          row,
          task,
          container,
          containers.checkToken[container]);
    }
  }

  private static Verdict nextVerdict(Task task, int container, long after) {
    return HealthTrajectory.nextAfter(
        after,
        task.revision.container(container).healthCheck().orElseThrow(),
        script(task, container));
  }

  private static ImmutableList<HealthChange> script(Task task, int container) {
    ImmutableList<HealthChange> byHand = records(task).script[container];
    return byHand == null ? fateOf(task, container).health() : byHand;
  }

  void verdict(int row, int container, int token) {
    Task task = world.tasks.edit(row);
    Containers containers = records(task);
    if ((containers.checkToken[container] & 0xFFFFFF) != token
        || containers.state[container] != State.RUNNING) {
      return;
    }
    // An agent that was away reports where things stand now, not each change it missed (TK-67).
    containers.health[container] = verdictAt(task, container, world.now);
    scheduleVerdict(row, task, container);
    rollUp(row, task);
    if (task.startedAt == Task.NEVER) {
      goOn(row, task);
    }
  }

  private static HealthStatus verdictAt(Task task, int container, long now) {
    long elapsed = now - records(task).startedAt[container];
    HealthStatus status = HealthStatus.UNKNOWN;
    long after = 0;
    while (true) {
      Verdict next = nextVerdict(task, container, after);
      if (!next.exists() || next.at() > elapsed) {
        return status;
      }
      status = next.status();
      after = next.at();
    }
  }

  /** Rolls the verdicts of essential containers up to the task (TK-66). */
  private void rollUp(int row, Task task) {
    Containers containers = records(task);
    boolean unknown = false;
    boolean unhealthy = false;
    for (int i = 0; i < containers.count(); i++) {
      ContainerDefinition definition = task.revision.container(i);
      if (definition.essential() && definition.healthCheck().isPresent()) {
        unknown |= containers.health[i] == HealthStatus.UNKNOWN;
        unhealthy |= containers.health[i] == HealthStatus.UNHEALTHY;
      }
    }
    HealthStatus health =
        !task.revision.hasHealthCheck
            ? HealthStatus.UNKNOWN
            : unhealthy
                ? HealthStatus.UNHEALTHY
                : unknown ? HealthStatus.UNKNOWN : HealthStatus.HEALTHY;
    if (health != task.health) {
      life.healthChanged(row, health);
    }
  }

  /** From now on the checks of the task answer so, by hand. */
  void answerHealthChecks(int row, Behaviour behaviour) {
    Task task = world.tasks.edit(row);
    if (task.containers == null) {
      return;
    }
    for (int i = 0; i < task.containers.count(); i++) {
      if (task.revision.container(i).healthCheck().isPresent()
          && task.containers.state[i] == State.RUNNING) {
        task.containers.script[i] =
            changed(script(task, i), world.now - task.containers.startedAt[i], behaviour);
        task.containers.checkToken[i]++;
        boolean owed = task.containers.health[i] != verdictAt(task, i, world.now);
        if (owed) {
          // An agent that is away still owes its report, and gives it when it is back (TK-67).
          world.event(world.now, EventType.VERDICT, row, task, i, task.containers.checkToken[i]);
        } else {
          scheduleVerdict(row, task, i);
        }
        if (owed || nextVerdict(task, i, world.now - task.containers.startedAt[i]).exists()) {
          task.lastEntry = world.callEntry;
        }
      }
    }
  }

  /** What falls due at an instant comes before what is done by hand: so does a check of now. */
  private static ImmutableList<HealthChange> changed(
      ImmutableList<HealthChange> script, long elapsed, Behaviour behaviour) {
    ImmutableList.Builder<HealthChange> changed = ImmutableList.builder();
    script.stream().filter(change -> change.after() <= elapsed).forEach(changed::add);
    return changed.add(new HealthChange(elapsed + 1, behaviour)).build();
  }

  // Ending.

  void exitsByItself(int row, int container, int token) {
    Task task = world.tasks.get(row);
    ContainerFate fate = fateOf(task, container);
    if (isRunning(task, container, token)) {
      exited(row, container, fate.exitCode(), fate.exitReason());
    }
  }

  void obeys(int row, int container, int token) {
    if (isRunning(world.tasks.get(row), container, token)) {
      exited(row, container, SIGTERM_EXIT, "");
    }
  }

  void killed(int row, int container, int token) {
    if (isRunning(world.tasks.get(row), container, token)) {
      exited(row, container, SIGKILL_EXIT, "");
    }
  }

  /** Ends the first essential container by hand, with this code. */
  void exitNow(int row, int code) {
    Task task = world.tasks.get(row);
    for (int i = 0; i < task.revision.containers(); i++) {
      if (task.revision.container(i).essential() && runs(task, i)) {
        exited(row, i, code, "");
        return;
      }
    }
  }

  /** Returns whether one of these containers runs. */
  boolean hasRunning(int row, Predicate<ContainerDefinition> isMeant) {
    Task task = world.tasks.get(row);
    for (int i = 0; i < task.revision.containers(); i++) {
      if (isMeant.test(task.revision.container(i)) && runs(task, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRunning(Task task, int container, int token) {
    return runs(task, container)
        && (task.containers == null || (task.containers.token[container] & 0xFFFFFF) == token);
  }

  private static boolean runs(Task task, int container) {
    if (task.containers != null) {
      return task.containers.state[container] == State.RUNNING;
    }
    return task.startedAt != Task.NEVER
        && task.executionStoppedAt == Task.NEVER
        && task.lastStatus.isOccupying();
  }

  private void exited(int row, int container, int code, String reason) {
    Task task = world.tasks.edit(row);
    ContainerDefinition definition = task.revision.container(container);
    task.lastEntry =
        world.write(
            EntryKind.CONTAINER_EXITED,
            task.name,
            definition.name() + " exited with code " + code,
            reason.isEmpty() ? null : reason,
            task.lastEntry);
    if (task.containers == null) {
      task.exitCode = code;
      task.containerReason = reason.isEmpty() ? task.containerReason : reason;
    } else if (restarts(task, container, code)) {
      restart(row, task, container);
      return;
    } else {
      task.containers.state[container] = State.STOPPED;
      task.containers.exitCode[container] = code;
      task.containers.reason[container] =
          reason.isEmpty() ? task.containers.reason[container] : reason;
      task.containers.token[container]++;
    }
    if (definition.essential()) {
      noteExecutionStopped(task);
    }
    afterExit(row, task, definition.essential());
  }

  private void afterExit(int row, Task task, boolean essential) {
    if (task.stopWanted) {
      if (task.lastStatus == dev.steadystate.core.model.LastStatus.STOPPING) {
        if (anyRunning(task)) {
          tellToStop(row);
        } else {
          life.containersGone(row);
        }
      }
    } else if (essential) {
      boolean ran = task.startedAt != Task.NEVER;
      life.stop(
          row,
          ran ? StopCode.ESSENTIAL_CONTAINER_EXITED : StopCode.TASK_FAILED_TO_START,
          ran ? "Essential container in task exited" : "Task failed to start",
          null,
          task.lastEntry);
    } else if (task.startedAt == Task.NEVER) {
      goOn(row, task);
    }
  }

  private boolean restarts(Task task, int container, int code) {
    RestartPolicy policy = task.revision.container(container).restartPolicy().orElse(null);
    return policy != null
        && policy.enabled()
        && !task.stopWanted
        && !policy.ignoredExitCodes().contains(code)
        && world.now - records(task).startedAt[container] >= policy.restartAttemptPeriod() * 1000L;
  }

  /** Starts a container again in its task: its health begins afresh (TK-72, TK-73). */
  private void restart(int row, Task task, int container) {
    Containers containers = records(task);
    containers.health[container] = HealthStatus.UNKNOWN;
    containers.script[container] = null;
    task.lastEntry =
        world.write(
            EntryKind.CONTAINER_RESTARTED,
            task.name,
            task.revision.container(container).name() + " was restarted",
            null,
            task.lastEntry);
    startOne(row, task, container);
    rollUp(row, task);
    if (task.startedAt == Task.NEVER) {
      goOn(row, task);
    }
  }

  // Stopping.

  boolean anyRunning(Task task) {
    return task.containers == null ? runs(task, 0) : task.containers.anyRunning();
  }

  /** Sends the stop signal to containers on which none depends that still runs (TK-45). */
  void tellToStop(int row) {
    Task task = world.tasks.edit(row);
    neverStart(task);
    for (int i = 0; i < task.revision.containers(); i++) {
      if (runs(task, i) && !isTold(task, i) && dependentsStopped(task, i)) {
        tell(row, task, i);
      }
    }
  }

  private static boolean isTold(Task task, int container) {
    return task.containers != null && task.containers.told[container];
  }

  private static boolean dependentsStopped(Task task, int container) {
    for (int dependent : task.revision.dependentsOf(container)) {
      if (runs(task, dependent)) {
        return false;
      }
    }
    return true;
  }

  private void tell(int row, Task task, int container) {
    int token = 0;
    if (task.containers != null) {
      task.containers.told[container] = true;
      token = task.containers.token[container] & 0xFFFFFF;
    }
    long shutdown = fateOf(task, container).shutdown();
    long timeout =
        task.revision.container(container).stopTimeout().orElse(DEFAULT_STOP_TIMEOUT) * 1000L;
    if (shutdown != ContainerFate.NEVER && shutdown <= timeout) {
      world.event(world.now + shutdown, EventType.CONTAINER_OBEYS, row, task, container, token);
    } else {
      world.event(world.now + timeout, EventType.CONTAINER_KILLED, row, task, container, token);
    }
  }

  /** Containers that wait to start never will. */
  void neverStart(Task task) {
    if (task.containers != null) {
      for (int i = 0; i < task.containers.count(); i++) {
        if (task.containers.state[i] == State.WAITING) {
          task.containers.state[i] = State.STOPPED;
        }
      }
    }
  }

  /** The host is gone, and all containers with it. */
  void lost(Task task) {
    if (anyRunning(task)) {
      noteExecutionStopped(task);
    }
    if (task.containers != null) {
      for (int i = 0; i < task.containers.count(); i++) {
        task.containers.state[i] = State.STOPPED;
        task.containers.token[i]++;
      }
    }
  }

  private void noteExecutionStopped(Task task) {
    if (task.executionStoppedAt == Task.NEVER) {
      task.executionStoppedAt = world.now;
    }
  }

  // Ports and GPUs of the host.

  void takePorts(Task task, Instance instance) {
    if (task.containers == null) {
      return;
    }
    for (int i = 0; i < task.revision.containers(); i++) {
      ContainerDefinition definition = task.revision.container(i);
      int[] ports = new int[definition.portMappings().size()];
      for (int p = 0; p < ports.length; p++) {
        PortMapping mapping = definition.portMappings().get(p);
        ports[p] =
            mapping.isDynamic() && task.revision.hasDynamicPorts
                ? instance.takeDynamicPort()
                : mapping.hostPort();
      }
      task.containers.hostPorts[i] = ports;
      int[] gpus = new int[definition.gpus()];
      for (int g = 0; g < gpus.length; g++) {
        gpus[g] = instance.takeGpu();
      }
      task.containers.gpus[i] = gpus;
    }
  }

  void giveBackPorts(Task task, Instance instance) {
    if (task.containers == null) {
      return;
    }
    for (int i = 0; i < task.revision.containers(); i++) {
      for (int port : task.containers.hostPorts[i]) {
        instance.dynamicPorts.remove(port);
      }
      for (int gpu : task.containers.gpus[i]) {
        instance.freeGpus.add(gpu);
      }
    }
  }

  private static Containers records(Task task) {
    @Nullable Containers containers = task.containers;
    if (containers == null) {
      throw new IllegalStateException(task + " has no records of containers");
    }
    return containers;
  }
}
