package dev.steadystate.lab.aws;

import java.math.BigDecimal;

/** Reads numbers, and refuses what is none in the words of the AWS CLI. */
final class Numbers {
  private Numbers() {}

  static long whole(String word) {
    try {
      return Long.parseLong(word.strip());
    } catch (NumberFormatException e) {
      throw new UsageException("invalid literal for int() with base 10: '" + word + "'");
    }
  }

  static BigDecimal decimal(String word) {
    try {
      return new BigDecimal(word.strip());
    } catch (NumberFormatException e) {
      throw new UsageException("could not convert string to float: '" + word + "'");
    }
  }
}
