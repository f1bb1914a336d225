package dev.steadystate.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.Rule;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.deployment.Forecast;
import dev.steadystate.deployment.Forecast.Basis;
import dev.steadystate.deployment.Forecast.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        .as("the places of the old ones are too small for the new ones")
        .extracting(Object::toString)
        .containsExactly("desiredCount 2 -> 0", "free places 0 -> 2");
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
    assertThatThrownBy(() -> Forecast.of(web.ecs, ServiceUpdate.of("wbe").withDesiredCount(1)))
        .isInstanceOf(EcsException.class)
        .hasMessage("Service not found.");
  }

  @Test
  void knowsAServiceByItsArnToo() {
    Web web = Web.steady(2, 100, 200);
    String arn = web.ecs.service("web").arn();

    Forecast byArn =
        Forecast.of(
            web.ecs,
            ServiceUpdate.of(arn)
                .withCluster(web.ecs.clusters().get(0).arn())
                .withTaskDefinition("web:2"));

    assertThat(byArn).isEqualTo(Forecast.of(web.ecs, DEPLOY));
  }

  @Test
  void heedsNoServiceOfTheSameNameInAnotherCluster() {
    Web web = Web.steady(2, 100, 200);
    web.ecs.createCluster("empty");
    web.ecs.createService(Web.service(2, 100, 200).withCluster("empty"));
    web.ecs.protectTask("web/1", Duration.ofHours(24));

    Forecast forecast = Forecast.of(web.ecs, DEPLOY, Duration.ofHours(3));

    assertThat(forecast.obstacle()).isEqualTo("1 tasks are protected");
  }

  @Test
  void heedsWhatIsScheduled() {
    Web web = Web.steady(3, 100, 125);
    web.ecs.schedule(
        web.ecs.now().plusSeconds(600),
        "UpdateService",
        Document.of("service", "web")
            .with("deploymentConfiguration", Document.of("maximumPercent", 200)));

    Forecast forecast = Forecast.of(web.ecs, DEPLOY);

    assertThat(forecast.outcome()).isEqualTo(Outcome.FINISHES);
    assertThat(forecast.basis()).isEqualTo(Basis.RUN);
    assertThat(forecast.takes()).contains(Duration.ofSeconds(620));
    assertThat(forecast.highestTasks()).isEqualTo(6);
  }

  @Test
  void saysThatAnotherDeploymentTakesItsPlace() {
    Web web = Web.common().create(Web.service(2, 100, 200));
    web.ecs.schedule(
        web.ecs.now().plusSeconds(30),
        "UpdateService",
        Document.of("service", "web").with("forceNewDeployment", true));

    Forecast forecast = Forecast.of(web.ecs, DEPLOY);

    assertThat(forecast.outcome()).isEqualTo(Outcome.FAILS);
    assertThat(forecast.takes()).contains(Duration.ofSeconds(30));
    assertThat(forecast.obstacle()).isEqualTo("another deployment takes its place");
  }

  /** Returns a service in the midst of a deployment that its breaker will fail. */
  private static Web amidAFailingDeployment(CircuitBreaker breaker) {
    Web web =
        Web.brisk(
                Fates.rule()
                    .family("web")
                    .revision(2)
                    .failsIn(StartFailure.Stage.PULL, "no such image"))
            .create(Web.service(3, 100, 200).withCircuitBreaker(breaker));
    web.deploy(2);
    return web.tick();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tellsOfADeploymentUnderWayWhatBecomesOfItWithMoreTasks(boolean rollback) {
    Web web =
        amidAFailingDeployment(
            rollback ? CircuitBreaker.withRollback() : CircuitBreaker.withoutRollback());

    Forecast forecast = Forecast.of(web.ecs, Web.update().withDesiredCount(4));

    assertThat(forecast.outcome()).isEqualTo(Outcome.FAILS);
    assertThat(forecast.takes()).contains(Duration.ofSeconds(10));
    assertThat(forecast.obstacle()).isEqualTo("4 failed tasks, the threshold is 3");
  }

  @Test
  void saysThatTheDeploymentHasFailedBefore() {
    Web web = amidAFailingDeployment(CircuitBreaker.withoutRollback()).after(60);

    Forecast forecast = Forecast.of(web.ecs, Web.update().withDesiredCount(4));

    assertThat(forecast.outcome()).isEqualTo(Outcome.FAILS);
    assertThat(forecast.takes()).isEmpty();
    assertThat(forecast.highestTasks()).as("the old ones scale").isEqualTo(4);
    assertThat(forecast.obstacle())
        .isEqualTo("its deployment has failed before and launches nothing any more");
  }

  private static EcsSimulation threePlacesAndASecondRevisionThatCrashes() {
    EcsSimulation ecs =
        EcsSimulation.builder()
            .parameters(Web.BRISK)
            .fates(
                Fates.of(
                    Fates.rule()
                        .family("web")
                        .revision(2)
                        .container(Fates.container("web").exits(Duration.ofSeconds(5), 1))))
            .build();
    ecs.registerContainerInstance(place("i-1", 3));
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:1"));
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:2"));
    return ecs;
  }

  @Test
  void isNotBlockedByPlacesThatAreTakenForAMoment() {
    EcsSimulation ecs = threePlacesAndASecondRevisionThatCrashes();
    ecs.createService(Web.service(2, 50, 200));
    ecs.runUntilSteady();

    Forecast forecast = Forecast.of(ecs, DEPLOY, Duration.ofHours(2));

    assertThat(forecast.outcome()).isEqualTo(Outcome.GOES_ON);
    assertThat(forecast.obstacle()).contains("of 2 tasks are healthy in the end");
    assertThat(forecast.remedies()).isEmpty();
  }

  /** There is a place for one new task, never for the other, and the one comes and goes. */
  @Test
  void isNotBlockedByAMissingPlaceWhileTasksStartBesideIt() {
    EcsSimulation ecs = threePlacesAndASecondRevisionThatCrashes();
    ecs.createService(Web.service(2, 100, 200));
    ecs.runUntilSteady();

    Forecast forecast = Forecast.of(ecs, DEPLOY, Duration.ofHours(2));

    assertThat(forecast.outcome()).as(forecast.toString()).isEqualTo(Outcome.GOES_ON);
    assertThat(forecast.remedies()).isEmpty();
  }

  /**
   * The longest wait of the throttle is 27 minutes: what has lasted for twice as long is no pause,
   * nor what has lasted for half of a shorter time.
   */
  @ParameterizedTest(name = "kept for the last {0} of {1} minutes: {2}")
  @CsvSource({
    "53, 180, GOES_ON", "54, 180, BLOCKS", "55, 180, BLOCKS",
    "29, 60, GOES_ON", "30, 60, BLOCKS", "40, 60, BLOCKS"
  })
  void isBlockedByWhatLastsForLongerThanAPause(int kept, int within, Outcome outcome) {
    Web web =
        Web.brisk(
                Fates.rule()
                    .family("web")
                    .revision(2)
                    .container(Fates.container("web").exits(Duration.ofSeconds(5), 1)))
            .create(Web.service(2, 100, 200));
    web.ecs.schedule(
        web.ecs.now().plus(Duration.ofMinutes(within - kept)), new Fault.InstanceLost("i-1"));

    Forecast forecast = Forecast.of(web.ecs, DEPLOY, Duration.ofMinutes(within));

    assertThat(forecast.outcome()).as(forecast.toString()).isEqualTo(outcome);
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
    assertThat(forecast.obstacle()).isEqualTo("11 rounds of launches in a row failed");
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

  @ParameterizedTest(name = "{0}")
  @ValueSource(booleans = {true, false})
  void remembersWhatItWasSaidToWaitForBefore(boolean protection) {
    Web web = protection ? Web.steady(3, 100, 200) : Web.steady(3, 100, 125);
    if (protection) {
      web.ecs.protectTask("web/2", Duration.ofHours(24));
    }
    web.deploy(2);
    web.after(60);

    Forecast forecast = Forecast.of(web.ecs, Web.update().withDesiredCount(3), Duration.ofHours(2));

    assertThat(forecast.outcome()).isEqualTo(Outcome.BLOCKS);
    assertThat(forecast.obstacle())
        .isEqualTo(
            protection
                ? "1 tasks are protected"
                : "3 tasks occupy of at most 3, and at least 3 have to be healthy");
    assertThat(forecast.remedies())
        .extracting(Object::toString)
        .isEqualTo(
            protection
                ? List.of()
                : List.of(
                    "minimumHealthyPercent 100 -> 66",
                    "maximumPercent 125 -> 134",
                    "desiredCount 3 -> 4"));
  }

  @Test
  void tellsHowLongScalingTakes() {
    Web web = Web.common().create(Web.service(2, 100, 200));

    Forecast forecast = Forecast.of(web.ecs, Web.update().withDesiredCount(4));

    assertThat(forecast.outcome()).isEqualTo(Outcome.FINISHES);
    assertThat(forecast.takes()).contains(Duration.ofSeconds(60));
    assertThat(forecast.highestTasks()).isEqualTo(4);
  }

  /**
   * A daemon on each of two instances of this many places each; the tasks of a rival fill what is
   * left of the first, which drains, and find no place on the second.
   */
  private static EcsSimulation daemonsBehindARival(int rivals) {
    EcsSimulation ecs = EcsSimulation.builder().parameters(Web.BRISK).build();
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:1"));
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:2"));
    ecs.registerContainerInstance(place("i-1", rivals + 1));
    ecs.createService(Service.daemon("web", "web:1"));
    ecs.createService(Service.of("rival", "web:1", rivals));
    ecs.runUntilSteady();
    ecs.registerContainerInstance(place("i-2", 1));
    ecs.runUntilSteady();
    ecs.drain("i-1");
    return ecs;
  }

  private static ContainerInstance place(String name, int places) {
    return ContainerInstance.of(name, "us-east-1a").withCpu(256 * places).withMemory(1_000_000);
  }

  @ParameterizedTest(name = "{0} tasks: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | rival/1 has",
        "3 | rival/1, rival/2, rival/3 have",
        "5 | rival/1, rival/2, rival/3 and 2 more have"
      })
  @Rule({"SS-25", "DEP-57"})
  void namesTheTasksBehindWhichADaemonStaysOnADrainingInstance(int rivals, String names) {
    EcsSimulation ecs = daemonsBehindARival(rivals);

    Forecast forecast = Forecast.of(ecs, DEPLOY, Duration.ofHours(3));

    assertThat(forecast.outcome()).isEqualTo(Outcome.BLOCKS);
    assertThat(forecast.takes()).isEmpty();
    assertThat(forecast.obstacle())
        .isEqualTo("web/1 stays on the DRAINING i-1 until " + names + " left it");
    assertThat(forecast.remedies()).isEmpty();
    ecs.updateService(DEPLOY);
    ecs.runFor(Duration.ofHours(3));
    assertThat(ecs.service("web").deployments()).as("the old one is there still").hasSize(2);
  }

  @Test
  @Rule({"SS-25", "DEP-57"})
  void aDaemonThatMayLeaveItsDrainingInstanceBlocksNothing() {
    EcsSimulation ecs = daemonsBehindARival(1);
    ecs.schedule(
        ecs.now().plusSeconds(3600),
        "UpdateService",
        Document.of("service", "rival").with("desiredCount", 0));

    Forecast forecast = Forecast.of(ecs, DEPLOY, Duration.ofHours(3));

    assertThat(forecast.outcome()).isEqualTo(Outcome.FINISHES);
    assertThat(forecast.takes().orElseThrow()).isGreaterThan(Duration.ofHours(1));
  }

  @Test
  void saysThatProtectionKeepsATaskOnADrainingInstance() {
    Web web = Web.steady(2, 100, 200);
    web.ecs.registerContainerInstance(Web.large("i-2"));
    web.ecs.protectTask("web/2", Duration.ofHours(24));
    web.ecs.drain("i-1");

    Forecast forecast =
        Forecast.of(web.ecs, Web.update().withMinimumHealthyPercent(50), Duration.ofHours(3));

    assertThat(forecast.outcome()).isEqualTo(Outcome.BLOCKS);
    assertThat(forecast.obstacle())
        .isEqualTo("web/2 stays on the DRAINING i-1, for it is protected");
  }

  @ParameterizedTest(name = "{0} tasks: {1}")
  @CsvSource(
      delimiter = '|',
      value = {"1 | web/1", "2 | web/1, web/2"})
  @Rule({"SS-109", "DEP-71"})
  void namesTheAgentThatWouldTellThatTasksHaveStopped(int desired, String names) {
    Web web = Web.steady(desired, 100, 200);
    web.ecs.registerContainerInstance(Web.large("i-2"));
    web.ecs.inject(new Fault.AgentDisconnected("i-1"));

    Forecast forecast = Forecast.of(web.ecs, DEPLOY, Duration.ofHours(3));

    assertThat(forecast.outcome()).isEqualTo(Outcome.BLOCKS);
    assertThat(forecast.obstacle())
        .isEqualTo("the agent of i-1 is disconnected and tells nothing of " + names);
    web.ecs.schedule(web.ecs.now().plusSeconds(600), new Fault.AgentConnected("i-1"));
    assertThat(Forecast.of(web.ecs, DEPLOY, Duration.ofHours(3)).outcome())
        .isEqualTo(Outcome.FINISHES);
  }

  @Test
  @Rule("SS-109")
  void namesOneAgentOfSeveralAndTheTasksThatAreItsOwn() {
    EcsSimulation ecs = Web.places(1);
    ecs.registerContainerInstance(place("i-2", 1));
    ecs.createService(Web.service(2, 0, 100));
    ecs.runUntilSteady();
    ecs.inject(new Fault.AgentDisconnected("i-2"));
    ecs.inject(new Fault.AgentDisconnected("i-1"));

    Forecast forecast = Forecast.of(ecs, DEPLOY, Duration.ofHours(3));

    String first = ecs.task("web/1").ec2InstanceId();
    assertThat(forecast.obstacle())
        .isEqualTo("the agent of " + first + " is disconnected and tells nothing of web/1");
  }

  @Test
  @Rule("SS-109")
  void namesTheAgentThatWouldTellThatATaskHasStarted() {
    Web web = Web.common().create(Web.service(1, 100, 200));
    web.ecs.schedule(web.ecs.now().plusSeconds(5), new Fault.AgentDisconnected("i-1"));

    Forecast forecast = Forecast.of(web.ecs, Web.update().withDesiredCount(3), Duration.ofHours(2));

    assertThat(forecast.outcome()).isEqualTo(Outcome.BLOCKS);
    assertThat(forecast.obstacle())
        .isEqualTo("the agent of i-1 is disconnected and tells nothing of web/2, web/3");
  }

  /** Returns a service on two of three places. */
  private static EcsSimulation shortOfPlaces(CircuitBreaker breaker) {
    EcsSimulation ecs = Web.places(3);
    ecs.createService(Web.service(2, 50, 200).withCircuitBreaker(breaker));
    ecs.runUntilSteady();
    return ecs;
  }

  private static void deployLater(EcsSimulation ecs, String taskDefinition) {
    ecs.schedule(
        ecs.now().plusSeconds(600),
        "UpdateService",
        Document.of("service", "web").with("taskDefinition", taskDefinition));
  }

  /** With rollback on, the rollback fails, too: its tasks find no place either (DEP-101). */
  @ParameterizedTest(name = "rollback: {0}")
  @ValueSource(booleans = {true, false})
  @Rule({"DEP-15", "DEP-88", "DEP-101"})
  void scalingOutFailsWithALaterDeploymentThatFails(boolean rollback) {
    EcsSimulation ecs =
        shortOfPlaces(rollback ? CircuitBreaker.withRollback() : CircuitBreaker.withoutRollback());
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:big").withMemory(9_000_000));
    ServiceUpdate more = Web.update().withDesiredCount(6);
    assertThat(Forecast.of(ecs, more, Duration.ofHours(3)).outcome()).isEqualTo(Outcome.BLOCKS);
    deployLater(ecs, "web:3");

    Forecast forecast = Forecast.of(ecs, more, Duration.ofHours(3));

    assertThat(forecast.outcome()).isEqualTo(Outcome.FAILS);
    assertThat(forecast.obstacle())
        .startsWith("a later deployment fails and launches nothing any more: ")
        .contains("the threshold is 3");
    assertThat(forecast.takes()).isEmpty();
    assertThat(forecast.remedies()).isEmpty();
    ecs.updateService(more);
    ecs.runFor(Duration.ofHours(3));
    assertThat(ecs.service("web").deployments().get(0).rolloutState()).hasToString("FAILED");
  }

  @Test
  @Rule("DEP-99")
  void whatFailedBeforeIsNoObstacleOnceALaterDeploymentTakesItsPlace() {
    Web web = amidAFailingDeployment(CircuitBreaker.withoutRollback()).after(60);
    deployLater(web.ecs, "web:3");

    Forecast forecast = Forecast.of(web.ecs, Web.update().withDesiredCount(4));

    assertThat(forecast.outcome()).isEqualTo(Outcome.FINISHES);
    assertThat(forecast.takes()).contains(Duration.ofSeconds(620));
  }

  @Test
  @Rule({"DEP-53", "DEP-99"})
  void namesWhatBlocksTheLaterDeploymentAndNotTheOneThatFailedBefore() {
    Web web = amidAFailingDeployment(CircuitBreaker.withoutRollback()).after(60);
    deployLater(web.ecs, "web:3");

    Forecast forecast =
        Forecast.of(web.ecs, Web.update().withMaximumPercent(100), Duration.ofHours(3));

    assertThat(forecast.outcome()).isEqualTo(Outcome.BLOCKS);
    assertThat(forecast.obstacle())
        .isEqualTo("3 tasks occupy of at most 3, and at least 3 have to be healthy");
  }

  @ParameterizedTest(name = "a new revision: {0}")
  @ValueSource(booleans = {true, false})
  void failsWithTheServiceWhenThatIsDeleted(boolean rollsOut) {
    EcsSimulation ecs = shortOfPlaces(CircuitBreaker.off());
    ecs.schedule(
        ecs.now().plusSeconds(600),
        "DeleteService",
        Document.of("service", "web").with("force", true));
    ServiceUpdate more = Web.update().withDesiredCount(6);

    Forecast forecast = Forecast.of(ecs, rollsOut ? more.withTaskDefinition("web:2") : more);

    assertThat(forecast.outcome()).isEqualTo(Outcome.FAILS);
    assertThat(forecast.takes()).contains(Duration.ofSeconds(600));
    assertThat(forecast.obstacle()).isEqualTo("the service is deleted");
  }
}
