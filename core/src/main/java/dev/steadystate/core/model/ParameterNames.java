package dev.steadystate.core.model;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.steadystate.core.model.Parameters.Stages;
import dev.steadystate.core.model.Parameters.Throttle;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/**
 * Every parameter by the name under which scenario files, experiments and flags set it.
 *
 * <pre>{@code
 * ParameterNames.named("throttle.baseDelay").set(Parameters.observed(), "30s")
 * }</pre>
 */
public final class ParameterNames {
  private static final ImmutableList<Named> ALL = all();

  private ParameterNames() {}

  /** What the values of a parameter look like as text. */
  public enum Kind {
    /** Such as {@code 10s}. */
    DURATION("a duration such as 10s"),
    /** A number of seconds, such as {@code 40}; a duration serves too. */
    SECONDS("a number of seconds such as 40"),
    /** A whole number from 0. */
    COUNT("a whole number from 0"),
    /** A number of up to three decimal places from 1, such as {@code 2.5}. */
    FACTOR("a number from 1 with up to three decimal places"),
    /** {@code true} or {@code false}. */
    SWITCH("true or false");

    private final String expectation;

    Kind(String expectation) {
      this.expectation = expectation;
    }

    @Override
    public String toString() {
      return expectation;
    }
  }

  /** One parameter. */
  public static final class Named {
    private final String name;
    private final Kind kind;
    private final int index;

    private Named(String name, Kind kind, int index) {
      this.name = name;
      this.kind = kind;
      this.index = index;
    }

    /** Returns its name, such as {@code throttle.baseDelay}. */
    public String name() {
      return name;
    }

    public Kind kind() {
      return kind;
    }

    /** Returns its value as text that {@link #set} reads. */
    public String text(Parameters parameters) {
      long number = numbers(parameters)[index];
      return switch (kind) {
        case DURATION -> Durations.text(number);
        case SECONDS -> plain(BigDecimal.valueOf(number, 3));
        case COUNT -> Long.toString(number);
        case FACTOR -> plain(BigDecimal.valueOf(number, 3));
        case SWITCH -> number == 0 ? "false" : "true";
      };
    }

    /**
     * Returns the parameters with this one changed.
     *
     * @throws IllegalArgumentException that says what was expected
     */
    public Parameters set(Parameters parameters, String text) {
      long[] numbers = numbers(parameters);
      numbers[index] = number(text);
      return parameters(numbers);
    }

    private long number(String text) {
      try {
        return switch (kind) {
          case DURATION -> duration(text);
          case SECONDS -> text.matches("[0-9.]+") ? thousandths(text, 0) : duration(text);
          case COUNT -> count(text);
          case FACTOR -> thousandths(text, 1000);
          case SWITCH -> flag(text);
        };
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "%s must be %s, but was '%s'", name, kind, text), e);
      }
    }

    /** A bare 0 needs no unit. */
    private static long duration(String text) {
      return text.equals("0") ? 0 : Durations.parse(text).toMillis();
    }

    private static long count(String text) {
      int count = Integer.parseInt(text);
      if (count < 0) {
        throw new IllegalArgumentException("negative");
      }
      return count;
    }

    private static long thousandths(String text, int least) {
      int thousandths =
          text.length() > 16 ? -1 : new BigDecimal(text).movePointRight(3).intValueExact();
      if (thousandths < least) {
        throw new IllegalArgumentException("too small");
      }
      return thousandths;
    }

    private static long flag(String text) {
      return switch (text) {
        case "true" -> 1;
        case "false" -> 0;
        default -> throw new IllegalArgumentException("neither");
      };
    }

    private static String plain(BigDecimal number) {
      return number.stripTrailingZeros().toPlainString();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Returns all of them, in the order in which reports list them. */
  public static ImmutableList<Named> list() {
    return ALL;
  }

  /** Returns the names, in the same order. */
  public static ImmutableList<String> names() {
    return ALL.stream().map(Named::name).collect(toImmutableList());
  }

  /** Returns the parameter of this name. */
  public static Optional<Named> find(String name) {
    return ALL.stream().filter(parameter -> parameter.name().equals(name)).findFirst();
  }

  /**
   * Returns the parameter of this name.
   *
   * @throws IllegalArgumentException that names the known ones
   */
  public static Named named(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown parameter '" + name + "', expected one of " + names()));
  }

  // The three methods below list the parameters in one order; durations in milliseconds, factors in
  // thousandths, switches as 0 or 1.

  private static ImmutableList<Named> all() {
    ImmutableList.Builder<Named> all = ImmutableList.builder();
    int index = 0;
    for (var entry : kinds().entrySet()) {
      all.add(new Named(entry.getKey(), entry.getValue(), index++));
    }
    return all.build();
  }

  private static ImmutableMap<String, Kind> kinds() {
    return ImmutableMap.<String, Kind>builder()
        .put("reconcileInterval", Kind.DURATION)
        .put("retryInterval", Kind.DURATION)
        .put("provisioning", Kind.DURATION)
        .put("pending", Kind.DURATION)
        .put("pull", Kind.DURATION)
        .put("activating", Kind.DURATION)
        .put("deprovisioning", Kind.DURATION)
        .put("noHealthCheckSettleSeconds", Kind.SECONDS)
        .put("loadBalancerEventsLate", Kind.SWITCH)
        .put("throttle.freeFailures", Kind.COUNT)
        .put("throttle.baseDelay", Kind.DURATION)
        .put("throttle.multiplier", Kind.FACTOR)
        .put("throttle.maxDelay", Kind.DURATION)
        .put("wakeOnCapacityChange", Kind.SWITCH)
        .put("stoppedTaskRetention", Kind.DURATION)
        .put("pendingTimeout", Kind.DURATION)
        .put("maxPercentCountsStopping", Kind.SWITCH)
        .put("optimisticRelease", Kind.SWITCH)
        .put("regexFind", Kind.SWITCH)
        .put("refuseBlockingPercentages", Kind.SWITCH)
        .put("refuseUnknownAlarms", Kind.SWITCH)
        .put("enforceQuotas", Kind.SWITCH)
        .put("launchesPerMinute", Kind.COUNT)
        .buildOrThrow();
  }

  private static long[] numbers(Parameters parameters) {
    Stages stages = parameters.stages();
    Throttle throttle = parameters.throttle();
    return new long[] {
      parameters.reconcileInterval(),
      parameters.retryInterval(),
      stages.provisioning(),
      stages.pending(),
      stages.pull(),
      stages.activating(),
      stages.deprovisioning(),
      parameters.noHealthCheckSettle(),
      number(parameters.loadBalancerEventsLate()),
      throttle.freeFailures(),
      throttle.baseDelay(),
      throttle.multiplierThousandths(),
      throttle.maxDelay(),
      number(parameters.wakeOnCapacityChange()),
      parameters.stoppedTaskRetention(),
      parameters.pendingTimeout(),
      number(parameters.maxPercentCountsStopping()),
      number(parameters.optimisticRelease()),
      number(parameters.regexFind()),
      number(parameters.refuseBlockingPercentages()),
      number(parameters.refuseUnknownAlarms()),
      number(parameters.enforceQuotas()),
      parameters.launchesPerMinute()
    };
  }

  private static Parameters parameters(long[] numbers) {
    return new Parameters(
        numbers[0],
        numbers[1],
        new Stages(numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]),
        numbers[7],
        numbers[8] != 0,
        new Throttle((int) numbers[9], numbers[10], (int) numbers[11], numbers[12]),
        numbers[13] != 0,
        numbers[14],
        numbers[15],
        numbers[16] != 0,
        numbers[17] != 0,
        numbers[18] != 0,
        numbers[19] != 0,
        numbers[20] != 0,
        numbers[21] != 0,
        (int) numbers[22]);
  }

  private static long number(boolean flag) {
    return flag ? 1 : 0;
  }
}
