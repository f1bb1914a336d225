package dev.steadystate.core.engine;

import java.util.Arrays;

/** The ticks at which a service has a pass: very few at a time. */
final class Wakes {
  private long[] ticks;
  private int count;

  Wakes() {
    this.ticks = new long[4];
  }

  private Wakes(Wakes from) {
    this.ticks = from.ticks.clone();
    this.count = from.count;
  }

  Wakes copy() {
    return new Wakes(this);
  }

  /** Remembers a pass at this tick and returns whether it is a new one. */
  boolean add(long tick) {
    if (find(tick) >= 0) {
      return false;
    }
    if (count == ticks.length) {
      ticks = Arrays.copyOf(ticks, count * 2);
    }
    ticks[count++] = tick;
    return true;
  }

  /** Forgets the pass at this tick and returns whether there was one. */
  boolean take(long tick) {
    int found = find(tick);
    if (found < 0) {
      return false;
    }
    ticks[found] = ticks[--count];
    return true;
  }

  private int find(long tick) {
    for (int i = 0; i < count; i++) {
      if (ticks[i] == tick) {
        return i;
      }
    }
    return -1;
  }
}
