package dev.steadystate.core.engine;

import dev.steadystate.core.random.Keys;

/** Digests of images, which are whatever their name is: the same in every simulation. */
public final class ImageDigests {
  private ImageDigests() {}

  /** Returns {@code sha256:} and 64 hex digits. */
  public static String of(String image) {
    long key = Keys.of(0, image);
    return "sha256:"
        + Hex.of(Keys.with(key, 1), Keys.with(key, 2))
        + Hex.of(Keys.with(key, 3), Keys.with(key, 4));
  }
}
