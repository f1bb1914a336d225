package dev.steadystate.core.model;

import java.util.Locale;
import java.util.Optional;

/** Guesses what a misspelt name was meant to be. */
public final class Nearest {
  private Nearest() {}

  /**
   * Returns the known name that the fewest changed letters away, the first of several. Nothing is
   * near when more than half of the letters would have to change.
   */
  public static Optional<String> to(String name, Iterable<String> known) {
    Optional<String> nearest = Optional.empty();
    int fewest = Math.max(1, name.length() / 2) + 1;
    for (String candidate : known) {
      int changes = changes(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (changes < fewest) {
        fewest = changes;
        nearest = Optional.of(candidate);
      }
    }
    return nearest;
  }

  /** Returns how many letters to insert, delete, replace or swap with their neighbour. */
  private static int changes(String from, String to) {
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[to.length()];
  }
}
