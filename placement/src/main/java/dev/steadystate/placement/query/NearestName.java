package dev.steadystate.placement.query;

import static java.util.Comparator.comparingInt;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** Finds the known name that somebody who wrote another one probably meant. */
final class NearestName {

  /** How many letters may be wrong, missing or too many. */
  private static final int NEAR = 3;

  private NearestName() {}

  /** Returns the nearest of the known names, the first of equals, empty if none is near. */
  static Optional<String> to(String name, ImmutableList<String> known) {
    return known.stream()
        .filter(candidate -> Math.abs(candidate.length() - name.length()) <= NEAR)
        .filter(candidate -> distance(candidate, name) <= NEAR)
        .min(comparingInt(candidate -> distance(candidate, name)));
  }

  /** Counts the letters to insert, delete or replace (Levenshtein), row by row. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 1; line <= left.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column < row.length; column++) {
        int replaced = diagonal + (left.charAt(line - 1) == right.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    return row[right.length()];
  }
}
