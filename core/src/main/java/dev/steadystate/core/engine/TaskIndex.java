package dev.steadystate.core.engine;

import dev.steadystate.core.random.Keys;
import java.util.TreeMap;

/**
 * Finds the rows of remembered tasks. A table has one from the first question on; a run in which
 * nobody asks for a task by name does not pay for it.
 */
final class TaskIndex {
  private final TreeMap<Long, Integer> byId = new TreeMap<>();
  private final TreeMap<Integer, IntSet> byLaunch = new TreeMap<>();

  void add(int row, Task task) {
    byId.put(firstHalf(task), row);
    byLaunch.computeIfAbsent(task.name.launchNumber(), launch -> new IntSet()).add(row);
  }

  void remove(int row, Task task) {
    byId.remove(firstHalf(task));
    byLaunch.getOrDefault(task.name.launchNumber(), new IntSet()).remove(row);
  }

  /** Returns the row of the task whose id begins with these 16 digits, or {@link Task#NONE}. */
  int ofId(long firstHalf) {
    return byId.getOrDefault(firstHalf, Task.NONE);
  }

  /** Returns the rows of launch so many, one for each service or family that came so far. */
  IntSet ofLaunch(int launch) {
    return byLaunch.getOrDefault(launch, new IntSet());
  }

  private static long firstHalf(Task task) {
    return Keys.with(task.name.key(), 1);
  }
}
