package dev.steadystate.core.journal;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.random.Keys;
import org.jspecify.annotations.Nullable;

/** A running digest of 128 bits over all that is written to a journal. */
final class Fingerprint {
  private long high;
  private long low;

  private Fingerprint(long high, long low) {
    this.high = high;
    this.low = low;
  }

  static Fingerprint ofSeed(long seed) {
    return new Fingerprint(Keys.of(seed, "high"), Keys.of(seed, "low"));
  }

  Fingerprint copy() {
    return new Fingerprint(high, low);
  }

  void add(long at, EntryKind kind, long subject, Object what, @Nullable Object why, long cause) {
    mix(at * 64 + kind.ordinal());
    mix(subject);
    mixValue(what);
    if (why != null) {
      mixValue(why);
    }
    mix(cause);
  }

  private void mixValue(Object value) {
    if (value instanceof String text) {
      // The hash of a text is fixed by the language, and kept by the text.
      mix(((long) text.hashCode() << 32) ^ text.length());
    } else if (value instanceof Enum<?> word) {
      mix(word.ordinal());
    } else if (value instanceof EventMessage message) {
      mixEvent(message);
    } else if (value instanceof Printed printed) {
      mix(printed.key());
    } else {
      throw new IllegalStateException("no fingerprint of " + value.getClass());
    }
  }

  private void mixEvent(EventMessage message) {
    mix(message.kind().ordinal() + (message.number() << 8));
    ImmutableList<String> texts = message.texts();
    for (int i = 0; i < texts.size(); i++) {
      mixValue(texts.get(i));
    }
    TaskIds tasks = message.tasks();
    for (int i = 0; i < tasks.size(); i++) {
      mix(tasks.launchNumber(i));
    }
  }

  private void mix(long value) {
    high = (Long.rotateLeft(high, 27) ^ value) * 0x9E3779B97F4A7C15L;
    low = Keys.scramble(low + value) ^ high;
  }

  @Override
  public String toString() {
    return hex(Keys.scramble(high)) + hex(Keys.scramble(low));
  }

  private static String hex(long bits) {
    String digits = Long.toHexString(bits);
    return "0".repeat(16 - digits.length()) + digits;
  }
}
