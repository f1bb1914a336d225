package dev.steadystate.core.engine;

import dev.steadystate.core.random.Keys;

/** Writes drawn bits in the forms that ids of AWS have. */
public final class Hex {
  private static final char[] DIGITS = "0123456789abcdef".toCharArray();
  private static final char[] URL_SAFE =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-".toCharArray();

  private Hex() {}

  /** Returns 32 hex digits. */
  public static String of(long high, long low) {
    char[] text = new char[32];
    write(text, 0, high);
    write(text, 16, low);
    return new String(text);
  }

  /** Returns the 32 hex digits of the id of a task or a container instance of this key. */
  public static String id(long key) {
    return of(Keys.with(key, 1), Keys.with(key, 2));
  }

  /** Returns a UUID of version 4 form. */
  public static String uuid(long key) {
    long high = (Keys.with(key, 1) & ~0xF000L) | 0x4000L;
    long low = (Keys.with(key, 2) & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    String hex = of(high, low);
    return hex.substring(0, 8)
        + "-"
        + hex.substring(8, 12)
        + "-"
        + hex.substring(12, 16)
        + "-"
        + hex.substring(16, 20)
        + "-"
        + hex.substring(20);
  }

  /** Returns nineteen decimal digits, the first not 0. */
  public static String nineteenDigits(long key) {
    // 1 followed by 18 zeros up to 9.2 times that: the positive numbers of 19 digits.
    long floor = 1_000_000_000_000_000_000L;
    long range = Long.MAX_VALUE - floor;
    return Long.toString(floor + (Keys.with(key, 1) >>> 1) % range);
  }

  /** Returns 21 characters of {@code A-Za-z0-9_-}. */
  public static String shortId(long key) {
    char[] text = new char[21];
    for (int i = 0; i < text.length; i++) {
      text[i] = URL_SAFE[(int) (Keys.with(key, i) & 63)];
    }
    return new String(text);
  }

  private static void write(char[] text, int from, long bits) {
    for (int i = 0; i < 16; i++) {
      text[from + i] = DIGITS[(int) (bits >>> (60 - 4 * i)) & 15];
    }
  }
}
