package dev.steadystate.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Rule;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.json.Json;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.DeploymentAlarms;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.Service;
import dev.steadystate.testkit.scenario.Outcome;
import dev.steadystate.testkit.scenario.Scenario;
import dev.steadystate.testkit.scenario.ScenarioRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad deployment configurations are refused in the words of ECS and change nothing. */
class RefusalsTest {
  private static final Parameters REFUSING = Web.BRISK.with("refuseBlockingPercentages", "true");

  private static final Parameters NO_UNKNOWN_ALARMS = Web.BRISK.with("refuseUnknownAlarms", "true");

  private static final String BLOCKING =
      "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments";

  private static Document configured(String configuration) {
    return Document.of("deploymentConfiguration", Json.read(configuration.replace('\'', '"')));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'maximumPercent': 99} | maximumPercent must be at least 100",
        "{'maximumPercent': 201} | maximumPercent must be at most 200",
        "{'minimumHealthyPercent': -1} | minimumHealthyPercent must be at least 0",
        "{'minimumHealthyPercent': 101} | minimumHealthyPercent must be at most 100",
        "{'maximumPercent': 100} | " + BLOCKING,
        "{'maximumPercent': 100, 'minimumHealthyPercent': 100} | " + BLOCKING,
        "{'deploymentCircuitBreaker': {'enable': true, 'rollback': true,"
            + " 'thresholdConfiguration': {'type': 'BOUNDED_PERCENT', 'value': 101}}}"
            + " | the value of thresholdConfiguration should be between 1 and 100",
        "{'deploymentCircuitBreaker': {'enable': true, 'rollback': true,"
            + " 'thresholdConfiguration': {'type': 'COUNT', 'value': 0}}}"
            + " | the value of thresholdConfiguration should be at least 1",
        "{'earlySuccessCriteria': {'enable': true, 'healthyPercent': 50,"
            + " 'sourceServiceRevisionCleanup': 'BLOCKING'}}"
            + " | healthyPercent must be at least minimumHealthyPercent",
        "{'earlySuccessCriteria': {'enable': true, 'healthyPercent': 101,"
            + " 'sourceServiceRevisionCleanup': 'BLOCKING'}}"
            + " | healthyPercent should be between 0 and 100 but was 101",
      })
  @Rule({"DEP-40", "DEP-41", "DEP-80", "DEP-81", "DEP-74"})
  void refusesConfigurationsThatEcsRefuses(String configuration, String words) {
    Web web = Web.with(REFUSING, Duration.ZERO).create(Web.service(2, 100, 200));
    String digest = web.ecs.digest();
    Document update = configured(configuration).with("service", "web");
    Document create =
        configured(configuration)
            .with("serviceName", "other")
            .with("taskDefinition", "web:1")
            .with("desiredCount", 1);

    assertRefused(() -> web.call("UpdateService", update), words);
    assertRefused(() -> web.call("CreateService", create), words);

    assertThat(web.ecs.digest()).isEqualTo(digest);
    assertThat(web.ecs.services()).hasSize(1);
  }

  @Test
  @Rule("DEP-36")
  void refusesAnotherMaximumThanHundredForADaemon() {
    Web web = Web.brisk();

    assertRefused(
        () ->
            web.call(
                "CreateService",
                configured("{'maximumPercent': 150}")
                    .with("serviceName", "web")
                    .with("taskDefinition", "web:1")
                    .with("schedulingStrategy", "DAEMON")),
        "The daemon scheduling strategy does not support values above 100 for maximumPercent");
  }

  @Test
  @Rule({"DEP-41", "SS-106"})
  void acceptsBlockingPercentsForALesson() {
    Web web = Web.steady(2, 100, 100);

    assertThat(web.ecs.service("web").steady()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "errors,latencey | The specified alarm latencey was not found, did you mean latency?",
        "Errors,latencey | The specified alarm Errors was not found, did you mean errors?",
        "saturation | The specified alarm saturation was not found.",
      })
  @Rule("OWN-16")
  void refusesUnknownAlarmsWhereThatIsWished(String names, String words) {
    Web web = knowingErrorsAndLatency(NO_UNKNOWN_ALARMS).create(Web.service(2, 100, 200));
    DeploymentAlarms alarms = DeploymentAlarms.withRollback(names.split(","));
    DeploymentConfiguration watched = DeploymentConfiguration.replica().withAlarms(alarms);
    Document update = Document.of("deploymentConfiguration", watched.toDocument());
    Document create = update.with("taskDefinition", "web:1").with("desiredCount", 1);
    String digest = web.ecs.digest();

    assertRefusedAsExactly(
        () -> web.ecs.createService(Service.of("other", "web:1", 1).withAlarms(alarms)), words);
    assertRefusedAsExactly(
        () -> web.ecs.updateService(Web.update().withDeploymentConfiguration(watched)), words);
    assertRefusedAsExactly(
        () -> web.call("CreateService", create.with("serviceName", "other")), words);
    assertRefusedAsExactly(() -> web.call("UpdateService", update.with("service", "web")), words);

    assertThat(web.ecs.digest()).isEqualTo(digest);
    assertThat(web.ecs.services()).hasSize(1);
  }

  @Test
  @Rule("OWN-16")
  void namesTheUnknownAlarmWhereNoneIsKnownAtAll() {
    Web web = Web.with(NO_UNKNOWN_ALARMS, Duration.ZERO);

    assertRefusedAsExactly(
        () ->
            web.ecs.createService(
                Web.service(2, 100, 200).withAlarms(DeploymentAlarms.withoutRollback("errors"))),
        "The specified alarm errors was not found.");
  }

  @Test
  @Rule("OWN-16")
  void letsKnownAlarmsWatchInWhateverState() {
    Web web = knowingErrorsAndLatency(NO_UNKNOWN_ALARMS);

    web.create(
        Web.service(2, 100, 200).withAlarms(DeploymentAlarms.withRollback("latency", "errors")));

    assertThat(web.ecs.service("web").steady()).isTrue();
  }

  @Test
  @Rule("OWN-16")
  void asksNothingOfAlarmsThatAreNotEnabled() {
    DeploymentAlarms off = new DeploymentAlarms(ImmutableList.of("unheard-of"), false, true);
    Web web = knowingErrorsAndLatency(NO_UNKNOWN_ALARMS);

    web.create(Web.service(2, 100, 200).withAlarms(off));

    assertThat(web.ecs.service("web").steady()).isTrue();
    // What is enabled later is looked at then, although its names are those from before.
    assertRefusedAsExactly(
        () ->
            web.ecs.updateService(
                Web.update().withAlarms(DeploymentAlarms.withRollback("unheard-of"))),
        "The specified alarm unheard-of was not found.");
  }

  @Test
  @Rule({"OWN-16", "DEP-104"})
  void takesAlarmsThatNobodyMadeKnownUnlessToldOtherwise() {
    Web web = Web.brisk();

    web.create(Web.service(2, 100, 200).withAlarms(DeploymentAlarms.withRollback("unheard-of")));

    assertThat(web.ecs.service("web").steady()).isTrue();
  }

  @Test
  @Rule("OWN-16")
  void catchesAMistypedAlarmInAScenarioThatAsksForIt() {
    ScenarioRun run =
        ScenarioRun.of(
            Scenario.parse(
                """
                parameters: {refuseUnknownAlarms: true}
                clusters: [{clusterName: default, containerInstances: [{cpu: 2048, memory: 4096}]}]
                steps:
                  - at: 0s
                    RegisterTaskDefinition:
                      family: web
                      containerDefinitions: [{name: app, image: web, memory: 256}]
                  - {at: 0s, fault: {alarm: {name: latency, state: OK}}}
                  - {at: 0s, CreateService: {serviceName: web, taskDefinition: web, desiredCount: 1}}
                  - at: 2m
                    UpdateService:
                      service: web
                      forceNewDeployment: true
                      deploymentConfiguration:
                        alarms: {alarmNames: [latencey], enable: true, rollback: true}
                """));

    assertThat(run.outcomes())
        .filteredOn(Outcome::isUnexpected)
        .extracting(outcome -> outcome.error().orElseThrow().toString())
        .containsExactly(
            "InvalidParameterException: The specified alarm latencey was not found, did you mean"
                + " latency?");
    assertThat(run.simulation().service("web").deployments()).hasSize(1);
  }

  private static Web knowingErrorsAndLatency(Parameters parameters) {
    Web web = Web.with(parameters, Duration.ZERO);
    web.ecs.putAlarm("errors", Duration.ofMinutes(1), 1);
    web.ecs.inject(new Fault.AlarmChanges("latency", AlarmState.OK));
    return web;
  }

  private static void assertRefusedAsExactly(Runnable call, String words) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            EcsException.class,
            refused -> {
              assertThat(refused.errorType()).isEqualTo("InvalidParameterException");
              assertThat(refused).hasMessage(words);
            });
  }

  private static void assertRefused(Runnable call, String words) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            EcsException.class,
            refused -> {
              assertThat(refused.errorType()).isEqualTo("InvalidParameterException");
              assertThat(refused.getMessage()).contains(words);
            });
  }
}
