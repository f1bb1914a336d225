package dev.steadystate.lab.aws;

import com.google.common.base.Splitter;

/** Breaks long lines. */
final class Lines {
  private static final Splitter BLANKS = Splitter.on(' ').omitEmptyStrings();

  private Lines() {}

  /** Returns the words on lines of at most so many columns, the second and later ones indented. */
  static String wrapped(String words, int columns) {
    StringBuilder text = new StringBuilder();
    int column = 0;
    for (String word : BLANKS.split(words)) {
      if (column > 0 && column + 1 + word.length() > columns) {
        text.append("\n    ");
        column = 4;
      } else if (column > 0) {
        text.append(' ');
        column++;
      }
      text.append(word);
      column += word.length();
    }
    return text.toString();
  }
}
