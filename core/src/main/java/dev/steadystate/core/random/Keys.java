package dev.steadystate.core.random;

/** Makes the keys of streams and ids out of the seed and of what a thing is. */
public final class Keys {
  private Keys() {}

  /** Returns the key of this purpose under a seed. */
  public static long of(long seed, String purpose) {
    return with(scramble(seed + 0x5851F42D4C957F2DL), purpose);
  }

  /** Returns a key that depends on this text as well. */
  public static long with(long key, String text) {
    long mixed = key ^ (text.length() * 0x9E3779B97F4A7C15L);
    for (int i = 0; i < text.length(); i++) {
      mixed = (mixed ^ text.charAt(i)) * 0x2545F4914F6CDD1DL;
      mixed ^= mixed >>> 29;
    }
    return scramble(mixed);
  }

  /** Returns a key that depends on this number as well. */
  public static long with(long key, long number) {
    return scramble(key ^ scramble(number + 0x9E3779B97F4A7C15L));
  }

  /** Returns a bijective scrambling of 64 bits (Stafford's variant 13). */
  public static long scramble(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
