package dev.steadystate.core.engine;

import dev.steadystate.core.journal.TaskIds;
import dev.steadystate.core.random.Keys;
import java.util.Arrays;

/**
 * Tasks of one deployment by launch number; ids follow from that, and are written out when read.
 */
final class LaunchedTasks implements TaskIds {
  private final long deploymentKey;
  private int[] launches = new int[4];
  private int size;

  LaunchedTasks(long deploymentKey) {
    this.deploymentKey = deploymentKey;
  }

  /** Returns the key of the task that is this launch of this deployment. */
  static long taskKey(long deploymentKey, int launch) {
    return Keys.with(deploymentKey, launch);
  }

  void add(int launch) {
    if (size == launches.length) {
      launches = Arrays.copyOf(launches, size * 2);
    }
    launches[size++] = launch;
  }

  LaunchedTasks inLaunchOrder() {
    Arrays.sort(launches, 0, size);
    return this;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String id(int index) {
    long key = taskKey(deploymentKey, launches[index]);
    return Hex.of(Keys.with(key, 1), Keys.with(key, 2));
  }

  @Override
  public int launchNumber(int index) {
    return launches[index];
  }
}
