package dev.steadystate.deployment;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.math.IntMath;
import com.google.common.math.LongMath;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.spi.Bounds;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A rolling update by sums alone, as the traces of 5.19 show it: a steady REPLICA service whose
 * tasks are all replaced, while between two rounds every pending task becomes healthy and every
 * leaving one disappears.
 *
 * <p>Four wanted at 50/100 percent: two stop, two start, two stop, two start, done in round 4.
 *
 * @param free how many more tasks of the new revision find a place before anything stops
 * @param countsStopping whether leaving tasks count against the ceiling (SS-5)
 * @param releasesAtOnce whether a leaving task frees its place at once (PL-19)
 */
record RolloutArithmetic(
    int desired,
    int minimumHealthyPercent,
    int maximumPercent,
    int free,
    boolean countsStopping,
    boolean releasesAtOnce) {
  /** Stands for as many places as anybody could want. */
  static final int PLENTY = Integer.MAX_VALUE / 2;

  private static final int MOST_PERCENT = 200;
  private static final int FARTHEST = 100;

  RolloutArithmetic {
    checkArgument(desired >= 0, "desired must not be negative, but was %s", desired);
    checkArgument(free >= 0, "free must not be negative, but was %s", free);
  }

  static RolloutArithmetic of(
      int desired, int minimumHealthyPercent, int maximumPercent, int free, Parameters parameters) {
    return new RolloutArithmetic(
        desired,
        minimumHealthyPercent,
        maximumPercent,
        free,
        parameters.maxPercentCountsStopping(),
        parameters.optimisticRelease());
  }

  private int lower() {
    return Bounds.lower(desired, minimumHealthyPercent);
  }

  private int upper() {
    return Bounds.upper(desired, maximumPercent);
  }

  /** Returns whether the bounds allow neither a stop nor a start (DEP-53). */
  boolean blockedByBounds() {
    return desired > 0 && lower() == desired && upper() == desired;
  }

  /** Returns whether a start needs a place that nothing frees. */
  boolean blockedByCapacity() {
    return desired > 0 && lower() == desired && upper() > desired && free == 0;
  }

  private boolean blocked() {
    return blockedByBounds() || blockedByCapacity();
  }

  Forecast forecast() {
    if (blocked()) {
      return Forecast.blocked(Forecast.Basis.ARITHMETIC, desired, desired, obstacle(), remedies());
    }
    return rollOut();
  }

  private Forecast rollOut() {
    int lower = lower();
    int upper = upper();
    int old = desired;
    int healthy = 0;
    int pending = 0;
    int lowest = desired;
    int highest = desired;
    int places = free >= PLENTY ? PLENTY : desired + free;
    int rounds = 0;
    while (true) {
      healthy += pending;
      if (old == 0 && healthy == desired) {
        return Forecast.finishes(
            Forecast.Basis.ARITHMETIC, OptionalInt.of(rounds), Optional.empty(), lowest, highest);
      }
      int keep = Math.min(old, Math.max(0, lower - healthy));
      int stops = old - keep;
      old = keep;
      int total = old + healthy + stops;
      int occupying = countsStopping ? total : old + healthy;
      int taken = releasesAtOnce ? old + healthy : total;
      pending =
          Math.max(0, Math.min(Math.min(upper - occupying, desired - healthy), places - taken));
      lowest = Math.min(lowest, old + healthy);
      highest = Math.max(highest, occupying + pending);
      rounds++;
    }
  }

  /** Returns the inequality that blocks, or the capacity that is missing. */
  String obstacle() {
    if (blockedByBounds()) {
      return "at least ceil("
          + desired
          + " x "
          + minimumHealthyPercent
          + "%) = "
          + lower()
          + " tasks must stay healthy and at most floor("
          + desired
          + " x "
          + maximumPercent
          + "%) = "
          + upper()
          + " may exist, so that none of "
          + desired
          + " may stop and none may start";
    }
    return "no place for one more task, and at least ceil("
        + desired
        + " x "
        + minimumHealthyPercent
        + "%) = "
        + lower()
        + " of "
        + desired
        + " tasks must stay healthy, so that none may stop";
  }

  // What would unblock it, each the smallest change of its kind.

  ImmutableList<Forecast.Remedy> remedies() {
    ImmutableList.Builder<Forecast.Remedy> remedies = ImmutableList.builder();
    minimumThatUnblocks()
        .ifPresent(
            percent ->
                remedies.add(
                    new Forecast.Remedy(
                        Forecast.Knob.MINIMUM_HEALTHY_PERCENT, minimumHealthyPercent, percent)));
    maximumThatUnblocks()
        .ifPresent(
            percent ->
                remedies.add(
                    new Forecast.Remedy(Forecast.Knob.MAXIMUM_PERCENT, maximumPercent, percent)));
    desiredThatUnblocks()
        .ifPresent(
            count ->
                remedies.add(new Forecast.Remedy(Forecast.Knob.DESIRED_COUNT, desired, count)));
    if (!blockedByBounds()) {
      remedies.add(new Forecast.Remedy(Forecast.Knob.CAPACITY, free, free + 1));
    }
    return remedies.build();
  }

  /** The greatest percentage that lets one task stop. */
  private OptionalInt minimumThatUnblocks() {
    return desired == 0
        ? OptionalInt.empty()
        : OptionalInt.of((int) ((desired - 1) * 100L / desired));
  }

  /** The least percentage that lets one task start, if there is a place for it. */
  private OptionalInt maximumThatUnblocks() {
    if (free == 0 || desired == 0) {
      return OptionalInt.empty();
    }
    int percent = (int) LongMath.divide((desired + 1) * 100L, desired, RoundingMode.CEILING);
    return percent > MOST_PERCENT ? OptionalInt.empty() : OptionalInt.of(percent);
  }

  /** The nearest other count; of two as near the greater. */
  private OptionalInt desiredThatUnblocks() {
    for (int distance = 1; distance <= Math.max(desired, FARTHEST); distance++) {
      if (distance <= free && !with(desired + distance).blocked()) {
        return OptionalInt.of(desired + distance);
      }
      if (distance <= desired && !with(desired - distance).blocked()) {
        return OptionalInt.of(desired - distance);
      }
    }
    return OptionalInt.empty();
  }

  private RolloutArithmetic with(int otherDesired) {
    int freeThen = free >= PLENTY ? PLENTY : IntMath.saturatedAdd(free, desired - otherDesired);
    return new RolloutArithmetic(
        otherDesired,
        minimumHealthyPercent,
        maximumPercent,
        freeThen,
        countsStopping,
        releasesAtOnce);
  }
}
