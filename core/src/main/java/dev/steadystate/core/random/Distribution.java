package dev.steadystate.core.random;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.Duration;

/**
 * A length of time that chance may decide: drawn in whole milliseconds, never negative.
 *
 * <p>The only place where the simulation uses floating point, and {@link StrictMath} at that, so
 * that a draw is the same on every machine.
 */
public sealed interface Distribution {
  /** Returns a length in milliseconds. A constant draws nothing from the stream. */
  long draw(Stream stream);

  /** Returns whether every draw is the same, so that no stream is needed. */
  default boolean isConstant() {
    return false;
  }

  /** Returns this length always. */
  static Distribution constant(Duration length) {
    return new Constant(length.toMillis());
  }

  /** Returns each millisecond from the shortest to the longest, both included, equally often. */
  static Distribution uniform(Duration shortest, Duration longest) {
    return new Uniform(shortest.toMillis(), longest.toMillis());
  }

  /** Returns lengths without memory, such as times between independent accidents. */
  static Distribution exponential(Duration mean) {
    return new Exponential(mean.toMillis());
  }

  /** Returns lengths around a mean; what would fall below zero is zero. */
  static Distribution normal(Duration mean, Duration deviation) {
    return new Normal(mean.toMillis(), deviation.toMillis());
  }

  /** Always the same. */
  record Constant(long length) implements Distribution {
    /** Refuses a negative length. */
    public Constant {
      checkLength("length", length);
    }

    @Override
    public long draw(Stream stream) {
      return length;
    }

    @Override
    public boolean isConstant() {
      return true;
    }

    @Override
    public String toString() {
      return length + "ms";
    }
  }

  /** Each millisecond between two, both included, equally often. */
  record Uniform(long shortest, long longest) implements Distribution {
    /** Refuses an empty range. */
    public Uniform {
      checkLength("shortest", shortest);
      checkLength("longest", longest);
      checkArgument(
          shortest <= longest,
          "uniform wants the shorter length first, but was [%sms, %sms]",
          shortest,
          longest);
    }

    @Override
    public long draw(Stream stream) {
      return shortest + stream.nextLong(longest - shortest + 1);
    }

    @Override
    public String toString() {
      return "uniform from " + shortest + "ms to " + longest + "ms";
    }
  }

  /** Exponential around a mean. */
  record Exponential(long mean) implements Distribution {
    /** Refuses a negative mean. */
    public Exponential {
      checkLength("mean", mean);
    }

    @Override
    public long draw(Stream stream) {
      return Math.round(-StrictMath.log(unit(stream)) * mean);
    }

    @Override
    public String toString() {
      return "exponential with mean " + mean + "ms";
    }
  }

  /** The bell curve, cut off at zero. */
  record Normal(long mean, long deviation) implements Distribution {
    /** Refuses a negative mean or deviation. */
    public Normal {
      checkLength("mean", mean);
      checkLength("deviation", deviation);
    }

    /** Draws twice: by Box and Muller, of whose pair one is used, so that no state is kept. */
    @Override
    public long draw(Stream stream) {
      double radius = StrictMath.sqrt(-2 * StrictMath.log(unit(stream)));
      double angle = 2 * Math.PI * unit(stream);
      return Math.max(0, Math.round(mean + deviation * radius * StrictMath.cos(angle)));
    }

    @Override
    public String toString() {
      return "normal with mean " + mean + "ms and deviation " + deviation + "ms";
    }
  }

  /** Returns a number above 0 and up to 1, one of 2^53. */
  private static double unit(Stream stream) {
    return ((stream.nextLong() >>> 11) + 1) * 0x1p-53;
  }

  private static void checkLength(String name, long millis) {
    checkArgument(millis >= 0, "%s must not be negative, but was %sms", name, millis);
    // Far from any overflow, also in a thousandfold sum.
    checkArgument(
        millis <= MOST_MILLIS, "%s must be at most 100000 days, but was %sms", name, millis);
  }

  /** The longest length that can be given. */
  long MOST_MILLIS = 100_000L * 24 * 60 * 60 * 1000;
}
