package dev.steadystate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.json.Json;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.spi.PlacementExplanation;
import dev.steadystate.core.view.ServiceExplanation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A service that waits says what for, and the change that it names would help. */
class ExplanationsTest {
  private EcsSimulation ecs = EcsSimulation.create();

  @Test
  void aServiceWithoutRoomSaysWhereHowMuchIsMissingAndWhenItTriesAgain() {
    register("i-a1", 2048, 4096, "us-east-1a");
    register("i-b1", 2048, 1024, "us-east-1b");
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:1").withCpu(256).withMemory(3000));
    ecs.createService(Service.of("web", "web:1", 3));
    ecs.runFor(Duration.ofMinutes(2));

    ServiceExplanation explanation = ecs.explain("web");

    assertThat(explanation.toString())
        .startsWith(
            """
            web ACTIVE, web:1, desired 3, running 1, pending 0
              1 of 3 wanted are healthy; the floor is 3, the ceiling 6, 1 task occupies
              web:1 lacks 2 tasks
                a task of service:web that takes 256 CPU units, 3000 MiB has no place
                  0 left after memory
                  i-a1 in us-east-1a: wants 3000 MiB of memory, 1096 left
                  i-b1 in us-east-1b: wants 3000 MiB of memory, 1024 left
                it would have one with 1904 MiB more memory on i-a1
                no launch before 2026-01-01T00:03:10Z, in 1m10s: 6 rounds of launches in a row failed
              next, at 2026-01-01T00:03:10Z: deployment ecs-svc/""")
        .endsWith("has insufficient memory available.");
    assertThat(explanation.lacks().get(0).launchesFrom()).isEqualTo(ecs.nextLaunchAttempt("web"));
  }

  /** Task 1 is RUNNING at 15 s, 40 s later it is healthy (SS-6). */
  @Test
  void aServiceOnItsWaySaysHowFarItIs() {
    register("i-a1", 2048, 4096, "us-east-1a");
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:1"));
    ecs.createService(Service.of("web", "web:1", 1));
    ecs.runFor(Duration.ofSeconds(5));
    assertThat(ecs.explain("web").toString())
        .contains("1 task is on the way to RUNNING\n  next, at ");

    ecs.runFor(Duration.ofSeconds(15));
    assertThat(ecs.explain("web").toString())
        .contains("1 task is RUNNING and not healthy yet\n  next, at 2026-01-01T00:01:00Z: ");

    ecs.runUntilSteady();
    assertThat(ecs.explain("web").toString()).endsWith("\n  nothing happens to it within a day");
  }

  @Test
  void aServiceThatItsBoundsBlockSaysSoInTheWordsOfEcs() {
    ecs =
        EcsSimulation.builder()
            .parameters(Parameters.observed().with("refuseBlockingPercentages", "false"))
            .build();
    register("i-a1", 2048, 4096, "us-east-1a");
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:1"));
    ecs.createService(Service.of("web", "web:1", 2).withMaximumPercent(100));
    ecs.runUntilSteady();
    ecs.updateService(ServiceUpdate.of("web").withForceNewDeployment());
    ecs.runFor(Duration.ofMinutes(1));

    assertThat(ecs.explain("web").toString())
        .contains("2 of 2 wanted are healthy; the floor is 2, the ceiling 2, 2 tasks occupy")
        .contains(
            "it was unable to stop or start tasks during a deployment because of the service"
                + " deployment configuration. Update the minimumHealthyPercent or maximumPercent"
                + " value and try again.");
  }

  @Test
  void aFailedDeploymentLaunchesNothingAndSaysSo() {
    ecs =
        EcsSimulation.builder()
            .fates(
                Fates.of(
                    Fates.rule().family("web").failsIn(StartFailure.Stage.PULL, "no such image")))
            .build();
    register("i-a1", 2048, 4096, "us-east-1a");
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:1"));
    ecs.call(
        "CreateService",
        Json.read(
            """
            {"serviceName": "web", "taskDefinition": "web:1", "desiredCount": 1,
             "deploymentConfiguration":
               {"deploymentCircuitBreaker": {"enable": true, "rollback": true}}}"""));
    ecs.runFor(Duration.ofMinutes(20));

    ServiceExplanation explanation = ecs.explain("web");

    assertThat(explanation.toString())
        .contains("web:1 lacks 1 task, and launches none: its deployment FAILED");
    assertThat(explanation.lacks().get(0).placement()).isEmpty();
  }

  @Test
  void theChangeThatItNamesGivesTheTaskAPlace() {
    register("i-a1", 2048, 4096, "us-east-1a");
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:1"));
    ecs.createService(
        Service.of("web", "web:1", 1)
            .withPlacementConstraints(PlacementConstraint.memberOf("attribute:disk == ssd")));
    ecs.runFor(Duration.ofSeconds(5));
    PlacementExplanation.Change change = change("web");
    assertThat(change)
        .hasToString("the placement constraint " + CONSTRAINT + " dropped: i-a1 would do");

    EcsSimulation fork = ecs.fork();
    fork.call("UpdateService", Json.read("{\"service\": \"web\", \"placementConstraints\": []}"));
    assertThatItIsPlacedAtTheNextAttempt(fork, "web");

    ecs.registerTaskDefinition(TaskDefinition.of("big", "web:1").withCpu(2048).withMemory(3000));
    ecs.createService(Service.of("big", "big:1", 2));
    ecs.runFor(Duration.ofSeconds(30));
    assertThat(change("big")).hasToString("one more instance like i-a1");
    fork = ecs.fork();
    fork.registerContainerInstance(
        ContainerInstance.of("i-a2", "us-east-1a").withCpu(2048).withMemory(4096));
    assertThatItIsPlacedAtTheNextAttempt(fork, "big");
  }

  private static final String CONSTRAINT = "memberOf(attribute:disk == ssd)";

  private PlacementExplanation.Change change(String service) {
    return ecs.explain(service)
        .lacks()
        .get(0)
        .placement()
        .orElseThrow()
        .smallestChange()
        .orElseThrow();
  }

  private static void assertThatItIsPlacedAtTheNextAttempt(EcsSimulation ecs, String service) {
    int running = ecs.service(service).runningCount();
    Instant at = ecs.nextLaunchAttempt(service).orElse(ecs.now());
    ecs.runUntil(at.plusSeconds(10));

    assertThat(ecs.service(service).pendingCount() + ecs.service(service).runningCount())
        .isGreaterThan(running);
  }

  @Test
  void anUnknownServiceIsNamed() {
    assertThatThrownBy(() -> ecs.explain("wbe")).hasMessage("no service 'wbe' in cluster default");
  }

  private void register(String name, int cpu, int memory, String zone) {
    ecs.registerContainerInstance(ContainerInstance.of(name, zone).withCpu(cpu).withMemory(memory));
  }
}
