package dev.steadystate.placement.query;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import java.util.List;
import java.util.Optional;

/**
 * A dotted version, compared number by number from the left. Missing numbers are zero, so that
 * {@code 1.9} ranks like {@code 1.9.0}, although the two are not equal as values.
 */
public record Version(ImmutableList<Integer> numbers) implements Comparable<Version> {

  public Version {
    checkArgument(!numbers.isEmpty(), "a version must have a number");
    numbers.forEach(n -> checkArgument(n >= 0, "a version must not be negative, but was %s", n));
  }

  /** Returns the version that a text such as {@code 1.14.5} spells, empty if it spells none. */
  static Optional<Version> read(String text) {
    List<String> parts = Splitter.on('.').splitToList(text);
    return parts.stream().allMatch(Version::isNumber)
        ? Optional.of(new Version(parts.stream().map(Integer::valueOf).collect(toImmutableList())))
        : Optional.empty();
  }

  private static boolean isNumber(String part) {
    return !part.startsWith("-") && Ints.tryParse(part) != null;
  }

  @Override
  public int compareTo(Version other) {
    int longest = Math.max(numbers.size(), other.numbers.size());
    for (int i = 0; i < longest; i++) {
      int comparison = Integer.compare(number(i), other.number(i));
      if (comparison != 0) {
        return comparison;
      }
    }
    return 0;
  }

  private int number(int index) {
    return index < numbers.size() ? numbers.get(index) : 0;
  }

  @Override
  public String toString() {
    return Joiner.on('.').join(numbers);
  }
}
