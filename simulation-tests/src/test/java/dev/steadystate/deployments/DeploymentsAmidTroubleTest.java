package dev.steadystate.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.Rule;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.view.TaskSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Draining, daemons, protection and sick tasks, in and out of deployments. */
class DeploymentsAmidTroubleTest {
  private static final String STUCK =
      "was unable to stop or start tasks during a deployment because of the service deployment"
          + " configuration. Update the minimumHealthyPercent or maximumPercent value and try"
          + " again.";

  // Draining.

  /** Returns four tasks, one on each of i-1 to i-4, steady. */
  private static Web onFour(int minimum, int maximum) {
    Web web = Web.common();
    for (int i = 2; i <= 4; i++) {
      web.ecs.registerContainerInstance(Web.large("i-" + i));
    }
    web.create(
        Web.service(4, minimum, maximum)
            .withPlacementStrategy(PlacementStrategy.spread("instanceId")));
    return web.until(1000);
  }

  private static long launchOn(Web web, String instance) {
    return web.live().stream()
        .filter(task -> task.ec2InstanceId().equals(instance))
        .findFirst()
        .orElseThrow()
        .launchNumber();
  }

  @Test
  @Rule({"SX-13", "SS-104", "SS-105"})
  void drainsAfterTheReplacementIsHealthy() {
    Web web = onFour(100, 200);
    long drained = launchOn(web, "i-1");
    web.ecs.drain("i-1");

    web.until(1100);

    assertThat(web.timedNews())
        .containsExactly(
            "1000 has started 1 tasks: (task 5).",
            "1060 has stopped 1 running tasks: (task " + drained + ").",
            "1070 has reached a steady state.");
  }

  @Test
  @Rule({"SX-14", "SS-104", "SS-105"})
  void drainsFirstWhereTheFloorAllows() {
    Web web = onFour(50, 100);
    long drained = launchOn(web, "i-1");
    web.ecs.drain("i-1");

    web.until(1040);

    assertThat(web.timedNews())
        .containsExactly(
            "1000 has stopped 1 running tasks: (task " + drained + ").",
            "1030 has started 1 tasks: (task 5).");
  }

  @Test
  @Rule({"SX-15", "SS-106", "EV-21"})
  void cannotDrainWithinHundredAndHundredPercent() {
    Web web = onFour(100, 100);
    web.ecs.drain("i-1");

    web.until(1000 + 6 * 3600);

    assertThat(web.timedNews())
        .filteredOn(event -> event.endsWith(STUCK))
        .containsExactly("1000 " + STUCK, 1000 + 6 * 3600 + " " + STUCK);
    assertThat(web.live()).hasSize(4);
  }

  @Test
  @Rule("DEP-56")
  void drainsAnInstanceWhileDeploying() {
    Web web = onFour(100, 200);
    web.deploy(2);
    web.tick();
    web.ecs.drain("i-1");

    web.ecs.runUntilSteady();

    assertThat(web.census()).isEqualTo("web:2 4");
    assertThat(web.live()).noneMatch(task -> task.ec2InstanceId().equals("i-1"));
  }

  // Daemons.

  @Test
  @Rule({"SX-20", "SS-21", "SS-25"})
  void runsOneDaemonOnEachInstanceAndLeavesItLast() {
    Web web = Web.common();
    web.ecs.registerContainerInstance(Web.large("i-2"));
    web.ecs.registerContainerInstance(Web.large("i-3"));
    web.create(Service.daemon("web", "web:1"));
    web.ecs.registerTaskDefinition(TaskDefinition.of("app", ContainerDefinition.of("web", "app")));
    web.ecs.createService(
        Service.of("app", "app:1", 1)
            .withPlacementStrategy(PlacementStrategy.spread("instanceId")));
    web.until(95);
    web.news();

    web.ecs.registerContainerInstance(Web.large("i-4"));
    web.until(100);
    assertThat(web.timedNews()).containsExactly("100 has started 1 tasks: (task 4).");
    assertThat(web.ecs.service("web").desiredCount()).isEqualTo(4);

    web.until(200);
    String host = web.ecs.task("app/1").ec2InstanceId();
    web.news();
    web.ecs.drain(host);
    web.until(279);
    assertThat(web.live()).anyMatch(task -> isDaemonOn(task, host));
    web.ecs.runUntilSteady();

    TaskSnapshot replica = web.ecs.task("app/1");
    TaskSnapshot daemon =
        web.tasks().stream().filter(task -> isDaemonOn(task, host)).findFirst().orElseThrow();
    assertThat(daemon.stoppingAt().orElseThrow())
        .isAfterOrEqualTo(replica.stoppedAt().orElseThrow());
  }

  private static boolean isDaemonOn(TaskSnapshot task, String instance) {
    return task.service().equals("web") && task.ec2InstanceId().equals(instance);
  }

  /** Where no instance matches any more, nothing is wanted and so nothing is blocked. */
  @Test
  @Rule({"SS-22", "DEP-94"})
  void countsTheInstancesOfWhatADaemonIsRolledBackTo() {
    EcsSimulation ecs =
        EcsSimulation.builder()
            .fates(
                Fates.of(
                    Fates.rule()
                        .family("agent")
                        .revision(2)
                        .container(Fates.container("agent").exits(Duration.ofSeconds(1), 1))))
            .build();
    for (int i = 1; i <= 5; i++) {
      ecs.registerContainerInstance(
          Web.large("i-" + i).withAttribute("stack", i == 1 ? "prod" : "test"));
    }
    TaskDefinition agent = TaskDefinition.of("agent", "agent");
    ecs.registerTaskDefinition(
        agent.withPlacementConstraints(PlacementConstraint.memberOf("attribute:stack == prod")));
    ecs.registerTaskDefinition(agent);
    ecs.createService(
        Service.daemon("agent", "agent:1").withCircuitBreaker(CircuitBreaker.withRollback()));
    ecs.runUntilSteady();
    ecs.updateService(ServiceUpdate.of("agent").withTaskDefinition("agent:2"));
    ecs.runFor(Duration.ofSeconds(15));
    ecs.inject(new Fault.InstanceLost("i-1"));

    ecs.runFor(Duration.ofMinutes(5));

    assertThat(ecs.service("agent").primary().taskDefinition()).isEqualTo("agent:1");
    assertThat(ecs.service("agent").desiredCount()).isZero();
    assertThat(ecs.service("agent").primary().rolloutState()).isEqualTo(RolloutState.COMPLETED);
    assertThat(ecs.service("agent").events()).noneMatch(it -> it.message().contains(STUCK));
  }

  @Test
  @Rule({"DEP-57", "SS-27", "DEP-35"})
  void stopsADaemonBeforeItsSuccessorStarts() {
    Web web = Web.brisk();
    web.ecs.registerContainerInstance(Web.large("i-2"));
    web.ecs.registerContainerInstance(Web.large("i-3"));
    web.create(Service.daemon("web", "web:1"));
    web.deploy(2);

    web.tick();
    assertThat(web.news())
        .containsExactly("has stopped 3 running tasks: (task 1) (task 2) (task 3).");
    web.after(10);
    assertThat(web.news()).containsExactly("has started 3 tasks: (task 4) (task 5) (task 6).");
    web.ecs.runUntilSteady();
    assertThat(web.census()).isEqualTo("web:2 3");
  }

  @Test
  @Rule({"DEP-57", "DEP-32"})
  void keepsTheFloorOfADaemon() {
    Web web = Web.brisk();
    web.ecs.registerContainerInstance(Web.large("i-2"));
    web.ecs.registerContainerInstance(Web.large("i-3"));
    web.create(Service.daemon("web", "web:1").withMinimumHealthyPercent(60));
    web.deploy(2);

    web.tick();

    assertThat(web.news()).singleElement().asString().startsWith("has stopped 1 running tasks");
    web.ecs.runUntilSteady();
    assertThat(web.census()).isEqualTo("web:2 3");
  }

  // Protection.

  private static void protect(Web web, int launch, Duration length) {
    web.ecs.protectTask("web/" + launch, length);
  }

  @Test
  @Rule({"W6-18", "SS-61", "SS-63", "EV-40"})
  void scalesInAroundProtectedTasks() {
    Web web = Web.steady(5, 100, 200);
    for (int launch = 1; launch <= 3; launch++) {
      protect(web, launch, Duration.ofMinutes(60));
    }
    long start = web.now();

    web.desire(2);
    web.tick();

    assertThat(web.news())
        .containsExactly(
            "has stopped 2 running tasks: (task 4) (task 5).",
            "was unable to reach steady state because (taskSet A) was unable to scale in due to"
                + " (reason 3 tasks under protection)");
    web.until(start + 3590);
    assertThat(web.live()).hasSize(3);
    web.ecs.runUntilSteady();
    assertThat(web.live()).hasSize(2);
    assertThat(web.now()).isGreaterThanOrEqualTo(start + 3600);
  }

  @Test
  @Rule({"SX-19", "EV-40"})
  void stopsTheHighestLaunchNumberWhenProtectionEnds() {
    Web web = Web.common().create(Web.service(3, 100, 200));
    web.until(100);
    protect(web, 1, Duration.ofHours(2));
    protect(web, 2, Duration.ofHours(2));
    web.desire(1);

    web.until(7300);

    assertThat(web.timedNews())
        .containsExactly(
            "100 has stopped 1 running tasks: (task 3).",
            "100 was unable to reach steady state because (taskSet A) was unable to scale in due to"
                + " (reason 2 tasks under protection)",
            "7300 has stopped 1 running tasks: (task 2).");
  }

  @Test
  @Rule({"W6-19", "EV-40", "DEP-53"})
  void keepsADeploymentOpenForAProtectedTask() {
    Web web = Web.steady(2, 100, 200);
    protect(web, 1, Duration.ofMinutes(60));
    web.deploy(2);
    web.tick();
    web.after(40);

    assertThat(web.census()).isEqualTo("web:1 1, web:2 2");
    assertThat(web.deployment("B").rolloutState()).hasToString("IN_PROGRESS");
    assertThat(web.news())
        .containsExactly(
            "has started 2 tasks: (task 3) (task 4).",
            "has stopped 1 running tasks: (task 2).",
            "was unable to reach steady state because (taskSet A) was unable to scale in due to"
                + " (reason 1 tasks under protection)");

    web.ecs.unprotectTask("default", "web/1");
    web.ecs.runUntilSteady();
    assertThat(web.census()).isEqualTo("web:2 2");
    assertThat(web.deployments()).hasSize(1);
  }

  @Test
  @Rule("W6-19")
  void leavesRoomForOneTaskOfAFurtherDeployment() {
    Web web = Web.steady(2, 100, 200);
    protect(web, 1, Duration.ofMinutes(60));
    web.deploy(2);
    web.tick();
    web.after(40);
    web.news();

    web.deploy(3);
    web.tick();

    assertThat(web.census()).isEqualTo("web:1 1, web:2 1, web:3 1");
  }

  @Test
  @Rule({"W6-20", "SS-61"})
  void expiresAtTheLatestRequest() {
    Web web = Web.common().create(Web.service(2, 100, 200));
    long start = web.now();
    protect(web, 1, Duration.ofHours(2));
    web.until(start + 3600);

    protect(web, 1, Duration.ofMinutes(30));

    assertThat(web.ecs.task("web/1").protectedUntil())
        .contains(Web.START.plusSeconds(start + 5400));
    web.until(start + 5399);
    assertThat(web.ecs.task("web/1").protectedUntil()).isPresent();
    web.until(start + 5400);
    assertThat(web.ecs.task("web/1").protectedUntil()).isEmpty();
  }

  // Sick and overlapping.

  @Test
  @Rule({"DEP-59", "DEP-58", "SS-32"})
  void replacesASickOldTaskInKindWhileDeploying() {
    Web web = Web.brisk(Fates.rule().family("web").revision(1).pull(Duration.ofMinutes(10)));
    web.ecs.registerTaskDefinition(Web.checked());
    web.create(Web.service(2, 100, 150).withTaskDefinition("web:10"));
    web.deploy(1);
    web.tick();
    assertThat(web.census()).contains("web:1 1");

    web.ecs.inject(new Fault.TaskHealth("web/1", Behaviour.FAILING));
    web.ecs.runUntil(
        ecs -> ecs.task("web/1").healthStatus() == HealthStatus.UNHEALTHY, Duration.ofMinutes(2));
    web.update(Web.update().withMaximumPercent(200));
    web.after(60);

    assertThat(web.news())
        .anyMatch(
            event -> event.endsWith("Amazon ECS replaced 1 tasks due to an unhealthy status."));
    assertThat(web.live())
        .filteredOn(task -> task.taskDefinition().equals("web:10"))
        .extracting(TaskSnapshot::launchNumber)
        .doesNotContain(1);
  }

  @Test
  @Rule({"DEP-63", "DEP-64", "DEP-65", "DEP-48"})
  void finishesTheLastOfOverlappingDeployments() {
    Web web = Web.common().create(Web.service(4, 50, 100));
    ImmutableList<Integer> revisions = ImmutableList.of(2, 3, 4, 5);
    for (int revision : revisions) {
      web.deploy(revision);
      web.tick();
      web.after(30);
    }

    web.ecs.runUntilSteady();

    assertThat(web.census()).isEqualTo("web:5 4");
    assertThat(web.deployments()).hasSize(1);
    assertThat(web.statuses())
        .containsExactly("SUCCESSFUL", "STOPPED", "STOPPED", "STOPPED", "SUCCESSFUL");
  }
}
