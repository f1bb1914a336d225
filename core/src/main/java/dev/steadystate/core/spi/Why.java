package dev.steadystate.core.spi;

import dev.steadystate.core.journal.Printed;
import dev.steadystate.core.random.Keys;

/**
 * A reason with its numbers, put into words only when somebody reads it.
 *
 * @param text with {@code {0}}, {@code {1}} and {@code {2}} for the numbers
 */
public record Why(String text, long a, long b, long c) implements Printed {
  public static Why of(String text) {
    return new Why(text, 0, 0, 0);
  }

  public static Why of(String text, long a) {
    return new Why(text, a, 0, 0);
  }

  public static Why of(String text, long a, long b) {
    return new Why(text, a, b, 0);
  }

  public static Why of(String text, long a, long b, long c) {
    return new Why(text, a, b, c);
  }

  @Override
  public long key() {
    return Keys.with(Keys.with(Keys.scramble(text.hashCode() + (a << 32)), b), c);
  }

  @Override
  public String toString() {
    return text.replace("{0}", Long.toString(a))
        .replace("{1}", Long.toString(b))
        .replace("{2}", Long.toString(c));
  }
}
