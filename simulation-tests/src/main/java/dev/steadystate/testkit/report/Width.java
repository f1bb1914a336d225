package dev.steadystate.testkit.report;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableRangeSet;
import com.google.common.collect.Range;

/** How many columns of a terminal a text takes: two for a wide character, none for an accent. */
final class Width {
  /** East Asian characters and pictures. */
  private static final ImmutableRangeSet<Integer> WIDE =
      ImmutableRangeSet.<Integer>builder()
          .add(Range.closed(0x1100, 0x115F))
          .add(Range.closed(0x2E80, 0xA4CF))
          .add(Range.closed(0xAC00, 0xD7A3))
          .add(Range.closed(0xF900, 0xFAFF))
          .add(Range.closed(0xFE30, 0xFE6F))
          .add(Range.closed(0xFF00, 0xFF60))
          .add(Range.closed(0xFFE0, 0xFFE6))
          .add(Range.closed(0x1F300, 0x1FAFF))
          .add(Range.closed(0x20000, 0x3FFFD))
          .build();

  private Width() {}

  static int of(String text) {
    return text.codePoints().map(Width::of).sum();
  }

  private static int of(int character) {
    if (character < 0x300) {
      return 1;
    }
    if (Character.getType(character) == Character.NON_SPACING_MARK) {
      return 0;
    }
    return WIDE.contains(character) ? 2 : 1;
  }

  /** Returns where the longest beginning ends that fits, of one character at least. */
  static int end(String text, int columns) {
    int left = columns;
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      left -= of(character);
      if (left < 0 && end > 0) {
        return end;
      }
      end += Character.charCount(character);
    }
    return end;
  }

  /** Returns the text with a space for each character that would move the cursor. */
  static String oneLine(String text) {
    return CharMatcher.javaIsoControl().replaceFrom(text, ' ');
  }
}
