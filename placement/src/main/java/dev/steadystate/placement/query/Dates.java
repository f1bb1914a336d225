package dev.steadystate.placement.query;

import static java.time.temporal.ChronoField.HOUR_OF_DAY;
import static java.time.temporal.ChronoField.OFFSET_SECONDS;
import static java.time.temporal.ChronoField.YEAR;

import com.google.common.collect.Range;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * The four ways to write the argument of {@code registeredAt}: {@code 2018-06-18T22:28:28+00:00},
 * {@code 2018-06-18T22:28:28Z}, {@code 2018-06-18T22:28:28} and {@code 2018-06-18}. Without an
 * offset the time is in UTC, without a time it is midnight.
 */
final class Dates {

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .appendValue(YEAR, 4)
          .appendPattern("-MM-dd")
          .optionalStart()
          .appendPattern("'T'HH:mm:ss")
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalEnd()
          .parseDefaulting(HOUR_OF_DAY, 0)
          .parseDefaulting(OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** The times that have four digits for the year in UTC too, so that each can be written again. */
  private static final Range<Instant> WRITABLE =
      Range.closedOpen(
          Instant.parse("0000-01-01T00:00:00Z"), Instant.parse("+10000-01-01T00:00:00Z"));

  private Dates() {}

  static Optional<Instant> read(String text) {
    try {
      return Optional.of(FORMAT.parse(text, Instant::from)).filter(WRITABLE);
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }
}
