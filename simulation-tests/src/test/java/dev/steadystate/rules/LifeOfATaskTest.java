package dev.steadystate.rules;

import static dev.steadystate.core.fate.ContainerFate.Behaviour.FAILING;
import static dev.steadystate.core.fate.ContainerFate.Behaviour.HANGING;
import static dev.steadystate.core.fate.ContainerFate.Behaviour.PASSING;
import static dev.steadystate.core.fate.Fates.container;
import static dev.steadystate.core.fate.Fates.rule;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.Rule;
import dev.steadystate.core.fate.ContainerRule;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerDependency.Condition;
import dev.steadystate.core.model.HealthCheck;
import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.NetworkMode;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.RestartPolicy;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.view.ContainerSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked examples TX-1 to TX-14, each a whole simulation. */
class LifeOfATaskTest {
  private static final ContainerDefinition APP = ContainerDefinition.of("app", "app");
  private static final ContainerDefinition DB = ContainerDefinition.of("db", "db");
  private static final ContainerDefinition WEB = ContainerDefinition.of("web", "web");

  @Test
  @Rule({"TX-1", "TK-2", "TK-5", "TK-6", "TK-7", "TK-17", "TK-18", "TK-21", "TK-22"})
  void takesTwentySecondsWithAnInterfaceOfItsOwn() {
    Scene scene = alone(NetworkMode.AWSVPC, rule(), APP).runTo(60);

    assertThat(scene.way("app/1"))
        .isEqualTo("PROVISIONING 0, PENDING 5, ACTIVATING 13, RUNNING 20");
    assertThat(scene.times("app/1"))
        .isEqualTo("created 0, connectivity 5, pull from 13, pull to 18, started 20");
  }

  @Test
  @Rule({"TX-2", "TK-5"})
  void skipsProvisioningInBridgeMode() {
    Scene scene = alone(NetworkMode.BRIDGE, rule(), APP).runTo(60);

    assertThat(scene.way("app/1")).isEqualTo("PENDING 0, ACTIVATING 8, RUNNING 15");
    assertThat(scene.times("app/1"))
        .isEqualTo("created 0, connectivity 0, pull from 8, pull to 13, started 15");
  }

  @Test
  @Rule({"TX-3", "TK-3", "TK-11", "TK-12", "TK-13", "TK-19", "TK-50", "TK-51", "TK-53", "TK-88"})
  void drainsBeforeItIsToldToStop() {
    Scene scene =
        Scene.with(Parameters.observed(), rule().container(container("app").ignoresSigterm()))
            .instances("i-1 a")
            .targetGroup(30)
            .taskDefinition(
                TaskDefinition.of("app", APP.withPortMappings(PortMapping.of(80)))
                    .withNetworkMode(NetworkMode.AWSVPC));
    scene.at(0).createsBehindTheTargetGroup(Service.of("app", "app:1", 1).inSubnets("subnet-a"));

    scene.at(100).updates(ServiceUpdate.of("app").withDesiredCount(0)).runTo(300);

    assertThat(scene.way("app/1"))
        .endsWith("DEACTIVATING 100, STOPPING 130, DEPROVISIONING 160, STOPPED 180");
    assertThat(scene.times("app/1"))
        .endsWith("started 20, stopping 100, execution stopped 160, stopped 180");
    TaskSnapshot task = scene.task("app/1");
    assertThat(task.container("app").exitCode()).hasValue(137);
    assertThat(task.stopCode()).hasValue(StopCode.SERVICE_SCHEDULER_INITIATED);
    assertThat(task.stoppedReason())
        .hasValue("Scaling activity initiated by (deployment " + task.deploymentId() + ")");
  }

  @Test
  @Rule({"TX-4", "TK-31", "TK-80", "TK-20"})
  void endsWithItsEssentialContainer() {
    Scene scene = alone(NetworkMode.AWSVPC, rule(), APP);

    scene.at(200).suffers(new Fault.TaskExits("app/1", 1)).runTo(300);

    assertThat(scene.way("app/1")).endsWith("RUNNING 20, DEPROVISIONING 200, STOPPED 220");
    assertThat(scene.times("app/1"))
        .endsWith("started 20, stopping 200, execution stopped 200, stopped 220");
    assertEnd(scene, StopCode.ESSENTIAL_CONTAINER_EXITED, "Essential container in task exited");
    assertThat(scene.task("app/1").container("app").exitCode()).hasValue(1);
  }

  @Test
  @Rule({"TX-4", "TK-31", "TK-33"})
  void givesTheOtherContainersTheirStopTimeout() {
    Scene scene =
        alone(
            NetworkMode.AWSVPC,
            rule().container(container("db").ignoresSigterm()),
            APP,
            DB.withEssential(false));

    scene.at(200).suffers(new Fault.TaskExits("app/1", 1)).runTo(300);

    assertThat(scene.way("app/1")).endsWith("STOPPING 200, DEPROVISIONING 230, STOPPED 250");
    assertThat(scene.task("app/1").container("db").exitCode()).hasValue(137);
  }

  @Test
  @Rule({"TX-5", "TK-14", "TK-18", "TK-21", "TK-34", "TK-83"})
  void failsWithItsPull() {
    String reason = "CannotPullContainerError: pull access denied";
    FateRule fate = rule().pull(ofSeconds(0)).failsIn(StartFailure.Stage.PULL, reason);
    Scene scene =
        Scene.with(Parameters.observed(), fate)
            .taskDefinition(TaskDefinition.of("app", APP).onFargate(256, 512));

    scene
        .at(0)
        .runs(RunTask.of("app:1").withLaunchType(LaunchType.FARGATE).inSubnets("subnet-a"))
        .runTo(60);

    assertThat(scene.way("app/1")).endsWith("ACTIVATING 13, DEPROVISIONING 13, STOPPED 33");
    assertThat(scene.times("app/1"))
        .startsWith("created 0, connectivity 5, pull from 13, pull to 13, stopping 13");
    assertThat(scene.task("app/1").startedAt()).isEmpty();
    assertEnd(scene, StopCode.TASK_FAILED_TO_START, reason);
  }

  @Test
  @Rule({"TK-82", "TK-83"})
  void leavesTheReasonOfAFailedPullToTheContainerOnEc2() {
    String reason = "CannotPullContainerError: pull access denied";
    Scene scene =
        alone(NetworkMode.BRIDGE, rule().failsIn(StartFailure.Stage.PULL, reason), APP).runTo(60);

    assertEnd(scene, StopCode.TASK_FAILED_TO_START, "Task failed to start");
    assertThat(scene.task("app/1").container("app").reason()).hasValue(reason);
  }

  @ParameterizedTest(name = "start period {0}, passing until {1} s: {2}")
  @CsvSource({
    "0,  0,  UNHEALTHY 110",
    "60, 0,  UNHEALTHY 140",
    "60, 31, 'HEALTHY 50, UNHEALTHY 140'"
  })
  @Rule({"TX-6", "TK-60", "TK-61", "TK-62", "TK-63", "TK-64"})
  void needsThreeFailuresThatCount(int startPeriod, int passingFor, String health) {
    ContainerRule fate = container("app").health(ofSeconds(passingFor), FAILING);
    HealthCheck check = HealthCheck.standard().withStartPeriod(startPeriod);

    Scene scene =
        alone(NetworkMode.AWSVPC, rule().container(fate), APP.withHealthCheck(check)).runTo(300);

    assertThat(scene.health("app/1")).isEqualTo(health);
    assertThat(scene.task("app/1").lastStatus()).isEqualTo(LastStatus.RUNNING);
  }

  @Test
  @Rule({"TX-7", "TK-61"})
  void countsAHangingCheckWhenItsTimeoutIsOver() {
    ContainerRule fate = container("app").health(ofSeconds(0), HANGING);

    Scene scene =
        alone(
                NetworkMode.AWSVPC,
                rule().container(fate),
                APP.withHealthCheck(HealthCheck.standard()))
            .runTo(300);

    assertThat(scene.health("app/1")).isEqualTo("UNHEALTHY 125");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "UNHEALTHY UNKNOWN,         UNHEALTHY",
    "HEALTHY UNKNOWN,           UNKNOWN",
    "HEALTHY HEALTHY,           HEALTHY",
    "HEALTHY UNKNOWN HEALTHY,   UNKNOWN",
    "HEALTHY UNHEALTHY-HELPER,  HEALTHY",
    "HEALTHY UNCHECKED,         HEALTHY",
    "UNCHECKED UNCHECKED,       UNKNOWN"
  })
  @Rule({"TX-8", "TK-66", "TK-60"})
  void isAsHealthyAsItsEssentialContainers(String containers, HealthStatus task) {
    FateRule fate = rule();
    List<ContainerDefinition> definitions = new ArrayList<>();
    for (String health : containers.split(" ", -1)) {
      String name = "c" + definitions.size();
      ContainerDefinition definition = ContainerDefinition.of(name, "app");
      // A check whose first run comes after the look says nothing yet.
      HealthCheck check =
          HealthCheck.standard().withInterval(health.equals("UNKNOWN") ? 300 : 5).withRetries(1);
      definitions.add(
          health.equals("UNCHECKED")
              ? definition
              : definition
                  .withHealthCheck(check)
                  .withEssential(!health.equals("UNHEALTHY-HELPER")));
      fate =
          fate.container(
              container(name)
                  .health(ofSeconds(0), health.startsWith("UNHEALTHY") ? FAILING : PASSING));
    }

    Scene scene =
        alone(NetworkMode.BRIDGE, fate, definitions.toArray(ContainerDefinition[]::new)).runTo(60);

    assertThat(scene.task("app/1").healthStatus()).isEqualTo(task);
  }

  @Test
  @Rule({"TX-9", "TK-10", "TK-32", "TK-40", "TK-43", "TK-49"})
  void waitsForWhatMustSucceedFirst() {
    Scene scene = withInit(0).runTo(60);

    assertThat(scene.way("app/1")).endsWith("ACTIVATING 13, RUNNING 30");
    assertThat(scene.task("app/1").container("init").exitCode()).hasValue(0);
  }

  @Test
  @Rule({"TX-9", "TK-43", "TK-47", "TK-82"})
  void failsToStartWithWhatMustSucceedFirst() {
    Scene scene = withInit(1).runTo(100);

    TaskSnapshot task = scene.task("app/1");
    ContainerSnapshot app = task.container("app");
    assertThat(app.exitCode()).hasValue(143);
    assertThat(app.reason().orElseThrow())
        .startsWith("CannotStartContainerError: dependency graph: ");
    assertThat(task.startedAt()).isEmpty();
    assertThat(scene.times("app/1")).contains("stopping 30, execution stopped 30");
    assertEnd(scene, StopCode.TASK_FAILED_TO_START, "Task failed to start");
  }

  @Test
  @Rule({"TX-10", "TK-44", "TK-46", "TK-47"})
  void givesUpWhenADependencyIsNotHealthyInItsTime() {
    Scene scene =
        alone(
                NetworkMode.AWSVPC,
                neverHealthyDb(),
                DB.withHealthCheck(HealthCheck.standard()).withStartTimeout(60),
                WEB.withDependsOn("db", Condition.HEALTHY))
            .runTo(300);

    TaskSnapshot task = scene.task("app/1");
    assertThat(scene.times("app/1")).contains("stopping 80");
    assertThat(task.container("web").exitCode()).hasValue(143);
    assertThat(task.startedAt()).isEmpty();
  }

  @Test
  @Rule({"TX-10", "TK-46"})
  void countsTheStartTimeoutOfTheDependencyNotOfTheDependent() {
    Scene scene =
        alone(
                NetworkMode.AWSVPC,
                neverHealthyDb(),
                DB.withHealthCheck(HealthCheck.standard()).withEssential(true),
                WEB.withDependsOn("db", Condition.HEALTHY).withStartTimeout(60))
            .runTo(300);

    assertThat(scene.way("app/1")).endsWith("ACTIVATING 13");
  }

  @Test
  @Rule({"TX-11", "TK-41", "TK-45", "TK-50", "TK-52", "TK-20", "TK-87"})
  void stopsContainersInReverse() {
    Scene scene =
        alone(
            NetworkMode.BRIDGE,
            rule()
                .container(container("web").ignoresSigterm())
                .container(container("db").ignoresSigterm()),
            WEB.withDependsOn("db", Condition.START).withStopTimeout(30),
            DB.withStopTimeout(30));

    scene.at(100).stops("app/1", "enough").runTo(300);

    assertThat(scene.way("app/1")).endsWith("RUNNING 15, STOPPING 100, STOPPED 160");
    assertThat(scene.times("app/1")).endsWith("stopping 100, execution stopped 130, stopped 160");
    assertEnd(scene, StopCode.USER_INITIATED, "enough");
  }

  @ParameterizedTest(name = "exit {0} at {1}, then at {2}: {3}")
  @CsvSource({
    "1, 45, 0,   STOPPED 45",
    "1, 70, 120, STOPPED 120",
    "0, 70, 0,   STOPPED 70",
    "1, 70, 130, RUNNING 0"
  })
  @Rule({"TX-12", "TK-70", "TK-71", "TK-72"})
  void restartsAContainerThatRanLongEnough(int code, int first, int second, String end) {
    Scene scene =
        Scene.with(Parameters.prompt())
            .instances("i-1 a")
            .taskDefinition(
                TaskDefinition.of(
                    "app",
                    APP.withRestartPolicy(
                        RestartPolicy.standard()
                            .withRestartAttemptPeriod(60)
                            .withIgnoredExitCodes(0))));
    scene.at(0).runs(RunTask.of("app:1"));

    scene.at(first).suffers(new Fault.TaskExits("app/1", code));
    if (second > 0) {
      scene.at(second).suffers(new Fault.TaskExits("app/1", code));
    }
    scene.runTo(300);

    assertThat(scene.way("app/1")).endsWith(end);
  }

  @Test
  @Rule({"TX-13", "TK-99", "TK-87"})
  void keepsTheFirstReasonToStop() {
    Scene scene =
        alone(NetworkMode.BRIDGE, rule().container(container("app").ignoresSigterm()), APP);

    scene.at(50).stops("app/1", "x");
    scene.at(51).suffers(new Fault.TaskExits("app/1", 1)).runTo(100);

    assertThat(scene.way("app/1")).endsWith("STOPPED 51");
    assertThat(scene.task("app/1").container("app").exitCode()).hasValue(1);
    assertEnd(scene, StopCode.USER_INITIATED, "x");
  }

  @Test
  @Rule({"TX-14", "TK-110", "TK-111", "TK-112", "TK-113", "TK-114"})
  void countsTasksByTheirLastStatus() {
    Scene scene = Assumptions.scene().instances("i-1 a").taskDefinition(Assumptions.plain());
    scene.service(Service.of("web", "web:1", 2));

    scene.at(105).stops("web/1", "x").runTo(119);

    assertThat(scene.task("web/1").lastStatus()).isEqualTo(LastStatus.STOPPING);
    assertThat(scene.task("web/3").lastStatus()).isEqualTo(LastStatus.ACTIVATING);
    assertThat(scene.service("web").runningCount()).isEqualTo(1);
    assertThat(scene.service("web").pendingCount()).isEqualTo(1);
    assertThat(scene.liveTasks("web")).containsExactly(2, 3);
    assertThat(scene.occupying("web")).isEqualTo(3);
  }

  @Test
  @Rule({"TK-1", "TK-3", "TK-4", "TK-19", "TX-14"})
  void showsAStoppedTaskStillRunningOnlyInTheAnswer() {
    Scene scene = alone(NetworkMode.BRIDGE, rule(), APP).runTo(50);

    TaskSnapshot answer = scene.ecs().stopTask("default", "app/1", "x");

    assertThat(answer.lastStatus()).isEqualTo(LastStatus.RUNNING);
    assertThat(answer.isLive()).isFalse();
    assertThat(answer.stoppedReason()).hasValue("x");
    assertThat(answer.stoppingAt()).isPresent();
    assertThat(scene.task("app/1").lastStatus()).isEqualTo(LastStatus.STOPPED);
  }

  /** One task of family {@code app}, run at the start. */
  private static Scene alone(NetworkMode mode, FateRule fate, ContainerDefinition... containers) {
    Scene scene =
        Scene.with(Parameters.observed(), fate)
            .instances("i-1 a")
            .taskDefinition(TaskDefinition.of("app", containers).withNetworkMode(mode));
    RunTask run = RunTask.of("app:1");
    return scene.at(0).runs(mode == NetworkMode.AWSVPC ? run.inSubnets("subnet-a") : run);
  }

  private static Scene withInit(int exitCode) {
    return alone(
        NetworkMode.AWSVPC,
        rule().container(container("init").exits(ofSeconds(10), exitCode)),
        ContainerDefinition.of("init", "init").withEssential(false),
        APP.withDependsOn("init", Condition.SUCCESS));
  }

  private static FateRule neverHealthyDb() {
    return rule().container(container("db").health(ofSeconds(0), FAILING));
  }

  private static void assertEnd(Scene scene, StopCode code, String reason) {
    assertThat(scene.task("app/1").stopCode()).hasValue(code);
    assertThat(scene.task("app/1").stoppedReason()).hasValue(reason);
  }
}
