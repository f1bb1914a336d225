package dev.steadystate.core.model;

import static com.google.common.base.Preconditions.checkArgument;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * A CloudWatch alarm that watches a metric (SCL-63).
 *
 * <pre>{@code
 * MetricAlarm.above("errors", "5xx", 5).withEvaluationPeriods(3)
 * }</pre>
 *
 * @param metric the name under which its data points are put
 * @param statistic what of the values of one period is compared
 * @param period 10 s, 20 s, 30 s or whole minutes (SCL-64); it begins at whole multiples of itself
 * @param evaluationPeriods of how many data points the youngest are looked at
 * @param datapointsToAlarm how many of them have to breach, in any order (SCL-66)
 * @param missingData what a period without any value means (SCL-68 to SCL-71)
 */
public record MetricAlarm(
    String name,
    String metric,
    Statistic statistic,
    Comparison comparison,
    BigDecimal threshold,
    Duration period,
    int evaluationPeriods,
    int datapointsToAlarm,
    MissingData missingData) {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  /** What becomes of the values of one period. */
  public enum Statistic {
    AVERAGE,
    SUM,
    MINIMUM,
    MAXIMUM,
    SAMPLE_COUNT
  }

  /** How a data point breaches. */
  public enum Comparison {
    GREATER_THAN_THRESHOLD,
    GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    LESS_THAN_THRESHOLD,
    LESS_THAN_OR_EQUAL_TO_THRESHOLD;

    /** Returns whether something that compares so with the threshold breaches. */
    public boolean isBreachedBy(int comparison) {
      return switch (this) {
        case GREATER_THAN_THRESHOLD -> comparison > 0;
        case GREATER_THAN_OR_EQUAL_TO_THRESHOLD -> comparison >= 0;
        case LESS_THAN_THRESHOLD -> comparison < 0;
        case LESS_THAN_OR_EQUAL_TO_THRESHOLD -> comparison <= 0;
      };
    }
  }

  /** What a period without any value means. */
  public enum MissingData {
    MISSING,
    IGNORE,
    BREACHING,
    NOT_BREACHING
  }

  public MetricAlarm {
    checkArgument(!name.isEmpty(), "an alarm needs a name");
    checkArgument(!metric.isEmpty(), "alarm %s needs the name of its metric", name);
    checkArgument(
        isPeriod(period),
        "the period of an alarm must be 10, 20 or 30 seconds or whole minutes, but was %s",
        period);
    checkArgument(
        evaluationPeriods >= 1,
        "evaluationPeriods must be at least 1, but was %s",
        evaluationPeriods);
    checkArgument(
        datapointsToAlarm >= 1 && datapointsToAlarm <= evaluationPeriods,
        "datapointsToAlarm must be from 1 to evaluationPeriods, which is %s, but was %s",
        evaluationPeriods,
        datapointsToAlarm);
    checkArgument(
        period.multipliedBy(evaluationPeriods).compareTo(LONGEST) <= 0,
        "an alarm looks at no more than seven days, but was to look at %s periods of %s",
        evaluationPeriods,
        period);
  }

  private static boolean isPeriod(Duration period) {
    long millis = period.toMillis();
    return millis == 10_000
        || millis == 20_000
        || millis == 30_000
        || (millis > 0 && period.compareTo(LONGEST) <= 0 && millis % MINUTE.toMillis() == 0);
  }

  /** Returns an alarm for when the average of one minute is above this. */
  public static MetricAlarm above(String name, String metric, long threshold) {
    return new MetricAlarm(
        name,
        metric,
        Statistic.AVERAGE,
        Comparison.GREATER_THAN_THRESHOLD,
        BigDecimal.valueOf(threshold),
        MINUTE,
        1,
        1,
        MissingData.MISSING);
  }

  /** Returns an alarm for when the average of one minute is below this. */
  public static MetricAlarm below(String name, String metric, long threshold) {
    return above(name, metric, threshold)
        .withThreshold(Comparison.LESS_THAN_THRESHOLD, BigDecimal.valueOf(threshold));
  }

  public MetricAlarm withStatistic(Statistic what) {
    return new MetricAlarm(
        name,
        metric,
        what,
        comparison,
        threshold,
        period,
        evaluationPeriods,
        datapointsToAlarm,
        missingData);
  }

  public MetricAlarm withThreshold(Comparison how, BigDecimal than) {
    return new MetricAlarm(
        name,
        metric,
        statistic,
        how,
        than,
        period,
        evaluationPeriods,
        datapointsToAlarm,
        missingData);
  }

  public MetricAlarm withPeriod(Duration length) {
    return new MetricAlarm(
        name,
        metric,
        statistic,
        comparison,
        threshold,
        length,
        evaluationPeriods,
        datapointsToAlarm,
        missingData);
  }

  /** Returns an alarm that looks at so many data points, all of which have to breach. */
  public MetricAlarm withEvaluationPeriods(int periods) {
    return new MetricAlarm(
        name, metric, statistic, comparison, threshold, period, periods, periods, missingData);
  }

  /** Returns an alarm for which so many breaching data points will do. */
  public MetricAlarm withDatapointsToAlarm(int datapoints) {
    return new MetricAlarm(
        name,
        metric,
        statistic,
        comparison,
        threshold,
        period,
        evaluationPeriods,
        datapoints,
        missingData);
  }

  public MetricAlarm withMissingData(MissingData treatment) {
    return new MetricAlarm(
        name,
        metric,
        statistic,
        comparison,
        threshold,
        period,
        evaluationPeriods,
        datapointsToAlarm,
        treatment);
  }
}
