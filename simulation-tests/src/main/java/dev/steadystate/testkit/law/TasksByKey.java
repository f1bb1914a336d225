package dev.steadystate.testkit.law;

import org.jspecify.annotations.Nullable;

/**
 * The tasks that the journal tells of, by the key of their subject. Every entry about a task asks
 * here, so keys are not boxed and lie side by side.
 */
final class TasksByKey {
  private static final int SMALLEST = 64;

  private long[] keys = new long[SMALLEST];
  private @Nullable KnownTask[] tasks = new @Nullable KnownTask[SMALLEST];
  private int size;

  int size() {
    return size;
  }

  @Nullable KnownTask get(long key) {
    return tasks[slot(key)];
  }

  void put(long key, KnownTask task) {
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    int slot = slot(key);
    size += tasks[slot] == null ? 1 : 0;
    keys[slot] = key;
    tasks[slot] = task;
  }

  void remove(long key) {
    int hole = slot(key);
    if (tasks[hole] == null) {
      return;
    }
    size--;
    tasks[hole] = null;
    // Whoever was pushed on by what is gone moves up.
    for (int next = after(hole); tasks[next] != null; next = after(next)) {
      if (distance(home(keys[next]), next) >= distance(hole, next)) {
        keys[hole] = keys[next];
        tasks[hole] = tasks[next];
        tasks[next] = null;
        hole = next;
      }
    }
  }

  /** Returns where this key is, or where it would be put. */
  private int slot(long key) {
    int slot = home(key);
    while (tasks[slot] != null && keys[slot] != key) {
      slot = after(slot);
    }
    return slot;
  }

  private int home(long key) {
    return (int) (key ^ key >>> 32) & keys.length - 1;
  }

  private int after(int slot) {
    return slot + 1 & keys.length - 1;
  }

  private int distance(int from, int to) {
    return to - from & keys.length - 1;
  }

  private void grow() {
    long[] oldKeys = keys;
    @Nullable KnownTask[] oldTasks = tasks;
    keys = new long[2 * oldKeys.length];
    tasks = new @Nullable KnownTask[2 * oldKeys.length];
    for (int i = 0; i < oldTasks.length; i++) {
      if (oldTasks[i] != null) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        tasks[slot] = oldTasks[i];
      }
    }
  }
}
