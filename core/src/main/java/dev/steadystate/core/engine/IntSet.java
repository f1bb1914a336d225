package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.primitives.Ints;
import java.util.Arrays;

/** A small sorted set of numbers. */
final class IntSet {
  private static final int[] EMPTY = {};

  private int[] values = EMPTY;
  private int size;

  /** Returns the set of these numbers. */
  static IntSet of(ImmutableSortedSet<Integer> numbers) {
    IntSet set = new IntSet();
    set.values = Ints.toArray(numbers);
    set.size = set.values.length;
    return set;
  }

  IntSet copy() {
    IntSet copy = new IntSet();
    copy.values = size == 0 ? EMPTY : values.clone();
    copy.size = size;
    return copy;
  }

  int size() {
    return size;
  }

  int get(int index) {
    return values[index];
  }

  /** Returns its numbers: the very set given, if it has none but these. */
  ImmutableSortedSet<Integer> toSortedSet(ImmutableSortedSet<Integer> usual) {
    return isMadeOf(usual.asList()) ? usual : toSortedSet();
  }

  private boolean isMadeOf(ImmutableList<Integer> sorted) {
    if (size != sorted.size()) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (values[i] != sorted.get(i)) {
        return false;
      }
    }
    return true;
  }

  ImmutableSortedSet<Integer> toSortedSet() {
    return ImmutableSortedSet.copyOf(Ints.asList(values).subList(0, size));
  }

  boolean contains(int value) {
    return size > 0 && Arrays.binarySearch(values, 0, size, value) >= 0;
  }

  boolean add(int value) {
    int at = Arrays.binarySearch(values, 0, size, value);
    if (at >= 0) {
      return false;
    }
    int insert = -at - 1;
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.max(4, size * 2));
    }
    System.arraycopy(values, insert, values, insert + 1, size - insert);
    values[insert] = value;
    size++;
    return true;
  }

  boolean remove(int value) {
    int at = size == 0 ? -1 : Arrays.binarySearch(values, 0, size, value);
    if (at < 0) {
      return false;
    }
    System.arraycopy(values, at + 1, values, at, size - at - 1);
    size--;
    return true;
  }
}
