package dev.steadystate.placement;

import java.util.Arrays;

/**
 * The instances by the time of their last change, the latest first. Whoever remembers how far it
 * had read finds each instance that changed since, once, however often it changed.
 */
final class Changes {
  static final int NOBODY = -1;

  private static final int UNLINKED = -2;

  private int[] newer = new int[0];
  private int[] older = new int[0];
  private long[] changedAt = new long[0];
  private long[] attributesChangedAt = new long[0];
  private int latest = NOBODY;
  private long now;
  private long attributesChangedLast;

  /** Notes that an instance changed, or is new. */
  void note(int instance) {
    growTo(instance + 1);
    changedAt[instance] = ++now;
    if (instance == latest) {
      return;
    }
    unlink(instance);
    newer[instance] = NOBODY;
    older[instance] = latest;
    if (latest != NOBODY) {
      newer[latest] = instance;
    }
    latest = instance;
  }

  /** Notes that attributes of an instance changed. */
  void noteAttributes(int instance) {
    note(instance);
    attributesChangedAt[instance] = now;
    attributesChangedLast = now;
  }

  private void growTo(int size) {
    int known = changedAt.length;
    if (size <= known) {
      return;
    }
    int grown = Math.max(size, known + known / 2 + 8);
    newer = Arrays.copyOf(newer, grown);
    older = Arrays.copyOf(older, grown);
    changedAt = Arrays.copyOf(changedAt, grown);
    attributesChangedAt = Arrays.copyOf(attributesChangedAt, grown);
    Arrays.fill(newer, known, grown, UNLINKED);
    Arrays.fill(older, known, grown, UNLINKED);
  }

  private void unlink(int instance) {
    int before = newer[instance];
    int after = older[instance];
    if (before == UNLINKED) {
      return;
    }
    if (before != NOBODY) {
      older[before] = after;
    }
    if (after != NOBODY) {
      newer[after] = before;
    }
  }

  /** Returns whether attributes of any instance changed. */
  boolean attributesChangedAfter(long time) {
    return attributesChangedLast > time;
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
    return older[instance];
  }

  boolean changedAfter(long time, int instance) {
    return changedAt[instance] > time;
  }

  boolean attributesChangedAfter(long time, int instance) {
    return instance < attributesChangedAt.length && attributesChangedAt[instance] > time;
  }
}
