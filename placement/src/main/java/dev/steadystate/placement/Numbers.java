package dev.steadystate.placement;

import java.util.Arrays;

/** Numbers, gathered in any order. */
final class Numbers {
  private int[] numbers = new int[16];
  private int size;

  void add(int number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    numbers[size++] = number;
  }

  int size() {
    return size;
  }

  /** Returns the number that was added at this place, counted from 0, unless any were ordered. */
  int get(int place) {
    return numbers[place];
  }

  void clear() {
    size = 0;
  }

  /** Returns the number at this place, counted from 0, in their natural order. */
  int inOrder(int place) {
    Arrays.sort(numbers, 0, size);
    return numbers[place];
  }
}
