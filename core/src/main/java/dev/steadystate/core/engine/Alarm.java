package dev.steadystate.core.engine;

import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.MetricAlarm;
import dev.steadystate.core.model.MetricAlarm.Statistic;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A simulated CloudWatch alarm: set by hand, or decided by the data points of its metric. */
final class Alarm {
  private static final long MINUTE = 60_000;
  private static final long TEN_SECONDS = 10_000;

  final String name;
  final int index;
  AlarmState state = AlarmState.INSUFFICIENT_DATA;
  long period = MINUTE;
  int evaluationPeriods = 1;

  /** What it watches; null for one that is only set by hand. */
  private @Nullable MetricAlarm rule;

  /** What was put, by the beginning of its period. */
  private final TreeMap<Long, Values> values = new TreeMap<>();

  /** When it is evaluated next, or {@link Task#NEVER}. */
  long evaluatedAt = Task.NEVER;

  /** The values of one period. */
  private record Values(int count, BigDecimal sum, BigDecimal lowest, BigDecimal highest) {
    static Values of(BigDecimal value) {
      return new Values(1, value, value, value);
    }

    Values and(Values other) {
      return new Values(
          count + other.count,
          sum.add(other.sum),
          lowest.min(other.lowest),
          highest.max(other.highest));
    }

    /** Compares with the threshold without a division. */
    int compare(Statistic statistic, BigDecimal threshold) {
      return switch (statistic) {
        case AVERAGE -> sum.compareTo(threshold.multiply(BigDecimal.valueOf(count)));
        case SUM -> sum.compareTo(threshold);
        case MINIMUM -> lowest.compareTo(threshold);
        case MAXIMUM -> highest.compareTo(threshold);
        case SAMPLE_COUNT -> BigDecimal.valueOf(count).compareTo(threshold);
      };
    }
  }

  Alarm(String name, int index) {
    this.name = name;
    this.index = index;
  }

  Alarm copy() {
    Alarm copy = new Alarm(name, index);
    copy.state = state;
    copy.period = period;
    copy.evaluationPeriods = evaluationPeriods;
    copy.rule = rule;
    copy.values.putAll(values);
    copy.evaluatedAt = evaluatedAt;
    return copy;
  }

  /** Takes another length; it is set by hand from now on. */
  void setByHand(long periodMillis, int periods) {
    rule = null;
    values.clear();
    period = periodMillis;
    evaluationPeriods = periods;
  }

  /** Watches a metric from now on. */
  void watch(MetricAlarm alarm) {
    if (rule == null
        || !rule.metric().equals(alarm.metric())
        || !rule.period().equals(alarm.period())) {
      values.clear();
    }
    rule = alarm;
    period = alarm.period().toMillis();
    evaluationPeriods = alarm.evaluationPeriods();
  }

  boolean watches() {
    return rule != null;
  }

  boolean watches(String metric) {
    return rule != null && rule.metric().equals(metric);
  }

  /** Takes a data point; it belongs to the period it started in (SCL-65). */
  void put(long at, BigDecimal value) {
    values.merge(Math.floorDiv(at, period) * period, Values.of(value), Values::and);
  }

  /** Returns the next instant of an evaluation: a whole minute, or ten seconds (SCL-64). */
  long nextEvaluation(long now) {
    long step = period >= MINUTE ? MINUTE : TEN_SECONDS;
    return (Math.floorDiv(now, step) + 1) * step;
  }

  /** Returns what the data points of all periods that are over by now say. */
  AlarmState evaluate(long now) {
    MetricAlarm alarm = rule;
    if (alarm == null) {
      return state;
    }
    long end = Math.floorDiv(now, period) * period;
    long begin = end - AlarmVerdict.range(alarm) * period;
    values.headMap(begin).clear();
    List<AlarmVerdict.Point> points = new ArrayList<>();
    for (long at = begin; at < end; at += period) {
      points.add(point(alarm, values.get(at)));
    }
    return AlarmVerdict.of(alarm, state, points);
  }

  private static AlarmVerdict.Point point(MetricAlarm alarm, @Nullable Values values) {
    if (values == null) {
      return AlarmVerdict.Point.MISSING;
    }
    return alarm.comparison().isBreachedBy(values.compare(alarm.statistic(), alarm.threshold()))
        ? AlarmVerdict.Point.BREACHING
        : AlarmVerdict.Point.GOOD;
  }

  /** Returns whether a later evaluation may say something else although nothing is put. */
  boolean hasValues() {
    return !values.isEmpty();
  }
}
