package dev.steadystate.core.model;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Durations as people write them: {@code 250ms}, {@code 20s}, {@code 5m}, {@code 1h30m}, {@code
 * 7d}, or ISO-8601 such as {@code PT1H30M}. In whole milliseconds, never negative.
 */
public final class Durations {
  /** The longest that is understood: a hundred thousand days. */
  public static final Duration LONGEST = Duration.ofDays(100_000);

  private static final ImmutableMap<String, Long> UNITS =
      ImmutableMap.of("d", 86_400_000L, "h", 3_600_000L, "m", 60_000L, "s", 1_000L, "ms", 1L);

  private Durations() {}

  /**
   * Returns the duration of this text.
   *
   * @throws IllegalArgumentException that says what was expected
   */
  public static Duration parse(String text) {
    Duration duration = text.startsWith("P") ? iso(text) : Duration.ofMillis(millis(text));
    if (duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a duration is at most " + LONGEST.toDays() + "d, but found '" + text + "'");
    }
    return duration;
  }

  /** Returns the shortest text of these milliseconds, such as {@code 1h30m}. */
  public static String text(long millis) {
    if (millis == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    long rest = millis;
    for (var unit : UNITS.entrySet()) {
      if (rest >= unit.getValue()) {
        text.append(rest / unit.getValue()).append(unit.getKey());
        rest %= unit.getValue();
      }
    }
    return text.toString();
  }

  /** Returns the shortest text of this duration, such as {@code 1h30m}. */
  public static String text(Duration duration) {
    return text(duration.toMillis());
  }

  private static Duration iso(String text) {
    Duration duration;
    try {
      duration = Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw noDuration(text, e);
    }
    if (duration.isNegative() || duration.toNanosPart() % 1_000_000 != 0) {
      throw new IllegalArgumentException(
          "a duration is whole milliseconds and not negative, but found '" + text + "'");
    }
    return duration;
  }

  /** Reads numbers with units, each unit at most once and the greater before the smaller. */
  private static long millis(String text) {
    long sum = 0;
    long smallerThan = Long.MAX_VALUE;
    int at = 0;
    do {
      int unitAt = endOf(text, at, true);
      int next = endOf(text, unitAt, false);
      Long unit = UNITS.get(text.substring(unitAt, next));
      if (unit == null || unit >= smallerThan || unitAt == at || unitAt - at > 15) {
        throw noDuration(text, null);
      }
      // At most 15 digits of milliseconds fit; more of a greater unit is refused as too long.
      long number = Long.parseLong(text.substring(at, unitAt));
      sum += Math.min(number, LONGEST.toMillis() / unit + 1) * unit;
      smallerThan = unit;
      at = next;
    } while (at < text.length());
    return sum;
  }

  private static int endOf(String text, int from, boolean digits) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end)) == digits) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  private static IllegalArgumentException noDuration(String text, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "expected a duration such as 250ms, 20s, 5m, 1h30m, 7d or PT20S, but found '" + text + "'",
        cause);
  }
}
