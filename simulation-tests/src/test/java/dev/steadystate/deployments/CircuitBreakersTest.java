package dev.steadystate.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.Rule;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.CircuitBreaker.Threshold;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.TaskDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The deployment circuit breaker and what follows when it trips (5.11, 5.12). */
class CircuitBreakersTest {
  private static final CircuitBreaker ROLLBACK = CircuitBreaker.withRollback();
  private static final Pattern COUNTED = Pattern.compile(": (\\d+) failed tasks because");

  private static FateRule neverStarts(int revision) {
    return Fates.rule()
        .family("web")
        .revision(revision)
        .failsIn(StartFailure.Stage.PULL, "CannotPullContainerError: no such image");
  }

  private static Service service(int desired, CircuitBreaker breaker) {
    return Web.service(desired, 100, 200).withCircuitBreaker(breaker);
  }

  @ParameterizedTest(name = "{0} {1} of {2} wanted: {3}")
  @CsvSource({
    "BOUNDED_PERCENT, 50, 1, 3",
    "BOUNDED_PERCENT, 50, 2, 3",
    "BOUNDED_PERCENT, 50, 5, 3",
    "BOUNDED_PERCENT, 50, 6, 3",
    "BOUNDED_PERCENT, 50, 7, 4",
    "BOUNDED_PERCENT, 50, 8, 4",
    "BOUNDED_PERCENT, 50, 25, 13",
    "BOUNDED_PERCENT, 50, 399, 200",
    "BOUNDED_PERCENT, 50, 400, 200",
    "BOUNDED_PERCENT, 50, 401, 200",
    "BOUNDED_PERCENT, 50, 800, 200",
    "BOUNDED_PERCENT, 10, 25, 3",
    "BOUNDED_PERCENT, 100, 25, 25",
    "UNBOUNDED_PERCENT, 50, 800, 400",
    "UNBOUNDED_PERCENT, 50, 1, 1",
    "UNBOUNDED_PERCENT, 10, 25, 3",
    "COUNT, 5, 800, 5"
  })
  @Rule({"W5-12", "DEP-78", "DEP-79", "DEP-80"})
  void tripsAtItsThreshold(Threshold type, int value, int desired, int threshold) {
    Web web = Web.with(Web.BRISK.with("enforceQuotas", "false"), Duration.ZERO, neverStarts(2));
    web.create(service(desired, CircuitBreaker.withoutRollback().withThreshold(type, value)));
    web.deploy(2);
    web.tick();

    int shown =
        web.records()
            .get(0)
            .document("deploymentCircuitBreaker")
            .orElseThrow()
            .integer("threshold")
            .orElseThrow();
    while (web.deployment("B").failedTasks() < threshold) {
      assertThat(web.deployment("B").rolloutState()).hasToString("IN_PROGRESS");
      web.after(10);
    }

    assertThat(shown).isEqualTo(threshold);
    assertThat(web.deployment("B").rolloutState()).hasToString("FAILED");
  }

  /** Fates by launch: F never starts, H becomes healthy and then crashes, to make room. */
  private static FateRule[] outcomes(String outcomes) {
    FateRule[] rules = new FateRule[outcomes.length()];
    for (int i = 0; i < rules.length; i++) {
      FateRule rule = neverStarts(2).launch(i + 1);
      rules[i] =
          outcomes.charAt(i) == 'F'
              ? rule
              : Fates.rule()
                  .family("web")
                  .revision(2)
                  .launch(i + 1)
                  .container(Fates.container("web").exits(Duration.ofSeconds(20), 1));
    }
    return rules;
  }

  @Test
  @Rule({"W5-13", "DEP-86", "DEP-84"})
  void countsConsecutiveFailuresWhenEachHealthyTaskResetsTheCount() {
    assertThat(counts(ROLLBACK)).startsWith(1, 2, 0, 1, 2, 0, 1, 2, 3);
  }

  @Test
  @Rule({"W5-13", "DEP-86", "DEP-84"})
  void countsAllFailuresWithoutReset() {
    assertThat(counts(ROLLBACK.withResetOnHealthyTask(false))).startsWith(1, 2, 3);
  }

  /** Lets the tasks of a deployment turn out F F H F F H F F F and returns what is counted. */
  private static List<Integer> counts(CircuitBreaker breaker) {
    Web web =
        Web.with(
            Web.BRISK.with("throttle.freeFailures", "100"),
            Duration.ofSeconds(1),
            outcomes("FFHFFHFFFFFF"));
    List<Integer> counts = new ArrayList<>();
    web.ecs.observe(
        entry -> {
          Matcher counted = COUNTED.matcher(entry.toString());
          if (counted.find() && !entry.toString().contains("not counted")) {
            counts.add(Integer.valueOf(counted.group(1)));
          }
        });
    // Of two wanted one new task fits at a time, so that a healthy one alone completes nothing.
    web.create(Web.service(2, 100, 150).withCircuitBreaker(breaker));
    web.deploy(2);

    web.after(300);

    assertThat(web.news()).contains("(deployment B) deployment failed: tasks failed to start.");
    return counts;
  }

  @Test
  @Rule({"W5-14", "DEP-81", "DEP-67"})
  void followsTheLatestDesiredCount() {
    // Two fail at once and a third and a fourth one by one; the others take long.
    Web web = Web.brisk(neverStarts(2).launches(1, 2), neverStarts(2).launches(7, 8), slow());
    web.create(service(6, CircuitBreaker.withoutRollback()));
    web.deploy(2);
    web.tick();
    web.after(10);
    assertThat(web.deployment("B").failedTasks()).isEqualTo(2);
    assertThat(threshold(web)).isEqualTo(3);

    web.desire(8);
    web.tick();

    assertThat(threshold(web)).isEqualTo(4);
    assertThat(web.deployment("B").rolloutState()).hasToString("IN_PROGRESS");
    web.after(10);
    assertThat(web.deployment("B").failedTasks()).isEqualTo(4);
    assertThat(web.deployment("B").rolloutState()).hasToString("FAILED");
  }

  private static int threshold(Web web) {
    return web.records()
        .get(0)
        .document("deploymentCircuitBreaker")
        .orElseThrow()
        .integer("threshold")
        .orElseThrow();
  }

  @Test
  @Rule({"W5-14", "DEP-83"})
  void tripsWhenTheThresholdFallsToTheCount() {
    Web web = Web.brisk(neverStarts(2).launches(1, 3), slow());
    web.create(service(8, CircuitBreaker.withoutRollback()));
    web.deploy(2);
    web.tick();
    web.after(10);
    assertThat(web.deployment("B").failedTasks()).isEqualTo(3);
    assertThat(web.deployment("B").rolloutState()).hasToString("IN_PROGRESS");

    web.desire(6);
    web.tick();

    assertThat(web.deployment("B").rolloutState()).hasToString("FAILED");
    assertThat(web.deployment("B").failedTasks()).isEqualTo(3);
  }

  private static FateRule slow() {
    return Fates.rule().family("web").revision(2).pull(Duration.ofMinutes(5));
  }

  @Test
  @Rule({
    "W5-15", "DEP-92", "DEP-93", "DEP-94", "DEP-95", "DEP-96", "DEP-16", "DEP-151", "EO-8", "EV-31",
    "EV-32"
  })
  void rollsBackToTheDeploymentThatCompletedLast() {
    Web web = Web.brisk(neverStarts(2).launches(1, 3), slow()).create(service(2, ROLLBACK));
    web.deploy(2);
    web.tick();
    web.after(10);
    web.after(10);

    assertThat(web.news())
        .containsExactly(
            "has started 2 tasks: (task 3) (task 4).",
            "has started 2 tasks: (task 5) (task 6).",
            "(deployment B) deployment failed: tasks failed to start.",
            "rolling back to deployment A.",
            "stopped 1 pending tasks.");
    assertThat(web.deployments())
        .containsExactly(
            "A PRIMARY IN_PROGRESS: desired 2, pending 0, running 2",
            "B ACTIVE FAILED: desired 0, pending 0, running 0");
    assertThat(web.deployment("B").failedTasks()).isEqualTo(3);
    assertThat(web.inShort(web.deployment("A").rolloutStateReason()))
        .isEqualTo("ECS deployment circuit breaker: rolling back to deploymentId A.");
    assertThat(web.inShort(web.deployment("B").rolloutStateReason()))
        .isEqualTo("ECS deployment circuit breaker: tasks failed to start.");
    assertThat(web.statuses().get(0)).isEqualTo("ROLLBACK_IN_PROGRESS");

    web.ecs.runUntilSteady();
    assertThat(web.news())
        .containsExactly("(deployment A) deployment completed.", "has reached a steady state.");
    assertThat(web.statuses()).containsExactly("ROLLBACK_SUCCESSFUL", "SUCCESSFUL");
    assertThat(web.records().get(0).string("statusReason"))
        .contains(
            "Service deployment rolled back because the circuit breaker threshold was exceeded.");
    assertThat(web.live()).extracting(task -> task.launchNumber()).containsExactly(1, 2);
    assertThat(web.ecs.service("web").taskDefinition()).isEqualTo("web:1");
  }

  @Test
  @Rule({"W5-16", "DEP-97"})
  void hasNothingToRollBackToAtFirst() {
    Web web = Web.brisk(neverStarts(1));
    web.ecs.createService(service(2, ROLLBACK));
    web.after(60);

    assertThat(web.deployments())
        .containsExactly("A PRIMARY FAILED: desired 0, pending 0, running 0");
    assertThat(web.statuses()).containsExactly("ROLLBACK_FAILED");
    assertThat(web.records().get(0).string("statusReason"))
        .contains("No rollback candidate was found to run the rollback.");
    assertThat(web.news()).noneMatch(event -> event.contains("rolling back"));
    assertThat(web.live()).isEmpty();
    long launched = web.tasks().size();
    web.after(7200);
    assertThat(web.tasks().size()).isLessThanOrEqualTo((int) launched);
  }

  @Test
  @Rule({"DEP-98", "DEP-62", "DEP-59"})
  void keepsTheOldTasksAndReplacesThemWithoutRollback() {
    Web web = Web.brisk(neverStarts(2));
    web.create(service(2, CircuitBreaker.withoutRollback()));
    web.deploy(2);
    web.after(40);
    assertThat(web.deployment("B").rolloutState()).hasToString("FAILED");
    web.news();

    web.ecs.stopTask("web/1");
    web.after(20);

    assertThat(web.census()).isEqualTo("web:1 2");
    assertThat(web.news()).singleElement().asString().startsWith("has started 1 tasks");
  }

  @Test
  @Rule("DEP-99")
  void isFollowedByALaterDeploymentAsAnyOther() {
    Web web = Web.brisk(neverStarts(2)).create(service(2, CircuitBreaker.withoutRollback()));
    web.deploy(2);
    web.after(40);

    web.deploy(3);
    web.ecs.runUntilSteady();

    assertThat(web.census()).isEqualTo("web:3 2");
    assertThat(web.deployments())
        .containsExactly("C PRIMARY COMPLETED: desired 2, pending 0, running 2");
  }

  @Test
  @Rule({"DEP-100", "DEP-65"})
  void stallsWhenTheRollbackWasOvertakenToo() {
    // 1 completed; 2 fails, back to 1, whose new tasks take long; 3 starts meanwhile and fails.
    Web web =
        Web.brisk(neverStarts(2), neverStarts(3))
            .create(Web.service(2, 0, 100).withCircuitBreaker(ROLLBACK));
    web.deploy(2);
    web.tick();
    web.after(30);
    assertThat(web.deployment("A").rolloutState()).hasToString("IN_PROGRESS");

    web.deploy(3);
    web.after(40);

    assertThat(web.deployment("C").rolloutState()).hasToString("FAILED");
    assertThat(web.statuses().get(0)).isEqualTo("ROLLBACK_FAILED");
    assertThat(web.statuses().get(1)).isEqualTo("ROLLBACK_FAILED");
  }

  @Test
  @Rule("DEP-101")
  void canTripDuringTheRollback() {
    // Revision 1 worked for the first two tasks only.
    Web web =
        Web.brisk(neverStarts(2), neverStarts(1).launches(3, 99))
            .create(Web.service(2, 0, 100).withCircuitBreaker(ROLLBACK));
    web.deploy(2);

    web.after(120);

    assertThat(web.news())
        .contains(
            "(deployment B) deployment failed: tasks failed to start.",
            "rolling back to deployment A.",
            "(deployment A) deployment failed: tasks failed to start.");
    assertThat(web.deployment("A").rolloutState()).hasToString("FAILED");
    assertThat(web.statuses().get(0)).isEqualTo("ROLLBACK_FAILED");
  }

  @Test
  @Rule({"DEP-101", "DEP-149", "DEP-153"})
  void failsTheRollbackOfAUserAlsoWhereItRollsNothingBackItself() {
    // Revision 1 worked for the first two tasks only.
    Web web =
        Web.brisk(neverStarts(2), neverStarts(1).launches(3, 99))
            .create(Web.service(2, 0, 100).withCircuitBreaker(CircuitBreaker.withoutRollback()));
    web.deploy(2);
    web.tick();

    web.stopDeployment();
    web.after(120);

    assertThat(web.news()).contains("(deployment A) deployment failed: tasks failed to start.");
    assertThat(web.statuses().get(0)).isEqualTo("ROLLBACK_FAILED");
  }

  @Test
  @Rule({"DEP-84", "DEP-61", "SS-42", "EO-9"})
  void countsTasksThatFailTheirHealthChecks() {
    FateRule sick =
        Fates.rule()
            .family("web")
            .revision(10)
            .container(Fates.container("web").health(Duration.ZERO, Behaviour.FAILING));
    Web web = Web.brisk(sick).create(service(3, ROLLBACK));
    web.ecs.registerTaskDefinition(Web.checked());
    web.deploy(10);

    web.after(120);

    assertThat(web.news())
        .containsSubsequence(
            "has started 3 tasks: (task 4) (task 5) (task 6).",
            "(task 4) failed container health checks.",
            "(task 5) failed container health checks.",
            "(task 6) failed container health checks.",
            "has stopped 3 running tasks: (task 4) (task 5) (task 6).",
            "(deployment B) deployment failed: tasks failed to start.",
            "rolling back to deployment A.");
    assertThat(web.ecs.service("web").taskDefinition()).isEqualTo("web:1");
  }

  @Test
  @Rule({"DEP-84", "DEP-88", "EV-24"})
  void countsLaunchesThatFindNoPlace() {
    Web web = Web.brisk().create(service(2, ROLLBACK));
    web.ecs.registerTaskDefinition(TaskDefinition.of("web", "web:big").withMemory(9_000_000));
    web.deploy(10);
    web.tick();

    assertThat(web.news())
        .anyMatch(event -> event.startsWith("was unable to place a task"))
        .anyMatch(event -> event.startsWith("could not launch 2 tasks for deployment B."));
    web.ecs.runUntilSteady();

    assertThat(web.news()).contains("rolling back to deployment A.");
    assertThat(web.census()).isEqualTo("web:1 2");
  }

  @Test
  @Rule({"SS-12", "DEP-83", "DEP-88"})
  void looksAtTheCounterInTheSameInstantWithoutAGrid() {
    Web web =
        Web.with(Web.BRISK.with("reconcileInterval", "0"), Duration.ZERO)
            .create(service(4, ROLLBACK));
    web.ecs.registerTaskDefinition(TaskDefinition.of("web", "web:big").withMemory(9_000_000));
    long start = web.now();
    web.deploy(10);

    web.ecs.runUntilSteady();

    assertThat(web.timedNews())
        .contains(
            start + " (deployment B) deployment failed: tasks failed to start.",
            start + " (deployment A) deployment completed.");
    assertThat(web.now()).isEqualTo(start);
  }

  @Test
  @Rule({"DEP-85", "SS-87"})
  void doesNotCountTasksThatOthersStopped() {
    Web web = Web.brisk(slow()).create(service(2, ROLLBACK));
    web.deploy(2);
    web.tick();
    for (int i = 3; i <= 8; i++) {
      web.ecs.stopTask("web/" + i);
      web.after(10);
    }

    assertThat(web.deployment("B").failedTasks()).isZero();
    assertThat(web.deployment("B").rolloutState()).hasToString("IN_PROGRESS");
  }
}
