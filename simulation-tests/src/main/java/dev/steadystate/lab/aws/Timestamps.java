package dev.steadystate.lab.aws;

import com.google.common.collect.ImmutableSet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * Reads and writes instants as the AWS CLI does: ISO-8601 with an offset for the reader, seconds
 * since 1970 for the API. The lab knows no time zone but UTC.
 */
final class Timestamps {
  /** Every member of an answer of ECS that is an instant and does not end in {@code At}. */
  private static final ImmutableSet<String> OTHER_NAMES =
      ImmutableSet.of("expirationDate", "lastUpdated", "lastStatusChange");

  private static final DateTimeFormatter SECONDS =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter MICROSECONDS =
      new DateTimeFormatterBuilder()
          .append(SECONDS)
          .appendPattern(".SSSSSS")
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Timestamps() {}

  /** Returns whether a member of an answer is an instant. */
  static boolean isOne(String member, Object value) {
    return (value instanceof Long || value instanceof BigDecimal)
        && (member.endsWith("At") || OTHER_NAMES.contains(member));
  }

  /** Returns {@code 2026-01-01T00:00:15.250000+00:00} for seconds since 1970. */
  static String write(Object seconds) {
    BigDecimal exact = new BigDecimal(seconds.toString());
    long whole = exact.setScale(0, RoundingMode.FLOOR).longValue();
    long nanos = exact.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
    DateTimeFormatter form = nanos == 0 ? SECONDS : MICROSECONDS;
    return form.format(Instant.ofEpochSecond(whole, nanos)) + "+00:00";
  }

  /** Returns the seconds since 1970, or the word as it is where it is no instant. */
  static Object read(String word) {
    if (word.matches("[0-9]+(\\.[0-9]+)?")) {
      return new BigDecimal(word);
    }
    try {
      Instant instant = instant(word.strip().replace(' ', 'T'));
      return BigDecimal.valueOf(instant.getEpochSecond())
          .add(BigDecimal.valueOf(instant.getNano(), 9));
    } catch (DateTimeParseException e) {
      return word;
    }
  }

  private static Instant instant(String word) {
    if (!word.contains("T")) {
      return LocalDate.parse(word).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    return word.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})")
        ? OffsetDateTime.parse(word).toInstant()
        : LocalDateTime.parse(word).toInstant(ZoneOffset.UTC);
  }
}
