package dev.steadystate.placement;

import java.util.Arrays;

/** Tasks by launch number, the highest on top, each with its handle. */
final class LaunchStack {
  private static final long HANDLE = 0xFFFFFFFFL;

  private long[] tasks = new long[2];
  private int size;

  /** Adds a task that is not there yet; most are the newest of all. */
  void add(int launchNumber, int handle) {
    long task = ((long) launchNumber << Integer.SIZE) | (handle & HANDLE);
    int place = size;
    while (place > 0 && tasks[place - 1] >= task) {
      place--;
    }
    if (place < size && tasks[place] == task) {
      return;
    }
    if (size == tasks.length) {
      tasks = Arrays.copyOf(tasks, 2 * size);
    }
    System.arraycopy(tasks, place, tasks, place + 1, size - place);
    tasks[place] = task;
    size++;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int launchNumber() {
    return (int) (tasks[size - 1] >>> Integer.SIZE);
  }

  int handle() {
    return (int) tasks[size - 1];
  }

  void pop() {
    size--;
  }
}
