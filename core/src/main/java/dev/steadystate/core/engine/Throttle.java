package dev.steadystate.core.engine;

import com.google.common.math.LongMath;
import dev.steadystate.core.model.Parameters;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The launch throttle of one deployment (SS-81 to SS-88): the delay between rounds of launches
 * grows while rounds fail, a round being all launches of one pass.
 *
 * <p>With the defaults two failed rounds are free; the third waits 10 s, then 20, 40, 80 and so on
 * up to 27 minutes (SS-84).
 */
final class Throttle {
  private static final int MAX_EXPONENT = 4096;

  /** Consecutive failed rounds: the {@code n} of SS-81. */
  int failedRounds;

  /** The instant before which failed rounds let nothing be launched (SS-83). */
  private long delayedUntil;

  /** The instant to which the next attempt is put off, whatever becomes RUNNING before (SS-12). */
  private long retryFrom;

  /** The current round, counted from 1, and the pass that it belongs to. */
  int round;

  private long roundPass = -1;

  /** Rounds that failed already; a round counts once (SS-81). */
  private int[] failed = {};

  Throttle copy() {
    Throttle copy = new Throttle();
    copy.failedRounds = failedRounds;
    copy.delayedUntil = delayedUntil;
    copy.retryFrom = retryFrom;
    copy.round = round;
    copy.roundPass = roundPass;
    copy.failed = failed.clone();
    return copy;
  }

  boolean allows(long now) {
    return now >= launchesFrom();
  }

  /** Returns the instant before which nothing is launched; 0 when launches are free. */
  long launchesFrom() {
    return Math.max(delayedUntil, retryFrom);
  }

  /** Puts the next attempt off to this instant. */
  void putOff(long until) {
    retryFrom = Math.max(retryFrom, until);
  }

  /** Lets launches begin now: there is new capacity (SS-89). */
  void endWaiting(long now) {
    delayedUntil = Math.min(delayedUntil, now);
    retryFrom = Math.min(retryFrom, now);
  }

  /** Returns the round to which a launch in this pass belongs. */
  int roundOf(long pass) {
    if (roundPass != pass) {
      roundPass = pass;
      round++;
    }
    return round;
  }

  /**
   * Notes a failed launch of this round and returns whether the throttle engaged (SS-83).
   *
   * @param retryAt the earliest next launch of a failure that is still free, 0 for at once
   */
  boolean roundFailed(int failedRound, long now, long retryAt, Parameters.Throttle rule) {
    if (Arrays.binarySearch(failed, failedRound) >= 0) {
      return false;
    }
    rememberFailed(failedRound);
    failedRounds++;
    if (failedRounds <= rule.freeFailures()) {
      putOff(retryAt);
      return false;
    }
    delayedUntil = now + delay(failedRounds - rule.freeFailures() - 1, rule);
    return true;
  }

  /** Returns to normal: a task is RUNNING, or a new deployment began (SS-86). */
  void reset() {
    failedRounds = 0;
    delayedUntil = 0;
  }

  /** Returns min(maxDelay, baseDelay × multiplier^exponent), exactly. */
  static long delay(int exponent, Parameters.Throttle rule) {
    BigInteger cap = BigInteger.valueOf(rule.maxDelay());
    BigInteger delay = BigInteger.valueOf(rule.baseDelay());
    BigInteger thousandths = BigInteger.valueOf(rule.multiplierThousandths());
    BigInteger scale = BigInteger.ONE;
    BigInteger thousand = BigInteger.valueOf(1000);
    for (int i = 0; i < Math.min(exponent, MAX_EXPONENT); i++) {
      delay = delay.multiply(thousandths);
      scale = scale.multiply(thousand);
      if (rule.multiplierThousandths() >= 1000 && delay.divide(scale).compareTo(cap) >= 0) {
        return rule.maxDelay();
      }
    }
    return delay.divide(scale).min(cap).longValueExact();
  }

  private void rememberFailed(int failedRound) {
    // Rounds long past have no task left that could fail; only the latest can be asked for again.
    int keep = Math.min(failed.length, 63);
    int[] next = Arrays.copyOfRange(failed, failed.length - keep, failed.length + 1);
    next[keep] = failedRound;
    Arrays.sort(next);
    failed = next;
  }

  static long gridCeiling(long at, long start, long interval) {
    return interval == 0
        ? at
        : start + LongMath.divide(at - start, interval, java.math.RoundingMode.CEILING) * interval;
  }
}
