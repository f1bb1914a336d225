package dev.steadystate.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterNamesTest {
  @Test
  void defaultsAreThoseOfTheSpecification() {
    StringBuilder defaults = new StringBuilder();
    for (var parameter : ParameterNames.list()) {
      defaults.append(parameter).append(": ").append(parameter.text(Parameters.observed()));
      defaults.append('\n');
    }

    assertThat(defaults)
        .hasToString(
            """
            reconcileInterval: 10s
            retryInterval: 1s
            provisioning: 5s
            pending: 8s
            pull: 5s
            activating: 2s
            deprovisioning: 20s
            noHealthCheckSettleSeconds: 40
            loadBalancerEventsLate: true
            throttle.freeFailures: 2
            throttle.baseDelay: 10s
            throttle.multiplier: 2
            throttle.maxDelay: 27m
            wakeOnCapacityChange: false
            stoppedTaskRetention: 1h
            pendingTimeout: 3h
            maxPercentCountsStopping: true
            optimisticRelease: true
            regexFind: false
            refuseBlockingPercentages: true
            refuseUnknownAlarms: false
            enforceQuotas: true
            launchesPerMinute: 500
            """);
  }

  @Test
  void eachNameSetsItsOwnValueAndNoOther() {
    for (var changed : ParameterNames.list()) {
      String value =
          switch (changed.kind()) {
            case DURATION -> "77s";
            case SECONDS -> "77";
            case COUNT -> "77";
            case FACTOR -> "7.5";
            case SWITCH -> changed.text(Parameters.observed()).equals("true") ? "false" : "true";
          };

      Parameters parameters = changed.set(Parameters.observed(), value);

      for (var parameter : ParameterNames.list()) {
        boolean differs = !parameter.text(parameters).equals(parameter.text(Parameters.observed()));
        assertThat(differs).as("%s after %s", parameter, changed).isEqualTo(parameter == changed);
      }
    }
  }

  @Test
  void promptIsWithoutLatency() {
    Parameters prompt = Parameters.prompt();

    assertThat(prompt.reconcileInterval()).isZero();
    assertThat(prompt.stages()).isEqualTo(new Parameters.Stages(0, 0, 0, 0, 0));
    assertThat(prompt.noHealthCheckSettle()).isZero();
    assertThat(prompt.loadBalancerEventsLate()).isFalse();
    assertThat(prompt.throttle()).isEqualTo(Parameters.observed().throttle());
  }

  @ParameterizedTest(name = "{0}: {1} reads back as {2}")
  @CsvSource({
    "noHealthCheckSettleSeconds, 0,    0",
    "noHealthCheckSettleSeconds, 2.5,  2.5",
    "noHealthCheckSettleSeconds, 1m,   60",
    "reconcileInterval,          0,    0s",
    "reconcileInterval,          90s,  1m30s",
    "throttle.multiplier,        3.00, 3",
    "throttle.freeFailures,      0,    0",
  })
  void readsValuesAsPeopleWriteThem(String name, String text, String back) {
    Parameters parameters = Parameters.observed().with(name, text);

    assertThat(ParameterNames.named(name).text(parameters)).isEqualTo(back);
  }

  @ParameterizedTest(name = "{0} is not {1}")
  @CsvSource({
    "throttle.multiplier,    0.5,  a number from 1 with up to three decimal places",
    "throttle.multiplier,    1e99, a number from 1 with up to three decimal places",
    "throttle.multiplier,    1.2345, a number from 1 with up to three decimal places",
    "throttle.freeFailures,  -1,   a whole number from 0",
    "throttle.freeFailures,  two,  a whole number from 0",
    "throttle.baseDelay,     10,   a duration such as 10s",
    "optimisticRelease,      yes,  true or false",
    "noHealthCheckSettleSeconds, -1, a number of seconds such as 40",
  })
  void refusesOtherValuesByName(String name, String text, String expected) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameters.observed().with(name, text))
        .withMessage("%s must be %s, but was '%s'", name, expected, text);
  }

  @Test
  void refusesUnknownNamesAndListsTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameters.observed().with("throttle.baseDelai", "1s"))
        .withMessageStartingWith(
            "unknown parameter 'throttle.baseDelai', expected one of [reconcileInterval,");
  }
}
