package dev.steadystate.core.engine;

import java.util.Arrays;

/** How many tasks a service launched in the latest minute (SS-140). */
final class LaunchRate {
  private static final long WINDOW = 60_000;

  private long[] at = {};
  private int[] count = {};
  private int size;

  LaunchRate copy() {
    LaunchRate copy = new LaunchRate();
    copy.at = at.clone();
    copy.count = count.clone();
    copy.size = size;
    return copy;
  }

  /** Returns how many more may be launched now. */
  int room(long now, int limit) {
    forgetBefore(now);
    int used = 0;
    for (int i = 0; i < size; i++) {
      used += count[i];
    }
    return Math.max(0, limit - used);
  }

  /** Returns when the oldest launches leave the window, those of now if there are no others. */
  long nextRoomAt(long now) {
    return (size == 0 ? now : at[0]) + WINDOW;
  }

  void add(long now, int launched) {
    forgetBefore(now);
    if (size > 0 && at[size - 1] == now) {
      count[size - 1] += launched;
      return;
    }
    if (size == at.length) {
      at = Arrays.copyOf(at, Math.max(2, size * 2));
      count = Arrays.copyOf(count, at.length);
    }
    at[size] = now;
    count[size++] = launched;
  }

  private void forgetBefore(long now) {
    int old = 0;
    while (old < size && at[old] <= now - WINDOW) {
      old++;
    }
    if (old > 0) {
      System.arraycopy(at, old, at, 0, size - old);
      System.arraycopy(count, old, count, 0, size - old);
      size -= old;
    }
  }
}
