package dev.steadystate.core.api;

import dev.steadystate.core.model.EcsException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the cpu and memory of a task, which the API takes as text: {@code 256}, {@code .25 vCPU},
 * {@code 512}, {@code 0.5GB}.
 */
final class Sizes {
  private static final Pattern CPU = pattern("vcpu");
  private static final Pattern MEMORY = pattern("gb");
  private static final int THOUSAND_AND_TWENTY_FOUR = 1024;

  private Sizes() {}

  /** Returns CPU units, 1024 a vCPU. */
  static OptionalInt cpu(String text) {
    return read(CPU, text, "cpu");
  }

  /** Returns MiB. */
  static OptionalInt memory(String text) {
    return read(MEMORY, text, "memory");
  }

  private static Pattern pattern(String unit) {
    return Pattern.compile(
        "\\s*(\\d{1,9}|(?<large>\\d{0,6}\\.?\\d{1,9})\\s*" + unit + ")\\s*",
        Pattern.CASE_INSENSITIVE);
  }

  private static OptionalInt read(Pattern pattern, String text, String member) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw invalid(member);
    }
    String large = matcher.group("large");
    return OptionalInt.of(
        large == null ? Integer.parseInt(matcher.group(1)) : inSmallUnits(large, member));
  }

  private static int inSmallUnits(String large, String member) {
    try {
      return new BigDecimal(large)
          .multiply(BigDecimal.valueOf(THOUSAND_AND_TWENTY_FOUR))
          .setScale(0, RoundingMode.UNNECESSARY)
          .intValueExact();
    } catch (ArithmeticException e) {
      throw invalid(member);
    }
  }

  private static EcsException invalid(String member) {
    return EcsException.client("Invalid '" + member + "' setting for task.");
  }
}
