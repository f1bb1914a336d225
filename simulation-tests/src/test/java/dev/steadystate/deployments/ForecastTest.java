package dev.steadystate.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steadystate.core.Rule;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.deployment.Forecast;
import dev.steadystate.deployment.Forecast.Basis;
import dev.steadystate.deployment.Forecast.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a forecast says before a deployment is made. */
class ForecastTest {
  private static final ServiceUpdate DEPLOY = Web.update().withTaskDefinition("web:2");

  @ParameterizedTest(name = "{0} at {1}/{2}: round {3}, at least {4} healthy, at most {5}")
  @CsvSource({
    "4, 50, 100, 4, 2, 4", "4, 100, 200, 2, 4, 8", "4, 100, 150, 4, 4, 6", "4, 75, 125, 4, 3, 5",
    "4, 50, 200, 2, 2, 8", "4, 0, 100, 2, 0, 4", "1, 0, 100, 2, 0, 1", "5, 60, 140, 3, 3, 7",
    "10, 90, 110, 10, 9, 11", "0, 100, 200, 0, 0, 0"
  })
  @Rule({"W5-2", "W5-3", "W5-4", "W5-5", "W5-6", "W5-7", "W5-8", "W5-9", "W5-10", "W5-1"})
  void knowsTheTracesBySums(
      int desired, int minimum, int maximum, int rounds, int lowest, int highest) {
    Forecast forecast = Forecast.ofRollout(desired, minimum, maximum, 1000, Web.BRISK);

    assertThat(forecast.outcome()).isEqualTo(Outcome.FINISHES);
    assertThat(forecast.rounds()).hasValue(rounds);
    assertThat(forecast.lowestHealthy()).isEqualTo(lowest);
    assertThat(forecast.highestTasks()).isEqualTo(highest);
  }

  @Test
  @Rule({"DEP-53", "W5-1"})
  void namesTheInequalityThatBlocksAndTheWaysOut() {
    Web web = Web.steady(3, 100, 125);
    String digest = web.ecs.digest();

    Forecast forecast = Forecast.of(web.ecs, DEPLOY);

    assertThat(forecast)
        .hasToString(
            """
            blocks (by arithmetic)
              lowest healthy count 3, highest task count 3
              because at least ceil(3 x 100%) = 3 tasks must stay healthy and at most\
             floor(3 x 125%) = 3 may exist, so that none of 3 may stop and none may start
              would do: minimumHealthyPercent 100 -> 66
              would do: maximumPercent 125 -> 134
              would do: desiredCount 3 -> 4\
            """);
    assertThat(web.ecs.digest()).isEqualTo(digest);
    assertThat(web.deployments()).hasSize(1);
  }

  @Test
  void tellsHowLongItTakesAndHowLowItGoes() {
    Web web = Web.common().create(Web.service(4, 50, 100));

    Forecast forecast = Forecast.of(web.ecs, DEPLOY);

    assertThat(forecast.outcome()).isEqualTo(Outcome.FINISHES);
    assertThat(forecast.basis()).isEqualTo(Basis.RUN);
    assertThat(forecast.lowestHealthy()).isEqualTo(2);
    assertThat(forecast.highestTasks()).isEqualTo(4);
    long start = web.now();
    web.update(DEPLOY);
    web.ecs.runUntilSteady();
    assertThat(forecast.takes()).contains(Duration.ofSeconds(web.now() - start));
  }

  @Test
  @Rule({"DEP-88", "EV-11"})
  void namesTheMissingCapacity() {
    Web web = Web.steady(2, 100, 200);
    web.ecs.registerTaskDefinition(TaskDefinition.of("web", "web:big").withMemory(9_000_000));

    Forecast forecast = Forecast.of(web.ecs, Web.update().withTaskDefinition("web:10"));

    assertThat(forecast.outcome()).isEqualTo(Outcome.BLOCKS);
    assertThat(forecast.obstacle()).contains("no place").contains("insufficient memory");
    assertThat(forecast.remedies())
        .extracting(Forecast.Remedy::knob)
        .containsExactly(Forecast.Knob.CAPACITY);
  }

  @Test
  @Rule("DEP-83")
  void tellsWhenTheBreakerTrips() {
    Web web =
        Web.brisk(
                Fates.rule()
                    .family("web")
                    .revision(2)
                    .failsIn(StartFailure.Stage.PULL, "CannotPullContainerError: no such image"))
            .create(Web.service(2, 100, 200).withCircuitBreaker(CircuitBreaker.withRollback()));

    Forecast forecast = Forecast.of(web.ecs, DEPLOY);

    assertThat(forecast.outcome()).isEqualTo(Outcome.FAILS);
    assertThat(forecast.takes()).contains(Duration.ofSeconds(20));
    assertThat(forecast.obstacle()).isEqualTo("4 failed tasks, the threshold is 3");
  }

  @Test
  void refusesWhatEcsRefuses() {
    Web web = Web.steady(2, 100, 200);

    assertThatThrownBy(() -> Forecast.of(web.ecs, Web.update().withTaskDefinition("web:77")))
        .isInstanceOf(EcsException.class);
  }

  @Test
  void readsAsAnAnswer() {
    assertThat(Forecast.ofRollout(4, 50, 100, 1000, Web.BRISK))
        .hasToString(
            """
            finishes in round 4 (by arithmetic)
              lowest healthy count 2, highest task count 4\
            """);
    assertThat(Forecast.of(Web.steady(2, 100, 200).ecs, DEPLOY))
        .hasToString(
            """
            finishes after PT20S (by a run of a fork)
              lowest healthy count 2, highest task count 4\
            """);
  }

  @Test
  @Rule({"SS-83", "DEP-83"})
  void goesOnWhereTasksFailAndNoBreakerEndsIt() {
    Web web =
        Web.brisk(
                Fates.rule()
                    .family("web")
                    .revision(2)
                    .failsIn(StartFailure.Stage.PULL, "CannotPullContainerError: no such image"))
            .create(Web.service(2, 100, 200));

    Forecast forecast = Forecast.of(web.ecs, DEPLOY, Duration.ofHours(1));

    assertThat(forecast.outcome()).isEqualTo(Outcome.GOES_ON);
    assertThat(forecast.takes()).isEmpty();
    assertThat(forecast.obstacle()).contains("failed");
    assertThat(forecast.remedies()).isEmpty();
  }

  @Test
  @Rule({"EV-40", "DEP-53"})
  void saysThatProtectionBlocksAndKnowsNoWayOut() {
    Web web = Web.steady(2, 100, 200);
    web.ecs.protectTask("web/1", Duration.ofHours(2));

    Forecast forecast = Forecast.of(web.ecs, DEPLOY, Duration.ofHours(1));

    assertThat(forecast.outcome()).isEqualTo(Outcome.BLOCKS);
    assertThat(forecast.basis()).isEqualTo(Basis.RUN);
    assertThat(forecast.obstacle()).isEqualTo("1 tasks are protected");
    assertThat(forecast.remedies()).isEmpty();
  }

  @Test
  void protectionThatEndsInTimeBlocksNothing() {
    Web web = Web.steady(2, 100, 200);
    web.ecs.protectTask("web/1", Duration.ofMinutes(30));

    assertThat(Forecast.of(web.ecs, DEPLOY, Duration.ofHours(1)).outcome())
        .isEqualTo(Outcome.FINISHES);
  }

  @Test
  @Rule("DEP-53")
  void findsWaysOutOfADeploymentThatIsStuckAlready() {
    Web web = Web.steady(3, 100, 125);
    web.deploy(2);
    web.after(10);

    Forecast forecast = Forecast.of(web.ecs, Web.update().withDesiredCount(3));

    assertThat(forecast.outcome()).isEqualTo(Outcome.BLOCKS);
    assertThat(forecast.basis()).as("nothing new rolls out").isEqualTo(Basis.RUN);
    assertThat(forecast.obstacle())
        .isEqualTo("3 tasks occupy of at most 3, and at least 3 have to be healthy");
    assertThat(forecast.remedies())
        .extracting(Object::toString)
        .containsExactly(
            "minimumHealthyPercent 100 -> 66", "maximumPercent 125 -> 134", "desiredCount 3 -> 4");
  }

  @Test
  void tellsHowLongScalingTakes() {
    Web web = Web.common().create(Web.service(2, 100, 200));

    Forecast forecast = Forecast.of(web.ecs, Web.update().withDesiredCount(4));

    assertThat(forecast.outcome()).isEqualTo(Outcome.FINISHES);
    assertThat(forecast.takes()).contains(Duration.ofSeconds(60));
    assertThat(forecast.highestTasks()).isEqualTo(4);
  }
}
