package dev.steadystate.core.fate;

import dev.steadystate.core.random.Distribution;
import dev.steadystate.core.random.Keys;
import dev.steadystate.core.random.Stream;

/**
 * The luck of one task under one rule. Every purpose has a stream of its own, so that giving a rule
 * one more thing to draw leaves what it drew before as it was.
 */
record Draws(long key) {
  Draws of(String purpose) {
    return new Draws(Keys.with(key, purpose));
  }

  Stream stream(String purpose) {
    return Stream.of(Keys.with(key, purpose));
  }

  long length(String purpose, Distribution distribution) {
    return distribution instanceof Distribution.Constant constant
        ? constant.length()
        : distribution.draw(stream(purpose));
  }
}
