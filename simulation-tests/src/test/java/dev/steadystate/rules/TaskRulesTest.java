package dev.steadystate.rules;

import static dev.steadystate.core.fate.ContainerFate.Behaviour.FAILING;
import static dev.steadystate.core.fate.Fates.container;
import static dev.steadystate.core.fate.Fates.rule;
import static dev.steadystate.rules.Assumptions.checked;
import static dev.steadystate.rules.Assumptions.plain;
import static dev.steadystate.rules.Assumptions.scene;
import static dev.steadystate.rules.Assumptions.web;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.Rule;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerDependency.Condition;
import dev.steadystate.core.model.DesiredStatus;
import dev.steadystate.core.model.HealthCheck;
import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.NetworkMode;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.RestartPolicy;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.view.ContainerSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of file 1 that none of its worked examples shows, each by a small simulation. */
class TaskRulesTest {
  private static final ContainerDefinition WEB = ContainerDefinition.of("web", "nginx");

  @Test
  @Rule({"TX-14", "TK-4", "TK-110", "TK-111", "TK-112", "TK-113", "TK-114"})
  void countsTasksByWhatWasLastKnownOfThem() {
    // Task 2 stands on an instance whose agent is silent: told to stop, it is RUNNING still.
    Scene scene = scene().instances("i-1 a", "i-2 b").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 3));
    scene.at(90).suffers(new Fault.AgentDisconnected("i-2"));
    scene.at(95).updates(ServiceUpdate.of("web").withDesiredCount(2));
    scene.at(95).stops("web/2", "x");
    scene.at(95).stops("web/3", "x").runTo(109);

    assertThat(scene.tasks("web").map(TaskSnapshot::lastStatus))
        .containsExactly(
            LastStatus.RUNNING, LastStatus.RUNNING, LastStatus.STOPPING, LastStatus.ACTIVATING);
    assertThat(scene.tasks("web").map(TaskSnapshot::desiredStatus))
        .containsExactly(
            DesiredStatus.RUNNING,
            DesiredStatus.STOPPED,
            DesiredStatus.STOPPED,
            DesiredStatus.RUNNING);
    assertThat(scene.service("web").runningCount()).isEqualTo(2);
    assertThat(scene.service("web").pendingCount()).isEqualTo(1);
    assertThat(scene.liveTasks("web")).hasSize(2);
    assertThat(scene.occupying("web")).isEqualTo(4);
    assertThat(scene.instance("i-2").runningTasksCount()).isZero();
  }

  @Test
  @Rule("TK-15")
  void forgetsAStoppedTaskAfterAnHour() {
    Scene scene =
        Scene.forgetting(Parameters.observed()).instances("i-1 a").taskDefinition(plain());
    scene.at(0).runs(RunTask.of("web:1"));

    scene.at(100).stops("web/1", "x").runTo(3699);

    assertThat(scene.ecs().tasks()).hasSize(1);
    scene.runTo(3700);
    assertThat(scene.ecs().tasks()).isEmpty();
  }

  @Test
  @Rule("TK-15")
  void forgetsNoStoppedTaskBeforeTheSchedulerSawIt() {
    Scene scene =
        Scene.forgetting(Parameters.observed().with("stoppedTaskRetention", "2s"))
            .instances("i-1 a")
            .taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 1));

    scene.at(101).suffers(new Fault.TaskExits("web/1", 1)).runTo(109);

    assertThat(scene.ecs().tasks()).hasSize(1);
    scene.runTo(110);
    assertThat(scene.ecs().tasks()).extracting(TaskSnapshot::launchNumber).containsExactly(2);
  }

  @ParameterizedTest(name = "{0}: {1}, in the end {2}")
  @CsvSource({"BRIDGE, 3, 6", "AWSVPC, 4, 7"})
  @Rule("TK-16")
  void countsTheChangesOfATask(NetworkMode mode, int running, int stopped) {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain().withNetworkMode(mode));
    RunTask run = RunTask.of("web:1");
    scene.at(0).runs(mode == NetworkMode.AWSVPC ? run.inSubnets("subnet-a") : run);

    scene.runTo(0);
    assertThat(scene.task("web/1").version()).isEqualTo(1);
    scene.runTo(60);
    assertThat(scene.task("web/1").version()).isEqualTo(running);
    scene.at(60).stops("web/1", "x").runTo(200);

    // Told to stop, STOPPING, with an interface DEPROVISIONING, STOPPED.
    assertThat(scene.task("web/1").lastStatus()).isEqualTo(LastStatus.STOPPED);
    assertThat(scene.task("web/1").version())
        .isEqualTo(mode == NetworkMode.AWSVPC ? stopped + 1 : stopped);
  }

  @Test
  @Rule({"TK-48", "OWN-6"})
  void isGivenUpWhenItsContainersNeverGetGoing() {
    Scene scene = scene().instances("i-1 a").taskDefinition(waitingForever());

    scene.at(0).runs(RunTask.of("web:1")).runTo(10799);

    assertThat(scene.way("web/1")).endsWith("ACTIVATING 8");
    scene.runTo(11000);
    assertThat(scene.times("web/1")).contains("stopping 10800");
    assertThat(scene.task("web/1").stopCode()).hasValue(StopCode.TASK_FAILED_TO_START);
    assertThat(scene.task("web/1").stoppedReason()).hasValue("Task failed to start");
  }

  @Test
  @Rule("TK-48")
  void isGivenUpAsEarlyAsOneLikes() {
    Scene scene =
        Scene.with(Parameters.observed().with("pendingTimeout", "100s"))
            .instances("i-1 a")
            .taskDefinition(waitingForever());

    scene.at(50).runs(RunTask.of("web:1")).runTo(300);

    assertThat(scene.times("web/1")).contains("stopping 150");
  }

  @Test
  @Rule({"TK-48", "OWN-6"})
  void isGivenUpWhenItsContainersWaitAndItsTimeWasOverBefore() {
    Scene scene =
        Scene.with(Parameters.observed().with("pendingTimeout", "10s"))
            .instances("i-1 a")
            .taskDefinition(waitingForever());

    scene.at(0).runs(RunTask.of("web:1")).runTo(300);

    // The image is there at 13, and the init container runs from 15 on.
    assertThat(scene.times("web/1")).contains("stopping 15");
  }

  private static TaskDefinition waitingForever() {
    return TaskDefinition.of(
        "web",
        WEB.withDependsOn("init", Condition.COMPLETE),
        ContainerDefinition.of("init", "init").withEssential(false));
  }

  @Test
  @Rule("OWN-7")
  void failsToStartWithAnEssentialContainerThatExitsBeforeRunning() {
    Scene scene =
        scene(rule().container(container("db").exits(ofSeconds(5), 1)))
            .instances("i-1 a")
            .taskDefinition(
                TaskDefinition.of(
                    "web",
                    ContainerDefinition.of("db", "db"),
                    WEB.withDependsOn("init", Condition.COMPLETE),
                    ContainerDefinition.of("init", "init").withEssential(false)));

    scene.at(0).runs(RunTask.of("web:1")).runTo(100);

    assertThat(scene.task("web/1").startedAt()).isEmpty();
    assertThat(scene.times("web/1")).contains("stopping 25, execution stopped 25");
    assertThat(scene.task("web/1").stopCode()).hasValue(StopCode.TASK_FAILED_TO_START);
  }

  @Test
  @Rule({"TK-42", "TK-41"})
  void waitsForAContainerToCompleteWithWhateverCode() {
    Scene scene =
        scene(rule().container(container("init").exits(ofSeconds(10), 7)))
            .instances("i-1 a")
            .taskDefinition(waitingForever());

    scene.at(0).runs(RunTask.of("web:1")).runTo(100);

    // Pulled at 13, ready at 20 as TIMING has it: init runs from 20 to 30.
    assertThat(scene.way("web/1")).endsWith("ACTIVATING 8, RUNNING 30");
  }

  /** The later ones fail with the first, in whatever order the task definition names them. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Rule("TK-47")
  void failsToStartWithAllThatWaitForWhatNeverComes(boolean initFirst) {
    ContainerDefinition init = ContainerDefinition.of("init", "init").withEssential(false);
    ContainerDefinition web = WEB.withDependsOn("init", Condition.SUCCESS);
    ContainerDefinition log =
        ContainerDefinition.of("log", "log")
            .withEssential(false)
            .withDependsOn("init", Condition.SUCCESS);
    ContainerDefinition afterWeb =
        ContainerDefinition.of("proxy", "proxy").withDependsOn("web", Condition.START);
    ContainerDefinition[] inOrder =
        initFirst
            ? new ContainerDefinition[] {init, web, log, afterWeb}
            : new ContainerDefinition[] {afterWeb, log, web, init};
    Scene scene =
        scene(rule().container(container("init").exits(ofSeconds(10), 1)))
            .instances("i-1 a")
            .taskDefinition(TaskDefinition.of("web", inOrder));

    scene.at(0).runs(RunTask.of("web:1")).runTo(100);

    TaskSnapshot task = scene.task("web/1");
    for (String name : List.of("web", "log", "proxy")) {
      assertThat(task.container(name).exitCode()).as(name).hasValue(143);
      assertThat(task.container(name).reason().orElseThrow())
          .startsWith("CannotStartContainerError: dependency graph: ");
    }
    assertThat(scene.way("web/1")).isEqualTo("PENDING 0, ACTIVATING 8, STOPPED 30");
  }

  @Test
  @Rule({"TK-46", "TK-47"})
  void givesUpAtOnceOnAllWhoseTimeIsOver() {
    HealthCheck check = HealthCheck.standard();
    ContainerDefinition db = ContainerDefinition.of("db", "db").withHealthCheck(check);
    ContainerDefinition cache = ContainerDefinition.of("cache", "cache").withHealthCheck(check);
    Scene scene =
        scene(
                rule()
                    .container(container("db").health(ofSeconds(0), FAILING))
                    .container(container("cache").health(ofSeconds(0), FAILING)))
            .instances("i-1 a")
            .taskDefinition(
                TaskDefinition.of(
                    "web",
                    db.withStartTimeout(40),
                    cache.withStartTimeout(40),
                    WEB.withDependsOn("db", Condition.HEALTHY),
                    ContainerDefinition.of("api", "api")
                        .withDependsOn("cache", Condition.HEALTHY)));

    scene.at(0).runs(RunTask.of("web:1")).runTo(100);

    TaskSnapshot task = scene.task("web/1");
    assertThat(task.container("web").exitCode()).hasValue(143);
    assertThat(task.container("api").exitCode()).hasValue(143);
    assertThat(scene.times("web/1")).contains("stopping 60, execution stopped 60");
  }

  @Test
  @Rule("TK-34")
  void failsWithThePullOfAContainerThatIsNotEssential() {
    Scene scene =
        scene(rule().failsIn(StartFailure.Stage.PULL, "CannotPullContainerError: none"))
            .instances("i-1 a")
            .taskDefinition(
                TaskDefinition.of(
                    "web", ContainerDefinition.of("log", "log").withEssential(false), WEB));

    scene.at(0).runs(RunTask.of("web:1")).runTo(100);

    assertThat(scene.way("web/1")).isEqualTo("PENDING 0, ACTIVATING 8, STOPPED 13");
    assertThat(scene.task("web/1").stopCode()).hasValue(StopCode.TASK_FAILED_TO_START);
    assertThat(scene.task("web/1").container("log").reason())
        .hasValue("CannotPullContainerError: none");
  }

  @Test
  @Rule({"TK-67", "TK-65", "OWN-5"})
  void knowsNothingNewOfTasksWhoseAgentIsSilent() {
    Scene scene =
        scene(rule().container(web().health(ofSeconds(100), FAILING)))
            .instances("i-1 a")
            .taskDefinition(checked());
    scene.service(Service.of("web", "web:1", 1));

    scene.at(90).suffers(new Fault.AgentDisconnected("i-1"));
    scene.at(1000).suffers(new Fault.AgentConnected("i-1")).runTo(999);

    assertThat(scene.task("web/1").healthStatus()).isEqualTo(HealthStatus.HEALTHY);
    scene.runTo(1000);
    assertThat(scene.task("web/1").healthStatus()).isEqualTo(HealthStatus.UNHEALTHY);
    assertThat(scene.health("web/1")).isEqualTo("HEALTHY 30, UNHEALTHY 1000");
  }

  @Test
  @Rule({"TK-67", "OWN-5"})
  void reportsWhereThingsStandWhenTheAgentIsBackNotWhatItMissed() {
    Scene scene =
        scene(
                rule()
                    .container(
                        web()
                            .health(ofSeconds(100), FAILING)
                            .health(
                                ofSeconds(300),
                                dev.steadystate.core.fate.ContainerFate.Behaviour.PASSING)))
            .instances("i-1 a")
            .taskDefinition(checked());
    scene.service(Service.of("web", "web:1", 1));

    scene.at(90).suffers(new Fault.AgentDisconnected("i-1"));
    scene.at(1000).suffers(new Fault.AgentConnected("i-1")).runTo(2000);

    assertThat(scene.health("web/1")).isEqualTo("HEALTHY 30");
    assertThat(scene.liveTasks("web")).containsExactly(1);
  }

  @Test
  @Rule({"SS-109", "OWN-5"})
  void staysWhereItWasWhileItsAgentIsSilent() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());
    scene.service(Service.of("web", "web:1", 1));

    scene.at(10).suffers(new Fault.AgentDisconnected("i-1"));
    scene.at(500).suffers(new Fault.AgentConnected("i-1")).runTo(600);

    assertThat(scene.way("web/1")).isEqualTo("PENDING 0, ACTIVATING 8, RUNNING 507");
  }

  @Test
  @Rule({"TK-68", "SS-107"})
  void isLeftAloneWhereNoServiceOwnsIt() {
    Scene scene =
        scene(rule().container(container("web").health(ofSeconds(0), FAILING)))
            .instances("i-1 a")
            .taskDefinition(checked());
    scene.at(0).runs(RunTask.of("web:1"));

    scene.at(200).drains("i-1").runTo(5000);

    assertThat(scene.task("web/1").healthStatus()).isEqualTo(HealthStatus.UNHEALTHY);
    assertThat(scene.task("web/1").lastStatus()).isEqualTo(LastStatus.RUNNING);
  }

  @ParameterizedTest(name = "start period {0}: {1}")
  @CsvSource({
    "0,  'UNHEALTHY 30, UNKNOWN 100, UNHEALTHY 110'",
    "60, 'UNHEALTHY 80, UNKNOWN 100, UNHEALTHY 160'"
  })
  @Rule({"TK-73", "TK-72", "TK-64"})
  void beginsAfreshWithItsHealthAfterARestart(int startPeriod, String health) {
    Scene scene =
        scene(rule().container(web().health(ofSeconds(0), FAILING)))
            .instances("i-1 a")
            .taskDefinition(
                TaskDefinition.of(
                    "web",
                    WEB.withRestartPolicy(RestartPolicy.standard().withRestartAttemptPeriod(60))
                        .withHealthCheck(
                            HealthCheck.standard()
                                .withInterval(10)
                                .withRetries(1)
                                .withStartPeriod(startPeriod))));
    scene.at(0).runs(RunTask.of("web:1"));

    scene.at(100).suffers(new Fault.TaskExits("web/1", 1)).runTo(300);

    assertThat(scene.health("web/1")).isEqualTo(health);
    assertThat(scene.way("web/1")).endsWith("RUNNING 20");
  }

  @Test
  @Rule("TK-74")
  void isNotRestartedWithoutAnAgent() {
    Scene scene =
        scene(rule().container(web().exits(ofSeconds(100), 1)))
            .instances("i-1 a")
            .taskDefinition(
                TaskDefinition.of(
                    "web",
                    WEB.withRestartPolicy(RestartPolicy.standard().withRestartAttemptPeriod(60))));
    scene.at(0).runs(RunTask.of("web:1"));

    scene.at(110).suffers(new Fault.AgentDisconnected("i-1"));
    scene.at(500).suffers(new Fault.AgentConnected("i-1")).runTo(550);

    assertThat(restarts(scene)).containsExactly("500");
  }

  @Test
  @Rule({"TK-74", "OWN-5"})
  void isNotRestartedByHandWithoutAnAgentEither() {
    Scene scene =
        scene()
            .instances("i-1 a")
            .taskDefinition(
                TaskDefinition.of(
                    "web",
                    WEB.withRestartPolicy(RestartPolicy.standard().withRestartAttemptPeriod(60))));
    scene.at(0).runs(RunTask.of("web:1"));

    scene.at(110).suffers(new Fault.AgentDisconnected("i-1"));
    scene.at(200).suffers(new Fault.TaskExits("web/1", 1));
    scene.at(500).suffers(new Fault.AgentConnected("i-1")).runTo(550);

    assertThat(restarts(scene)).containsExactly("500");
  }

  private static List<String> restarts(Scene scene) {
    return scene.ecs().journal().entries().stream()
        .filter(entry -> entry.kind() == EntryKind.CONTAINER_RESTARTED)
        .map(JournalEntry::at)
        .map(Scene::seconds)
        .toList();
  }

  @Test
  @Rule("TK-81")
  void saysThatMemoryWasTheEnd() {
    String reason = "OutOfMemoryError: Container killed due to memory usage";
    Scene scene =
        scene(
                rule()
                    .container(
                        web()
                            .exits(
                                dev.steadystate.core.random.Distribution.constant(ofSeconds(5)),
                                137,
                                reason)))
            .instances("i-1 a")
            .taskDefinition(plain());

    scene.at(0).runs(RunTask.of("web:1")).runTo(60);

    ContainerSnapshot container = scene.task("web/1").container("web");
    assertThat(container.reason()).hasValue(reason);
    assertThat(container.exitCode()).hasValue(137);
    assertThat(scene.task("web/1").stopCode()).hasValue(StopCode.ESSENTIAL_CONTAINER_EXITED);
    assertThat(scene.task("web/1").stoppedReason()).hasValue("Essential container in task exited");
  }

  @ParameterizedTest
  @CsvSource({
    "'ResourceInitializationError: unable to pull secrets'",
    "'Fetching secret data from AWS Secrets Manager in region us-east-1: access denied'"
  })
  @Rule("TK-84")
  void saysWhatCouldNotBeSetUp(String reason) {
    Scene scene =
        scene(rule().failsIn(StartFailure.Stage.ACTIVATING, reason))
            .instances("i-1 a")
            .taskDefinition(plain());

    scene.at(0).runs(RunTask.of("web:1")).runTo(60);

    assertThat(scene.way("web/1")).isEqualTo("PENDING 0, ACTIVATING 8, STOPPED 20");
    assertThat(scene.task("web/1").stopCode()).hasValue(StopCode.TASK_FAILED_TO_START);
    assertThat(scene.task("web/1").stoppedReason()).hasValue(reason);
  }

  @Test
  @Rule({"TK-97", "TK-116", "PL-48"})
  void namesItsDeploymentAndItsService() {
    Scene scene = scene().instances("i-1 a").taskDefinition(plain());

    scene.service(Service.of("web", "web:1", 1)).runTo(5);

    assertThat(scene.instance("i-1").pendingTasksCount()).isEqualTo(1);
    assertThat(scene.task("web/1").startedBy())
        .matches("ecs-svc/[0-9]{19}")
        .isEqualTo(scene.service("web").primary().id());
    assertThat(scene.task("web/1").group()).isEqualTo("service:web");
    scene.runTo(10);
    // ACTIVATING is no longer PENDING to the instance, and live all the while.
    assertThat(scene.instance("i-1").pendingTasksCount()).isZero();
    assertThat(scene.instance("i-1").runningTasksCount()).isEqualTo(1);
  }

  @ParameterizedTest(name = "check {0}, target group {1}: healthy at {2}")
  @CsvSource({"false, false, 60", "true, false, 30", "false, true, 20", "true, true, 30"})
  @Rule({"TK-115", "SS-6", "DEP-24", "DEP-25", "DEP-29"})
  void countsAsHealthyAsItsChecksSay(boolean check, boolean behindTargetGroup, int healthyAt) {
    ContainerDefinition web =
        (check ? checked() : plain())
            .containers()
            .get(0)
            .withPortMappings(dev.steadystate.core.model.PortMapping.of(80));
    Parameters everySecond = Assumptions.TIMING.with("reconcileInterval", "1s");
    Scene scene =
        Scene.with(everySecond)
            .instances("i-1 a")
            .targetGroup(0)
            .taskDefinition(TaskDefinition.of("web", web));
    Service service = Service.of("web", "web:1", 1);

    Scene.Moment start = scene.at(0);
    (behindTargetGroup ? start.createsBehindTheTargetGroup(service) : start.creates(service))
        .runTo(100);

    assertThat(scene.ticksOf("web", "has reached a steady state."))
        .containsExactly((long) healthyAt);
    assertThat(Duration.between(scene.task("web/1").createdAt(), scene.ecs().now()))
        .isEqualTo(ofSeconds(100));
  }
}
