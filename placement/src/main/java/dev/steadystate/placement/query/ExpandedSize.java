package dev.steadystate.placement.query;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts the parts of a regular expression with its repetitions written out, which is how RE2
 * compiles it: {@code ((a{1000}){1000}){1000}} is refused before it takes all memory. RE2/J also
 * calls itself once for each part that may be absent, which must not exhaust the stack.
 */
final class ExpandedSize {

  private static final int MOST_PARTS = 2000;
  private static final int DEEPEST = 100;

  private final Deque<Long> around = new ArrayDeque<>();
  private long group;
  private long last;

  /** Adds a part, such as a letter. */
  void add(long parts) {
    last = parts;
    group += parts;
    checkArgument(
        group <= MOST_PARTS,
        "expected a regular expression of at most %s parts with its repetitions written out",
        MOST_PARTS);
  }

  void open() {
    checkArgument(
        around.size() < DEEPEST,
        "expected a regular expression with at most %s groups inside each other",
        DEEPEST);
    around.push(group);
    group = 0;
  }

  /** Makes of the group one part of the group around it. */
  void close() {
    checkArgument(!around.isEmpty(), "expected a regular expression with a ( for each )");
    long parts = group + 1;
    group = around.pop();
    add(parts);
  }

  /** Writes the last part out so many times. */
  void repeat(int times) {
    group -= last;
    add(last * times);
  }
}
