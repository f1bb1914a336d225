package dev.steadystate.core.spi;

import org.jspecify.annotations.Nullable;

/**
 * A reason with its numbers, put into words only when somebody reads it.
 *
 * @param text with {@code {0}}, {@code {1}} and {@code {2}} for the numbers
 */
public record Why(String text, long a, long b, long c) {
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
  public boolean equals(@Nullable Object other) {
    return other instanceof Why why
        && why.text.equals(text)
        && why.a == a
        && why.b == b
        && why.c == c;
  }

  @Override
  public int hashCode() {
    return text.hashCode() * 31 + Long.hashCode(a * 31 + b * 7 + c);
  }

  @Override
  public String toString() {
    return text.replace("{0}", Long.toString(a))
        .replace("{1}", Long.toString(b))
        .replace("{2}", Long.toString(c));
  }
}
