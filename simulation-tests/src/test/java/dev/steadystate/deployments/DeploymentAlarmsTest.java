package dev.steadystate.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.Rule;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.DeploymentAlarms;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.Service;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CloudWatch alarms that watch a deployment (5.13). */
class DeploymentAlarmsTest {
  private static Service service(DeploymentAlarms alarms) {
    return Web.service(2, 100, 200).withAlarms(alarms);
  }

  /** Returns a service that rolled revision 1 out under an alarm that stayed OK. */
  private static Web watched(DeploymentAlarms alarms) {
    Web web = Web.brisk();
    alarm(web, AlarmState.OK);
    return web.create(service(alarms));
  }

  private static void alarm(Web web, AlarmState state) {
    web.ecs.inject(new Fault.AlarmChanges("errors", state));
  }

  private static String status(Web web) {
    return web.records().get(0).document("alarms").flatMap(it -> it.string("status")).orElse("");
  }

  private static Document shown(Web web) {
    return web.records().get(0).document("alarms").orElseThrow();
  }

  @Test
  @Rule({"W5-17", "DEP-104"})
  void isIgnoredWhenInAlarmAtTheStart() {
    Web web = watched(DeploymentAlarms.withRollback("errors"));
    alarm(web, AlarmState.ALARM);
    long start = web.now();
    web.deploy(2);

    web.ecs.runUntilSteady();

    assertThat(status(web)).isEqualTo("DISABLED");
    assertThat(web.census()).isEqualTo("web:2 2");
    assertThat(web.now()).as("no bake time").isEqualTo(start + 20);
  }

  @Test
  void anAlarmThatNobodyMadeKnownDisturbsNoMonitoring() {
    Web web = Web.brisk().create(service(DeploymentAlarms.withRollback("unheard-of")));
    web.deploy(2);

    web.ecs.runUntilSteady();

    assertThat(status(web)).isEqualTo("MONITORING_COMPLETE");
    assertThat(web.census()).isEqualTo("web:2 2");
  }

  @ParameterizedTest(name = "{0} s, {1} times: {2} s")
  @CsvSource({"60, 3, 180", "300, 3, 299", "10, 1, 60"})
  @Rule({"W5-18", "DEP-108", "DEP-109"})
  void watchesForAsLongAsTheAlarmNeeds(int period, int evaluations, int bake) {
    Web web = Web.with(Web.BRISK.with("reconcileInterval", "1s"), Duration.ofSeconds(1));
    web.ecs.putAlarm("errors", Duration.ofSeconds(period), evaluations);
    web.create(service(DeploymentAlarms.withRollback("errors")));
    web.deploy(2);
    web.tick();

    web.after(3);
    assertThat(web.row()).isEqualTo("0 | 0 | 2 | 0 | 2");
    assertThat(web.deployment("B").rolloutState()).hasToString("IN_PROGRESS");
    assertThat(status(web)).isEqualTo("MONITORING");
    long gone = web.tasks().get(0).stoppedAt().orElseThrow().getEpochSecond();
    web.ecs.runUntilSteady();

    assertThat(web.ecs.now().getEpochSecond() - gone).isEqualTo(bake);
    assertThat(status(web)).isEqualTo("MONITORING_COMPLETE");
  }

  @Test
  @Rule("DEP-109")
  void bakesForTheMinutesGiven() {
    Web web = Web.with(Web.BRISK.with("reconcileInterval", "1s"), Duration.ofSeconds(1));
    DeploymentConfiguration configuration =
        DeploymentConfiguration.replica()
            .withAlarms(DeploymentAlarms.withRollback("errors"))
            .withBakeTime(7);
    web.create(Web.service(2, 100, 200).withDeploymentConfiguration(configuration));
    web.deploy(2);
    web.tick();
    web.after(3);
    long gone = web.tasks().get(0).stoppedAt().orElseThrow().getEpochSecond();

    web.ecs.runUntilSteady();

    assertThat(web.ecs.now().getEpochSecond() - gone).isEqualTo(7 * 60);
  }

  @Test
  @Rule("DEP-110")
  void needsAlarmsToBake() {
    Web web = Web.brisk();
    web.create(
        Web.service(2, 100, 200)
            .withDeploymentConfiguration(DeploymentConfiguration.replica().withBakeTime(7)));
    long start = web.now();
    web.deploy(2);

    web.ecs.runUntilSteady();

    assertThat(web.now()).isEqualTo(start + 20);
  }

  @Test
  @Rule({"DEP-105", "DEP-107", "DEP-92", "DEP-17", "DEP-151"})
  void failsTheDeploymentAndRollsItBack() {
    Web web = watched(DeploymentAlarms.withRollback("errors"));
    web.deploy(2);
    web.after(10);
    web.news();

    alarm(web, AlarmState.ALARM);
    web.after(10);

    assertThat(web.news())
        .startsWith(
            "(deployment B) deployment failed: alarm detected.", "rolling back to deployment A.");
    assertThat(status(web)).isEqualTo("TRIGGERED");
    assertThat(web.inShort(web.deployment("B").rolloutStateReason()))
        .isEqualTo("ECS deployment alarms: alarm detected.");
    assertThat(web.inShort(web.deployment("A").rolloutStateReason()))
        .isEqualTo("ECS deployment alarms: rolling back to deploymentId A.");
    Document record = web.records().get(0);
    assertThat(record.document("alarms").orElseThrow().strings("triggeredAlarmNames"))
        .containsExactly("errors");
    assertThat(record.string("statusReason"))
        .contains("Service deployment rolled back because one or more alarms were triggered.");
    web.ecs.runUntilSteady();
    assertThat(web.census()).isEqualTo("web:1 2");
    assertThat(web.statuses().get(0)).isEqualTo("ROLLBACK_SUCCESSFUL");
  }

  @Test
  @Rule("DEP-107")
  void failsTheDeploymentEvenWhenTheAlarmIsOverBeforeTheNextRound() {
    Web web = watched(DeploymentAlarms.withRollback("errors"));
    web.deploy(2);
    web.after(11);

    alarm(web, AlarmState.ALARM);
    web.after(2);
    alarm(web, AlarmState.OK);
    web.after(10);

    assertThat(web.news()).contains("(deployment B) deployment failed: alarm detected.");
  }

  @Test
  @Rule("DEP-105")
  void beginsToWatchWhenATaskRuns() {
    Web web = Web.common();
    alarm(web, AlarmState.OK);
    web.create(service(DeploymentAlarms.withRollback("errors")));
    web.deploy(2);
    web.tick();

    web.after(5);
    alarm(web, AlarmState.ALARM);
    web.after(5);
    alarm(web, AlarmState.OK);
    web.ecs.runUntilSteady();

    assertThat(web.census()).isEqualTo("web:2 2");
    assertThat(web.statuses().get(0)).isEqualTo("SUCCESSFUL");
  }

  @Test
  @Rule("DEP-111")
  void startsTheOldRevisionFromZeroAfterAnAlarmWhileBaking() {
    Web web = watched(DeploymentAlarms.withRollback("errors"));
    web.deploy(2);
    web.after(30);
    assertThat(web.row()).isEqualTo("0 | 0 | 2 | 0 | 2");
    assertThat(web.deployment("B").rolloutState()).hasToString("IN_PROGRESS");

    alarm(web, AlarmState.ALARM);
    web.tick();
    assertThat(web.census()).isEqualTo("web:1 2, web:2 2");
    web.ecs.runUntilSteady();

    assertThat(web.census()).isEqualTo("web:1 2");
    assertThat(web.live()).extracting(task -> task.launchNumber()).containsExactly(5, 6);
  }

  @Test
  @Rule({"DEP-98", "DEP-102"})
  void onlyFailsTheDeploymentWhenItsOwnRollbackIsOff() {
    Web web = Web.brisk();
    alarm(web, AlarmState.OK);
    web.create(
        service(DeploymentAlarms.withoutRollback("errors"))
            .withCircuitBreaker(CircuitBreaker.withRollback()));
    web.deploy(2);
    web.after(10);

    alarm(web, AlarmState.ALARM);
    web.after(20);

    assertThat(web.deployment("B").status()).hasToString("PRIMARY");
    assertThat(web.deployment("B").rolloutState()).hasToString("FAILED");
    assertThat(web.statuses().get(0)).isEqualTo("STOPPED");
  }

  @Test
  @Rule({"DEP-66", "DEP-106", "DEP-103"})
  void showsTheAlarmsThatAnUpdateInMidDeploymentNames() {
    Web web = watched(DeploymentAlarms.withRollback("errors"));
    web.deploy(2);
    web.after(10);
    assertThat(shown(web).strings("alarmNames")).containsExactly("errors");

    web.update(Web.update().withAlarms(DeploymentAlarms.withRollback("latency")));
    assertThat(shown(web).strings("alarmNames")).containsExactly("latency");
    assertThat(web.deployment("B").rolloutState()).hasToString("IN_PROGRESS");
    web.ecs.inject(new Fault.AlarmChanges("latency", AlarmState.ALARM));
    web.after(10);

    assertThat(shown(web).string("status")).contains("TRIGGERED");
    assertThat(shown(web).strings("alarmNames")).containsExactly("latency");
    assertThat(shown(web).strings("triggeredAlarmNames")).containsExactly("latency");
    web.update(Web.update().withAlarms(DeploymentAlarms.withRollback("errors")));
    assertThat(shown(web).strings("alarmNames"))
        .as("what made it roll back")
        .containsExactly("latency");
  }

  @Test
  @Rule({"DEP-66", "DEP-103"})
  void showsTheAlarmsThatAreEnabledInMidDeployment() {
    Web web = Web.brisk().create(Web.service(2, 100, 200));
    web.deploy(2);
    web.after(10);
    assertThat(shown(web).has("alarmNames")).isFalse();

    web.update(Web.update().withAlarms(DeploymentAlarms.withRollback("errors")));
    web.after(10);

    assertThat(shown(web).string("status")).contains("MONITORING");
    assertThat(shown(web).strings("alarmNames")).containsExactly("errors");
  }

  @Test
  @Rule({"DEP-75", "DEP-105"})
  void goesOnShowingTheAlarmsThatWatchedADeploymentThatIsOver() {
    Web web = watched(DeploymentAlarms.withRollback("errors"));

    web.update(Web.update().withAlarms(DeploymentAlarms.withRollback("latency")));
    web.after(10);

    assertThat(shown(web).string("status")).contains("MONITORING_COMPLETE");
    assertThat(shown(web).strings("alarmNames")).containsExactly("errors");
  }
}
