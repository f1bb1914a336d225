package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.fate.ContainerFate.HealthChange;
import dev.steadystate.core.model.HealthStatus;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The containers of one task, column by column, in the order of the task definition. */
final class Containers {
  /** Where a container stands. */
  enum State {
    WAITING,
    RUNNING,
    STOPPED
  }

  private static final int[] NO_NUMBERS = {};

  final State[] state;
  final long[] startedAt;
  final long[] restartedAt;
  final int[] exitCode;
  final @Nullable String[] reason;
  final HealthStatus[] health;

  /** How its check answers, when that was changed by hand; else the fate's own script. */
  final @Nullable ImmutableList<HealthChange>[] script;

  /** Bumped at each start and stop: events with another token are stale. */
  final int[] token;

  /** Bumped at each start and change of script: verdicts with another token are stale. */
  final int[] checkToken;

  final boolean[] ran;
  final boolean[] told;

  /** The host port of each port mapping, where one was assigned. */
  final int[][] hostPorts;

  /** The GPUs pinned to each container. */
  final int[][] gpus;

  Containers(int count) {
    state = new State[count];
    Arrays.fill(state, State.WAITING);
    startedAt = new long[count];
    restartedAt = new long[count];
    exitCode = new int[count];
    Arrays.fill(exitCode, Task.NONE);
    reason = new String[count];
    health = new HealthStatus[count];
    Arrays.fill(health, HealthStatus.UNKNOWN);
    script = newScripts(count);
    token = new int[count];
    checkToken = new int[count];
    ran = new boolean[count];
    told = new boolean[count];
    hostPorts = new int[count][];
    gpus = new int[count][];
    Arrays.fill(hostPorts, NO_NUMBERS);
    Arrays.fill(gpus, NO_NUMBERS);
  }

  private Containers(Containers from) {
    state = from.state.clone();
    startedAt = from.startedAt.clone();
    restartedAt = from.restartedAt.clone();
    exitCode = from.exitCode.clone();
    reason = from.reason.clone();
    health = from.health.clone();
    script = from.script.clone();
    token = from.token.clone();
    checkToken = from.checkToken.clone();
    ran = from.ran.clone();
    told = from.told.clone();
    // The rows inside are written once and never changed.
    hostPorts = from.hostPorts.clone();
    gpus = from.gpus.clone();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static @Nullable ImmutableList<HealthChange>[] newScripts(int count) {
    return new ImmutableList[count];
  }

  Containers copy() {
    return new Containers(this);
  }

  int count() {
    return state.length;
  }

  boolean anyRunning() {
    for (State each : state) {
      if (each == State.RUNNING) {
        return true;
      }
    }
    return false;
  }

  boolean allStopped() {
    for (State each : state) {
      if (each != State.STOPPED) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the task is RUNNING by its containers: none waits any more (TK-10). */
  boolean allStarted() {
    for (State each : state) {
      if (each == State.WAITING) {
        return false;
      }
    }
    return true;
  }
}
