package dev.steadystate.testkit.law;

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
  private long turn;

  Moment(long start, long interval, long now) {
    this.start = start;
    this.interval = interval;
    this.now = now;
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
    return interval > 0 && (now - start) % interval == 0 && now >= pausedUntil;
  }

  /** Returns whether the scheduler looks at whole multiples of an interval, not all the time. */
  boolean isOnGrid() {
    return interval > 0;
  }

  void at(long at) {
    now = at;
  }

  void pausedUntil(long until) {
    pausedUntil = Math.max(pausedUntil, until);
  }

  void ends() {
    turn++;
    running.clear();
    stopped.clear();
    told.clear();
  }
}
