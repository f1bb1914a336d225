package dev.steadystate.core.engine;

import dev.steadystate.core.random.Keys;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Finds tasks by id and by launch. It is made when first asked and then kept up to date: a
 * simulation that is never asked for a task by name pays nothing for it.
 */
final class TaskFinder {
  private final TaskTable tasks;
  private final Chains byId;
  private final Chains byLaunch;

  TaskFinder(TaskTable tasks) {
    this.tasks = tasks;
    this.byId = new Chains(tasks.rows());
    this.byLaunch = new Chains(tasks.rows());
    for (int row = 0; row < tasks.rows(); row++) {
      Task task = tasks.at(row);
      if (task != null) {
        add(row, task);
      }
    }
  }

  void add(int row, Task task) {
    byId.add(row, idHash(task));
    byLaunch.add(row, launchHash(task));
    if (byId.isFull()) {
      byId.grow(other -> byId.add(other, idHash(tasks.get(other))));
      byLaunch.grow(other -> byLaunch.add(other, launchHash(tasks.get(other))));
    }
  }

  void remove(int row, Task task) {
    byId.remove(row, idHash(task));
    byLaunch.remove(row, launchHash(task));
  }

  /** Names tasks that may have this id, given by the first half of it; others may be among them. */
  void forEachOfId(long firstHalf, IntConsumer row) {
    byId.forEach(firstHalf, row);
  }

  /** Names tasks that may be this launch of this service or family; others may be among them. */
  void forEachOfLaunch(String owner, int launch, IntConsumer row) {
    byLaunch.forEach(launchHash(owner, launch), row);
  }

  private static long idHash(Task task) {
    return Keys.with(task.name.key(), 1);
  }

  private static long launchHash(Task task) {
    return launchHash(task.name.owner().name(), task.name.launchNumber());
  }

  private static long launchHash(String owner, int launch) {
    return Keys.with(owner.hashCode(), launch);
  }

  /** Rows chained by their hashes. */
  private static final class Chains {
    private int[] heads;
    private int[] next;
    private int count;

    Chains(int rows) {
      this.heads = empty(Math.max(16, Integer.highestOneBit(rows) * 2));
      this.next = new int[Math.max(16, rows)];
    }

    private static int[] empty(int size) {
      int[] heads = new int[size];
      Arrays.fill(heads, Task.NONE);
      return heads;
    }

    boolean isFull() {
      return count > heads.length;
    }

    void add(int row, long hash) {
      if (row >= next.length) {
        next = Arrays.copyOf(next, Math.max(row + 1, 2 * next.length));
      }
      int bucket = bucket(hash);
      next[row] = heads[bucket];
      heads[bucket] = row;
      count++;
    }

    void remove(int row, long hash) {
      int bucket = bucket(hash);
      if (heads[bucket] == row) {
        heads[bucket] = next[row];
      } else {
        int before = heads[bucket];
        while (next[before] != row) {
          before = next[before];
        }
        next[before] = next[row];
      }
      count--;
    }

    void forEach(long hash, IntConsumer each) {
      for (int row = heads[bucket(hash)]; row != Task.NONE; row = next[row]) {
        each.accept(row);
      }
    }

    /** Doubles the chains; the consumer adds each row again. */
    void grow(IntConsumer addAgain) {
      int[] old = heads;
      int[] links = next.clone();
      heads = empty(2 * old.length);
      count = 0;
      for (int head : old) {
        for (int row = head; row != Task.NONE; row = links[row]) {
          addAgain.accept(row);
        }
      }
    }

    private int bucket(long hash) {
      return (int) (hash >>> 32) & (heads.length - 1);
    }
  }
}
