package dev.steadystate.testkit.law;

import dev.steadystate.core.journal.EntryKind;
import java.util.ArrayList;
import java.util.List;

/** The instant under way: what it brought so far, and whether the scheduler looks in it. */
final class Moment {
  /** Tasks that became RUNNING in it. */
  final List<KnownTask> running = new ArrayList<>();

  /** Tasks that became STOPPED in it. */
  final List<KnownTask> stopped = new ArrayList<>();

  /** Tasks that were told to stop in it. */
  final List<KnownTask> told = new ArrayList<>();

  private final long start;
  private final long interval;
  private long pausedUntil = KnownTask.NEVER;
  private long now;
  private boolean tick;
  private long turn;
  private long entries;
  private long kinds;

  Moment(long start, long interval, long now) {
    this.start = start;
    this.interval = interval;
    this.now = now;
    this.tick = interval > 0 && (now - start) % interval == 0;
  }

  /** Returns this instant, in milliseconds since the epoch. */
  long now() {
    return now;
  }

  /** Returns its number: two may come at one time, where a call is made by hand. */
  long turn() {
    return turn;
  }

  /** Returns whether the scheduler looks at services in it, if it looks on a grid (SS-1). */
  boolean isTick() {
    return tick && now >= pausedUntil;
  }

  /** Returns how many entries have been written. */
  long entries() {
    return entries;
  }

  /** Returns whether an entry of this kind has been written in it. */
  boolean has(EntryKind kind) {
    return (kinds & 1L << kind.ordinal()) != 0;
  }

  /** Returns whether the scheduler looks at whole multiples of an interval, not all the time. */
  boolean isOnGrid() {
    return interval > 0;
  }

  void at(long at) {
    if (now != at) {
      now = at;
      tick = interval > 0 && (now - start) % interval == 0;
    }
  }

  void brings(EntryKind kind) {
    entries++;
    kinds |= 1L << kind.ordinal();
  }

  void pausedUntil(long until) {
    pausedUntil = Math.max(pausedUntil, until);
  }

  void ends() {
    turn++;
    kinds = 0;
    running.clear();
    stopped.clear();
    told.clear();
  }
}
