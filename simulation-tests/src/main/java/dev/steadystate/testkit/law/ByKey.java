package dev.steadystate.testkit.law;

import org.jspecify.annotations.Nullable;

/**
 * What the journal tells of, by the key of its subject. Every entry about a task asks here, so keys
 * are not boxed and lie side by side.
 */
final class ByKey<V> {
  private static final int SMALLEST = 64;

  private long[] keys = new long[SMALLEST];
  private @Nullable Object[] values = new @Nullable Object[SMALLEST];
  private int size;

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked") // Nothing else is ever put.
  @Nullable V get(long key) {
    return (V) values[slot(key)];
  }

  void put(long key, V value) {
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    int slot = slot(key);
    size += values[slot] == null ? 1 : 0;
    keys[slot] = key;
    values[slot] = value;
  }

  void remove(long key) {
    int hole = slot(key);
    if (values[hole] == null) {
      return;
    }
    size--;
    values[hole] = null;
    // Whoever was pushed on by what is gone moves up.
    for (int next = after(hole); values[next] != null; next = after(next)) {
      if (distance(home(keys[next]), next) >= distance(hole, next)) {
        keys[hole] = keys[next];
        values[hole] = values[next];
        values[next] = null;
        hole = next;
      }
    }
  }

  /** Returns where this key is, or where it would be put. */
  private int slot(long key) {
    int slot = home(key);
    while (values[slot] != null && keys[slot] != key) {
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
    @Nullable Object[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new @Nullable Object[2 * oldKeys.length];
    for (int i = 0; i < oldValues.length; i++) {
      if (oldValues[i] != null) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
