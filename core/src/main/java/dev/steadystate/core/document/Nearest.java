package dev.steadystate.core.document;

import java.util.Collection;
import java.util.Optional;

/** Guesses which known name was meant by one that is not known. */
public final class Nearest {
  /** Names longer than this are no slip of the finger. */
  private static final int MAX_LENGTH = 100;

  private Nearest() {}

  /**
   * Returns the known name that takes the fewest slips to become the given one: a letter too many,
   * too few, another, in the wrong case, or two that changed places. Of equally near ones it is the
   * first. Absent when every letter in three would be a slip.
   */
  public static Optional<String> to(String name, Collection<String> known) {
    Optional<String> nearest = Optional.empty();
    int fewest = Math.max(2, name.length() / 3) + 1;
    for (String candidate : known) {
      int slips = slips(name, candidate);
      if (slips < fewest) {
        fewest = slips;
        nearest = Optional.of(candidate);
      }
    }
    return nearest;
  }

  /** Ends a sentence about an unknown name: the nearest known one, or else all of them. */
  public static String hint(String name, Collection<String> known) {
    return to(name, known)
        .map(nearest -> ", did you mean " + nearest + "?")
        .orElseGet(() -> ", expected one of " + known);
  }

  private static int slips(String one, String other) {
    if (one.equalsIgnoreCase(other)) {
      return one.equals(other) ? 0 : 1;
    }
    if (one.length() > MAX_LENGTH || other.length() > MAX_LENGTH) {
      return Integer.MAX_VALUE;
    }
    int[][] slips = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          slips[i][j] = i + j;
          continue;
        }
        int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        slips[i][j] =
            Math.min(slips[i - 1][j - 1] + same, 1 + Math.min(slips[i - 1][j], slips[i][j - 1]));
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          slips[i][j] = Math.min(slips[i][j], slips[i - 2][j - 2] + 1);
        }
      }
    }
    return slips[one.length()][other.length()];
  }
}
