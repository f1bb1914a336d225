package dev.steadystate.core.engine;

import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.MetricAlarm;
import java.util.List;

/** Decides the state of an alarm from its data points (SCL-66 to SCL-70). */
final class AlarmVerdict {
  /** How many periods more than it needs an alarm looks back when some are missing (SCL-67). */
  private static final int FURTHER = 2;

  /** What is known of one period. */
  enum Point {
    GOOD,
    BREACHING,
    MISSING
  }

  private final MetricAlarm alarm;
  private final AlarmState before;
  private final List<Point> points;

  private AlarmVerdict(MetricAlarm alarm, AlarmState before, List<Point> points) {
    this.alarm = alarm;
    this.before = before;
    this.points = points;
  }

  /** Returns how many periods the alarm looks back. */
  static int range(MetricAlarm alarm) {
    return alarm.evaluationPeriods() + FURTHER;
  }

  /**
   * Returns the state that follows.
   *
   * @param points those of the whole range, oldest first
   */
  static AlarmState of(MetricAlarm alarm, AlarmState before, List<Point> points) {
    return new AlarmVerdict(alarm, before, points).state();
  }

  private AlarmState state() {
    int real = points.size() - count(Point.MISSING);
    return real >= alarm.evaluationPeriods()
        ? alarmIf(breachingOfTheYoungest())
        : withMissing(real, count(Point.BREACHING));
  }

  private AlarmState withMissing(int real, int breaching) {
    return switch (alarm.missingData()) {
      case BREACHING -> alarmIf(breaching + alarm.evaluationPeriods() - real);
      case NOT_BREACHING -> alarmIf(breaching);
      case IGNORE -> real == 0 ? before : ofReal(real, breaching, before);
      case MISSING ->
          real == 0
              ? AlarmState.INSUFFICIENT_DATA
              : ofReal(
                  real,
                  breaching,
                  ageOfOldestBreach() >= alarm.datapointsToAlarm() ? AlarmState.ALARM : before);
    };
  }

  /** One good point is enough to judge by; where all are breaching but too few, it depends. */
  private AlarmState ofReal(int real, int breaching, AlarmState ifTooFew) {
    if (breaching < real || breaching >= alarm.datapointsToAlarm()) {
      return alarmIf(breaching);
    }
    return ifTooFew;
  }

  private AlarmState alarmIf(int breaching) {
    return breaching >= alarm.datapointsToAlarm() ? AlarmState.ALARM : AlarmState.OK;
  }

  private int count(Point wanted) {
    int count = 0;
    for (Point point : points) {
      count += point == wanted ? 1 : 0;
    }
    return count;
  }

  /** Of the youngest real points, as many as the alarm evaluates. */
  private int breachingOfTheYoungest() {
    int real = 0;
    int breaching = 0;
    for (int i = points.size() - 1; real < alarm.evaluationPeriods(); i--) {
      real += points.get(i) == Point.MISSING ? 0 : 1;
      breaching += points.get(i) == Point.BREACHING ? 1 : 0;
    }
    return breaching;
  }

  /** Returns how many periods ago the oldest breaching one was, the youngest being 1. */
  private int ageOfOldestBreach() {
    return points.size() - points.indexOf(Point.BREACHING);
  }
}
