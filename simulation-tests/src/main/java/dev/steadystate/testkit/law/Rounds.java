package dev.steadystate.testkit.law;

import dev.steadystate.core.model.Parameters;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;
import java.util.TreeSet;

/** The failed rounds of launches in a row of one deployment, counted from the journal (SS-81). */
final class Rounds {
  /** Rounds that failed, by the time of their launches: each counts once. */
  private final Set<Long> failed = new TreeSet<>();

  private int inARow;

  /** The instant before which failed rounds let nothing be launched (SS-83). */
  private long delayedUntil = KnownTask.NEVER;

  /** The instant to which the next attempt is put off, whatever becomes RUNNING before. */
  private long retryFrom = KnownTask.NEVER;

  /** Returns the earliest next launch. */
  long launchesFrom() {
    return Math.max(delayedUntil, retryFrom);
  }

  /** Forgets them: a task runs, or the deployment begins (SS-86). */
  void reset() {
    inARow = 0;
    delayedUntil = KnownTask.NEVER;
  }

  /** Ends the waiting, but forgets no failure: room has come (SS-89). */
  void waitsNoMore(long now) {
    delayedUntil = Math.min(delayedUntil, now);
    retryFrom = Math.min(retryFrom, now);
  }

  /** Returns whether this failure makes launches wait. */
  boolean fails(long round, long noticed, long freeRetry, Parameters.Throttle rule) {
    if (!failed.add(round)) {
      return false;
    }
    inARow++;
    if (inARow <= rule.freeFailures()) {
      retryFrom = Math.max(retryFrom, freeRetry);
      return false;
    }
    delayedUntil = noticed + delay(inARow - rule.freeFailures() - 1, rule);
    return true;
  }

  private static long delay(int exponent, Parameters.Throttle rule) {
    BigDecimal longest = BigDecimal.valueOf(rule.maxDelay());
    BigDecimal multiplier = BigDecimal.valueOf(rule.multiplierThousandths(), 3);
    BigDecimal delay = BigDecimal.valueOf(rule.baseDelay());
    for (int i = 0; i < exponent && delay.compareTo(longest) < 0; i++) {
      delay = delay.multiply(multiplier);
    }
    return delay.min(longest).setScale(0, RoundingMode.FLOOR).longValueExact();
  }
}
