package dev.steadystate.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Splitter;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.Rule;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.DeploymentAlarms;
import dev.steadystate.core.model.MetricAlarm;
import dev.steadystate.core.model.MetricAlarm.Comparison;
import dev.steadystate.core.model.MetricAlarm.MissingData;
import dev.steadystate.core.model.MetricAlarm.Statistic;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alarms that CloudWatch evaluates from the data points of a metric (file 7, 7.8). */
class MetricAlarmsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final EcsSimulation ecs = EcsSimulation.create();

  /** Points oldest first: 0 good, X breaching, - missing; keep is the state that it was in. */
  @ParameterizedTest(name = "{0}, {1} to alarm: {2}, {3}, {4}, {5}")
  @CsvSource({
    "0 - X - X, 3, OK, OK, OK, OK",
    "0 - - - -, 3, OK, OK, OK, OK",
    "- - - - -, 3, INSUFFICIENT_DATA, keep, ALARM, OK",
    "0 X X - X, 3, ALARM, ALARM, ALARM, ALARM",
    "- - X - -, 3, ALARM, keep, ALARM, OK",
    "- - - - X, 3, keep, keep, ALARM, OK",
    "- - - X -, 3, keep, keep, ALARM, OK",
    "0 - X - X, 2, ALARM, ALARM, ALARM, ALARM",
    "0 0 X 0 X, 2, ALARM, ALARM, ALARM, ALARM",
    "0 - X - -, 2, OK, OK, ALARM, OK",
    "- - - - 0, 2, OK, OK, ALARM, OK",
    "- - - X -, 2, ALARM, keep, ALARM, OK",
    "X X X 0 0, 2, OK, OK, OK, OK",
    "X X 0 X 0, 1, ALARM, ALARM, ALARM, ALARM"
  })
  @Rule({"W7-11", "SCL-63", "SCL-66", "SCL-67", "SCL-68", "SCL-69", "SCL-70", "SCL-71", "SCL-72"})
  void missingDataMeansWhatTheAlarmSays(
      String points, int toAlarm, String missing, String ignore, String breaching, String not) {
    String[] expected = {missing, ignore, breaching, not};
    for (MissingData treatment : MissingData.values()) {
      for (AlarmState before : AlarmState.values()) {
        EcsSimulation fork = ecs.fork();
        fork.putAlarm(
            MetricAlarm.above("errors", "5xx", 5)
                .withEvaluationPeriods(3)
                .withDatapointsToAlarm(toAlarm)
                .withMissingData(treatment));
        for (String point : Splitter.on(' ').split(points)) {
          if (!point.equals("-")) {
            fork.putMetricData("5xx", new BigDecimal(point.equals("X") ? "5.01" : "5"));
          }
          fork.runFor(MINUTE.minusSeconds(1));
          fork.inject(new Fault.AlarmChanges("errors", before));
          fork.runFor(Duration.ofSeconds(1));
        }

        String wanted = expected[treatment.ordinal()];
        assertThat(fork.alarm("errors").orElseThrow())
            .as("%s after %s", treatment, before)
            .hasToString(wanted.equals("keep") ? before.name() : wanted);
      }
    }
  }

  @ParameterizedTest(name = "{0} {1} 6 of 4, 6 and 8: {2}")
  @CsvSource({
    "AVERAGE, GREATER_THAN_THRESHOLD, OK",
    "AVERAGE, GREATER_THAN_OR_EQUAL_TO_THRESHOLD, ALARM",
    "AVERAGE, LESS_THAN_THRESHOLD, OK",
    "AVERAGE, LESS_THAN_OR_EQUAL_TO_THRESHOLD, ALARM",
    "SUM, GREATER_THAN_THRESHOLD, ALARM",
    "MINIMUM, LESS_THAN_THRESHOLD, ALARM",
    "MAXIMUM, LESS_THAN_OR_EQUAL_TO_THRESHOLD, OK",
    "MAXIMUM, GREATER_THAN_THRESHOLD, ALARM",
    "SAMPLE_COUNT, LESS_THAN_THRESHOLD, ALARM"
  })
  @Rule("SCL-63")
  void aPeriodIsComparedByItsStatistic(Statistic statistic, Comparison comparison, String state) {
    ecs.putAlarm(
        MetricAlarm.above("a", "m", 0)
            .withStatistic(statistic)
            .withThreshold(comparison, new BigDecimal("6")));
    for (String value : List.of("4", "6", "8")) {
      ecs.putMetricData("m", new BigDecimal(value));
      ecs.runFor(Duration.ofSeconds(19));
    }
    ecs.runFor(MINUTE);

    assertThat(ecs.alarm("a").orElseThrow()).hasToString(state);
  }

  /** A point of 00:00:59 is judged at 00:01:00, one of 00:01:00 a minute later. */
  @Test
  @Rule({"SCL-64", "SCL-65"})
  void aPointBelongsToThePeriodThatItStartedIn() {
    ecs.putAlarm(MetricAlarm.above("late", "m", 1));
    ecs.putAlarm(MetricAlarm.above("quick", "m", 1).withPeriod(Duration.ofSeconds(10)));
    ecs.runFor(MINUTE);
    ecs.putMetricData("m", BigDecimal.TEN);
    ecs.runFor(Duration.ofSeconds(9));
    assertThat(ecs.alarm("quick")).hasValue(AlarmState.INSUFFICIENT_DATA);

    ecs.runFor(Duration.ofSeconds(1));
    assertThat(ecs.alarm("quick")).hasValue(AlarmState.ALARM);
    assertThat(ecs.alarm("late")).hasValue(AlarmState.INSUFFICIENT_DATA);
    ecs.runFor(Duration.ofSeconds(50));
    assertThat(ecs.alarm("late")).hasValue(AlarmState.ALARM);
  }

  @Test
  @Rule({"DEP-103", "DEP-106", "DEP-107", "SCL-74"})
  void anAlarmThatItsMetricSetsOffFailsTheDeployment() {
    Web web = Web.brisk();
    web.ecs.putAlarm(
        MetricAlarm.above("errors", "5xx", 5)
            .withStatistic(Statistic.MAXIMUM)
            .withMissingData(MissingData.NOT_BREACHING));
    web.create(Web.service(2, 100, 200).withAlarms(DeploymentAlarms.withRollback("errors")));
    web.deploy(2);
    // It rolls out within seconds and bakes for a minute, in which these are looked at.
    web.ecs.runFor(Duration.ofSeconds(20));
    web.ecs.putMetricData("5xx", BigDecimal.TEN);

    web.ecs.runUntilSteady();

    assertThat(web.census()).isEqualTo("web:1 2");
    assertThat(web.ecs.service("web").events().stream().map(Object::toString))
        .anyMatch(event -> event.contains("deployment failed: alarm detected."));
  }

  /** Nobody feeds it, so a quiet year costs nothing and its state has settled. */
  @Test
  void anAlarmWithoutDataSettles() {
    ecs.putAlarm(MetricAlarm.above("a", "m", 1).withEvaluationPeriods(2));
    ecs.putMetricData("m", BigDecimal.TEN);
    ecs.runFor(Duration.ofMinutes(3));
    assertThat(ecs.alarm("a")).hasValue(AlarmState.ALARM);

    ecs.runFor(Duration.ofDays(365));

    assertThat(ecs.alarm("a")).hasValue(AlarmState.INSUFFICIENT_DATA);
    assertThat(ecs.tick()).as("something is due").isFalse();
  }

  @Test
  void aForkGoesOnAlike() {
    ecs.putAlarm(MetricAlarm.above("a", "m", 1).withEvaluationPeriods(3));
    ecs.putMetricData("m", BigDecimal.TEN);
    ecs.runFor(Duration.ofSeconds(90));
    EcsSimulation fork = ecs.fork();
    for (EcsSimulation each : List.of(ecs, fork)) {
      each.putMetricData("m", BigDecimal.TEN);
      each.runFor(MINUTE.multipliedBy(4));
    }

    assertThat(ecs.digest()).isEqualTo(fork.digest());
    assertThat(ecs.journal().toString()).contains("alarm a is ALARM");
  }

  @Test
  void whatCannotBeIsRefused() {
    MetricAlarm alarm = MetricAlarm.above("a", "m", 1);
    assertThatThrownBy(() -> alarm.withPeriod(Duration.ofSeconds(45)))
        .hasMessage(
            "the period of an alarm must be 10, 20 or 30 seconds or whole minutes, but was PT45S");
    assertThatThrownBy(() -> alarm.withDatapointsToAlarm(2))
        .hasMessage("datapointsToAlarm must be from 1 to evaluationPeriods, which is 1, but was 2");
    assertThatThrownBy(() -> alarm.withEvaluationPeriods(0))
        .hasMessage("evaluationPeriods must be at least 1, but was 0");
    assertThatThrownBy(() -> MetricAlarm.below("", "m", 1)).hasMessage("an alarm needs a name");
  }
}
