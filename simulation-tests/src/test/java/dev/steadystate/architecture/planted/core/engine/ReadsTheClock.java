package dev.steadystate.architecture.planted.core.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.function.LongSupplier;

@SuppressWarnings({"JavaUtilDate", "JavaTimeDefaultTimeZone"})
class ReadsTheClock {
  long milliseconds() {
    return System.currentTimeMillis();
  }

  long nanoseconds() {
    return System.nanoTime();
  }

  LongSupplier byReference() {
    return System::nanoTime;
  }

  LongSupplier inALambda() {
    return () -> System.currentTimeMillis() / 1000;
  }

  Instant instant() {
    return Instant.now();
  }

  LocalDate day() {
    return LocalDate.now();
  }

  Clock systemClock() {
    return Clock.systemUTC();
  }

  Clock tickingClock() {
    return Clock.tickMillis(ZoneOffset.UTC);
  }

  Clock slowClock(Clock clock) {
    return Clock.tick(clock, Duration.ofSeconds(1));
  }

  InstantSource source() {
    return InstantSource.system();
  }

  Date date() {
    return new Date();
  }

  Calendar calendar() {
    return Calendar.getInstance();
  }

  Calendar gregorianCalendar() {
    return new GregorianCalendar();
  }
}
