package dev.steadystate.placement;

import java.util.Arrays;

/**
 * The instances by the time of their last change, the latest first. Whoever remembers how far it
 * had read finds each instance that changed since, once, however often it changed.
 */
final class Changes {
  static final int NOBODY = -1;

  private static final long NEVER = 0;
  private static final long LOW = 0xFFFFFFFFL;

  /** Two for each instance, side by side: the time, and the numbers of its two neighbours. */
  private long[] entries = new long[0];

  private long[] attributesChangedAt = new long[0];
  private int latest = NOBODY;
  private long now = NEVER;
  private long attributesChangedLast = NEVER;

  /** Notes that an instance changed, or is new. */
  void note(int instance) {
    int at = 2 * instance;
    if (at >= entries.length) {
      entries = Arrays.copyOf(entries, Math.max(at + 2, 2 * entries.length));
    }
    now++;
    if (instance != latest) {
      if (entries[at] != NEVER) {
        unlink(entries[at + 1]);
      }
      entries[at + 1] = link(NOBODY, latest);
      if (latest != NOBODY) {
        entries[2 * latest + 1] = link(instance, older(entries[2 * latest + 1]));
      }
      latest = instance;
    }
    entries[at] = now;
  }

  /** Notes that attributes of an instance changed. */
  void noteAttributes(int instance) {
    note(instance);
    if (instance >= attributesChangedAt.length) {
      attributesChangedAt = Arrays.copyOf(attributesChangedAt, instance + instance / 2 + 1);
    }
    attributesChangedAt[instance] = now;
    attributesChangedLast = now;
  }

  private void unlink(long links) {
    int newer = newer(links);
    int older = older(links);
    entries[2 * newer + 1] = link(newer(entries[2 * newer + 1]), older);
    if (older != NOBODY) {
      entries[2 * older + 1] = link(newer, older(entries[2 * older + 1]));
    }
  }

  private static long link(int newer, int older) {
    return ((long) newer << Integer.SIZE) | (older & LOW);
  }

  private static int newer(long links) {
    return (int) (links >> Integer.SIZE);
  }

  private static int older(long links) {
    return (int) links;
  }

  /** Returns how far there is to read. */
  long now() {
    return now;
  }

  /** Returns the instance that changed last, or {@link #NOBODY}. */
  int latest() {
    return latest;
  }

  /** Returns the instance that changed last before this one, or {@link #NOBODY}. */
  int before(int instance) {
    return older(entries[2 * instance + 1]);
  }

  boolean changedAfter(long time, int instance) {
    return entries[2 * instance] > time;
  }

  /** Returns whether attributes of any instance changed. */
  boolean attributesChangedAfter(long time) {
    return attributesChangedLast > time;
  }

  boolean attributesChangedAfter(long time, int instance) {
    return attributesChangedLast > time
        && instance < attributesChangedAt.length
        && attributesChangedAt[instance] > time;
  }
}
