package dev.steadystate.core.spi;

import com.google.common.math.LongMath;
import java.math.RoundingMode;

/** The floor and the ceiling of a service (SS-4, DEP-32 to DEP-34). */
public final class Bounds {
  private Bounds() {}

  /** Returns the floor, rounded up: 7 tasks at 33 percent keep 3. */
  public static int lower(int desiredCount, int minimumHealthyPercent) {
    return (int)
        LongMath.divide((long) desiredCount * minimumHealthyPercent, 100, RoundingMode.CEILING);
  }

  /** Returns the ceiling, rounded down: 7 tasks at 133 percent allow 9. */
  public static int upper(int desiredCount, int maximumPercent) {
    return (int) LongMath.divide((long) desiredCount * maximumPercent, 100, RoundingMode.FLOOR);
  }
}
