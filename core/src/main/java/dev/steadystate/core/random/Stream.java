package dev.steadystate.core.random;

/**
 * A stream of chance, the same for the same key on every machine. Each purpose has a stream of its
 * own, so that a new consumer never shifts the draws of an old one.
 */
public final class Stream {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  private Stream(long key) {
    this.state = key;
  }

  /** Returns the stream of this key; see {@link Keys} for how to make one. */
  public static Stream of(long key) {
    return new Stream(key);
  }

  /** Returns 64 bits, each value equally likely. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return Keys.scramble(state);
  }

  /** Returns a number from 0 to below the bound, each equally likely. */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, but was " + bound);
    }
    // Lemire's multiplication with rejection: exact, and no division in the common case.
    long product = (nextLong() >>> 32) * bound;
    if ((product & 0xFFFFFFFFL) < bound) {
      long threshold = (1L << 32) % bound;
      while ((product & 0xFFFFFFFFL) < threshold) {
        product = (nextLong() >>> 32) * bound;
      }
    }
    return (int) (product >>> 32);
  }

  /**
   * Returns a number from 0 to below the bound. Each is equally likely, as nearly as 63 bits can be
   * shared out. Draws exactly once, and a greater bound never gives a smaller number.
   */
  public long nextLong(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, but was " + bound);
    }
    long bits = nextLong() >>> 1;
    return (Math.multiplyHigh(bits, bound) << 1) | ((bits * bound) >>> 63);
  }
}
