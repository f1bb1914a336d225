package dev.steadystate.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steadystate.core.Rule;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.json.Json;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.Parameters;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad deployment configurations are refused in the words of ECS and change nothing. */
class RefusalsTest {
  private static final Parameters REFUSING = Web.BRISK.with("refuseBlockingPercentages", "true");

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
