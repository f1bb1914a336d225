package dev.steadystate.architecture.planted.core.engine;

import java.time.ZoneId;
import java.util.Locale;
import java.util.TimeZone;

@SuppressWarnings({"StringCaseLocaleUsage", "AnnotateFormatMethod"})
class AsksTheMachine {
  Locale locale() {
    return Locale.getDefault();
  }

  ZoneId zone() {
    return ZoneId.systemDefault();
  }

  TimeZone timeZone() {
    return TimeZone.getDefault();
  }

  String environment() {
    return System.getenv().toString();
  }

  String format(int number) {
    return String.format("%d", number);
  }

  String formatted(int number) {
    return "%d".formatted(number);
  }

  String lowerCase(String text) {
    return text.toLowerCase();
  }

  String upperCase(String text) {
    return text.toUpperCase();
  }
}
