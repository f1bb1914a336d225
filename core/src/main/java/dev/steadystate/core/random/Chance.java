package dev.steadystate.core.random;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.LongMath;
import java.math.BigDecimal;

/**
 * A probability as an exact fraction in lowest terms, such as 3/10.
 *
 * <p>What hits with a small chance hits with a greater one too, if the stream is the same: raising
 * a share from 0.3 to 0.4 keeps those that were hit and adds some.
 */
public record Chance(int numerator, int denominator) {
  private static final int MOST_PARTS = 1_000_000_000;
  private static final Chance ALWAYS = new Chance(1, 1);

  /** Keeps the fraction in lowest terms. */
  public Chance {
    checkArgument(
        denominator >= 1 && denominator <= MOST_PARTS,
        "denominator must be from 1 to %s, but was %s",
        MOST_PARTS,
        denominator);
    checkArgument(
        numerator >= 0 && numerator <= denominator,
        "a chance must be from 0 to 1, but was %s/%s",
        numerator,
        denominator);
    int divisor = (int) LongMath.gcd(numerator, denominator);
    numerator /= divisor;
    denominator /= divisor;
  }

  /** Returns the chance of so many out of so many. */
  public static Chance of(int numerator, int denominator) {
    return new Chance(numerator, denominator);
  }

  /** Returns the chance that a decimal number from 0 to 1 states, of at most nine places. */
  public static Chance of(BigDecimal share) {
    BigDecimal plain = share.stripTrailingZeros();
    checkArgument(
        plain.signum() >= 0 && plain.compareTo(BigDecimal.ONE) <= 0,
        "a chance must be from 0 to 1, but was %s",
        share);
    checkArgument(
        plain.scale() <= 9, "a chance has at most nine decimal places, but was %s", share);
    int places = Math.max(plain.scale(), 0);
    return new Chance(
        plain.movePointRight(places).intValueExact(), (int) LongMath.checkedPow(10, places));
  }

  /** Returns the chance that this text states as a decimal number, such as 0.3. */
  public static Chance parse(String decimal) {
    try {
      return of(new BigDecimal(decimal));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a chance must be a decimal number from 0 to 1, such as 0.3, but was '" + decimal + "'",
          e);
    }
  }

  /** Returns certainty. */
  public static Chance always() {
    return ALWAYS;
  }

  /** Returns whether nothing is left to chance, because it always hits. */
  public boolean isCertain() {
    return numerator == denominator;
  }

  /** Returns whether it hits this time; draws exactly once. */
  public boolean hits(Stream stream) {
    // 32 bits against at most 30: the products stay below 2^62.
    return (stream.nextLong() >>> 32) * denominator < ((long) numerator << 32);
  }

  @Override
  public String toString() {
    return denominator == 1 ? Integer.toString(numerator) : numerator + "/" + denominator;
  }
}
