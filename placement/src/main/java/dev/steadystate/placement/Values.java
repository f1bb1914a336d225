package dev.steadystate.placement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * The values of one attribute, or the zones, of all instances, numbered from 0 in the order in
 * which they are met.
 */
final class Values {
  private final IntFunction<String> valueOf;
  private final SortedMap<String, Integer> numbers = new TreeMap<>();
  private final List<String> names = new ArrayList<>();
  private int[] values = new int[0];
  private int[] ranks = new int[0];
  private int known;

  /** Makes the values that this function gives for the number of an instance. */
  Values(IntFunction<String> valueOf) {
    this.valueOf = valueOf;
  }

  /** Reads the values of instances that registered since, so that there are this many. */
  void readTo(int size) {
    if (size > values.length) {
      values = Arrays.copyOf(values, Math.max(size, values.length * 2));
    }
    for (; known < size; known++) {
      values[known] = read(known);
    }
  }

  /** Reads the value of an instance again. */
  void readAgain(int instance) {
    if (instance < known) {
      values[instance] = read(instance);
    }
  }

  private int read(int instance) {
    String value = valueOf.apply(instance);
    Integer number = numbers.get(value);
    if (number == null) {
      number = names.size();
      numbers.put(value, number);
      names.add(value);
    }
    return number;
  }

  /** Returns how many different values were met. */
  int count() {
    return names.size();
  }

  /** Returns the value of this number. */
  String name(int number) {
    return names.get(number);
  }

  /** Returns the number of an instance's value. */
  int of(int instance) {
    return values[instance];
  }

  /** Returns the place of an instance's value in the order of the values. */
  int rank(int instance) {
    if (ranks.length < numbers.size()) {
      ranks = new int[numbers.size()];
      int rank = 0;
      for (int number : numbers.values()) {
        ranks[number] = rank++;
      }
    }
    return ranks[values[instance]];
  }
}
