package dev.steadystate.testkit.law;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.common.collect.Streams;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.fate.ContainerRule;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.json.Json;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.DeploymentAlarms;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.StopReason;
import dev.steadystate.core.spi.SubStep;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.Why;
import dev.steadystate.testkit.law.FaultyController.Planted;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Faults of what deployments decide and show, each in a small world in which it matters: the law
 * about it breaks, watched alone, and none at all breaks there without the fault.
 */
class PlantedFaultsOfDeploymentsTest {
  private static final ContainerRule CRASHES = Fates.container("web").exits(ofSeconds(1), 1);

  static Stream<Arguments> faults() {
    return Stream.of(
        fault(
            "a deployment that its bounds block says nothing",
            without(EventKind.BLOCKED_BY_BOUNDS),
            PlantedFaultsOfDeploymentsTest::blockedByItsBounds,
            "a deployment in which nothing moves and nothing may says so"),
        fault(
            "an alarm is not minded",
            (service, step, actions) -> actions.filter(it -> !(it instanceof Plan.Fail)),
            ecs -> watchedByAnAlarm(ecs, AlarmState.ALARM),
            "a deployment fails once it has run and one of its alarms goes off"),
        fault(
            "an alarm is minded that is OK",
            PlantedFaultsOfDeploymentsTest::failsForItsAlarms,
            ecs -> watchedByAnAlarm(ecs, AlarmState.OK),
            "no deployment fails for an alarm that is not in ALARM"),
        fault(
            "no deployment shows what it wants",
            (service, step, actions) -> actions.filter(it -> !(it instanceof Plan.Want)),
            PlantedFaultsOfDeploymentsTest::rolledOut,
            "a deployment shows as desired what it has and may start"),
        fault(
            "old deployments keep one task more than the floor needs",
            PlantedFaultsOfDeploymentsTest::keepsOneMore,
            PlantedFaultsOfDeploymentsTest::blockedByItsBounds,
            "old deployments show as desired no more than the floor needs"),
        fault(
            "a rollback goes to what never completed",
            PlantedFaultsOfDeploymentsTest::rollsBackToTheLatest,
            PlantedFaultsOfDeploymentsTest::failedTwice,
            "a service is rolled back to the deployment that is COMPLETED since last"),
        fault(
            "one protected task too many is told of",
            PlantedFaultsOfDeploymentsTest::countsOneProtectedTaskMore,
            PlantedFaultsOfDeploymentsTest::scaledInUnderProtection,
            "where protection keeps tasks, it is told how many"),
        fault(
            "scale-in does not mind protection",
            PlantedFaultsOfDeploymentsTest::stopsProtectedTasks,
            PlantedFaultsOfDeploymentsTest::scaledInUnderProtection,
            "scale-in and deployments leave protected tasks alone"),
        fault(
            "nobody is told of a rollback",
            without(EventKind.ROLLING_BACK),
            PlantedFaultsOfDeploymentsTest::failedTwice,
            "what becomes of a deployment is told in the same instant"),
        fault(
            "nobody is told why a deployment failed",
            without(EventKind.DEPLOYMENT_FAILED),
            PlantedFaultsOfDeploymentsTest::failedTwice,
            "what becomes of a deployment is told in the same instant"),
        fault(
            "the youngest patient is replaced first",
            PlantedFaultsOfDeploymentsTest::replacesTheYoungestFirst,
            PlantedFaultsOfDeploymentsTest::twoTurnUnhealthy,
            "of several unhealthy tasks those get a replacement first"),
        fault(
            "a second daemon task starts beside the first",
            PlantedFaultsOfDeploymentsTest::launchesTwice,
            PlantedFaultsOfDeploymentsTest::daemons,
            "no daemon task starts beside another"),
        fault(
            "daemons do not come to new instances",
            (service, step, actions) ->
                actions.filter(it -> !(it instanceof Plan.LaunchOn) || service.launched() == 0),
            PlantedFaultsOfDeploymentsTest::daemons,
            "after each tick every instance that matches has its daemon task"),
        fault(
            "daemons leave a DRAINING instance first",
            PlantedFaultsOfDeploymentsTest::leavesAtOnce,
            PlantedFaultsOfDeploymentsTest::daemonsBesideProtectedTasks,
            "a daemon task leaves a DRAINING instance after all tasks of replica services"));
  }

  private static Arguments fault(
      String name, Planted change, Consumer<EcsSimulation> world, String law) {
    return Arguments.of(name, change, world, law);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void breakTheLawThatIsAboutThem(
      String name, Planted change, Consumer<EcsSimulation> world, String law) {
    assertThatThrownBy(() -> world.accept(watched(change, about(law))))
        .isInstanceOf(LawBroken.class)
        .hasMessageContaining("law broken: " + law);
    assertThatCode(() -> world.accept(watched((service, step, actions) -> actions, Laws.all())))
        .doesNotThrowAnyException();
  }

  private static ImmutableList<Law> about(String words) {
    return Laws.all().stream()
        .filter(law -> law.name().startsWith(words))
        .collect(ImmutableList.toImmutableList());
  }

  private static EcsSimulation watched(Planted change, ImmutableList<Law> laws) {
    EcsSimulation ecs =
        EcsSimulation.builder()
            .controller(new FaultyController(change))
            .parameters(Parameters.observed().with("refuseBlockingPercentages", "false"))
            .fates(Fates.of(Fates.rule().family("web").revision(2).container(CRASHES)))
            .build();
    for (int i = 1; i <= 3; i++) {
      ecs.registerContainerInstance("i-" + i, "us-east-1" + (char) ('a' + i % 3));
    }
    LawWatch.over(ecs, laws);
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx:broken"));
    return ecs;
  }

  // Faults.

  private static Planted without(EventKind kind) {
    return (service, step, actions) ->
        actions.filter(it -> !(it instanceof Plan.Emit emit && emit.message().kind() == kind));
  }

  private static Stream<Plan.Action> failsForItsAlarms(
      ServiceView service, SubStep step, Stream<Plan.Action> actions) {
    DeploymentView primary = service.primary();
    boolean now =
        step == SubStep.NOTE_FINISHED
            && primary.rolloutState() == RolloutState.IN_PROGRESS
            && primary.running() > 0;
    return now
        ? Stream.concat(
            actions,
            Stream.of(
                new Plan.Fail(
                    primary,
                    "an alarm went off",
                    Plan.Aftermath.STOPPED,
                    "stopped",
                    Why.of("{0} of its alarms are in ALARM", 1))))
        : actions;
  }

  private static Stream<Plan.Action> keepsOneMore(
      ServiceView service, SubStep step, Stream<Plan.Action> actions) {
    Stream<Plan.Action> more =
        service.deployments().stream()
            .filter(it -> step == SubStep.DEPLOYMENT && it.ordinal() != service.primary().ordinal())
            .map(source -> new Plan.Want(source, source.live() + 1));
    return Stream.concat(actions, more);
  }

  private static Stream<Plan.Action> rollsBackToTheLatest(
      ServiceView service, SubStep step, Stream<Plan.Action> actions) {
    return actions.map(
        it ->
            it instanceof Plan.RollBack back
                ? new Plan.RollBack(
                    service.deployments().get(1),
                    back.rolloutStateReason(),
                    back.statusReason(),
                    back.why())
                : it);
  }

  private static Stream<Plan.Action> countsOneProtectedTaskMore(
      ServiceView service, SubStep step, Stream<Plan.Action> actions) {
    return actions.map(
        it ->
            it instanceof Plan.Emit emit && emit.message().kind() == EventKind.SCALE_IN_PROTECTED
                ? new Plan.Emit(
                    EventMessage.of(
                        EventKind.SCALE_IN_PROTECTED,
                        emit.message().number() + 1,
                        emit.message().texts().get(0)))
                : it);
  }

  private static Stream<Plan.Action> stopsProtectedTasks(
      ServiceView service, SubStep step, Stream<Plan.Action> actions) {
    boolean now = step == SubStep.SCALE_IN && service.live() > service.desiredCount();
    return now
        ? Stream.of(
            new Plan.Stop(
                service.protectedTasks(),
                StopReason.SCALING,
                Why.of("{0} too many of {1} wanted", 1, 1)))
        : actions;
  }

  private static Stream<Plan.Action> replacesTheYoungestFirst(
      ServiceView service, SubStep step, Stream<Plan.Action> actions) {
    return actions.map(
        it ->
            it instanceof Plan.Launch launch && launch.replaces().size() == 1
                ? new Plan.Launch(
                    launch.deployment(), 1, ImmutableList.of(youngest(service)), launch.why())
                : it);
  }

  private static TaskView youngest(ServiceView service) {
    return Streams.<TaskView>stream(
            Iterables.filter(service.primary().tasks(Condition.UNHEALTHY), TaskView.class))
        .filter(task -> task.replacedBy() == null)
        .max(Comparator.comparingLong(TaskView::unhealthySince))
        .orElseThrow();
  }

  private static Stream<Plan.Action> launchesTwice(
      ServiceView service, SubStep step, Stream<Plan.Action> actions) {
    return actions.flatMap(it -> it instanceof Plan.LaunchOn ? Stream.of(it, it) : Stream.of(it));
  }

  private static Stream<Plan.Action> leavesAtOnce(
      ServiceView service, SubStep step, Stream<Plan.Action> actions) {
    boolean now =
        step == SubStep.DRAINING && service.name().equals("agent") && !service.draining().isEmpty();
    return now
        ? Stream.of(
            new Plan.Stop(
                service.draining(),
                StopReason.DRAINING,
                Why.of("no replica task is left on its DRAINING instance")))
        : actions;
  }

  // Worlds.

  private static void blockedByItsBounds(EcsSimulation ecs) {
    ecs.createService(
        Service.of("web", "web:1", 1).withMinimumHealthyPercent(50).withMaximumPercent(100));
    ecs.runUntilSteady();
    ecs.updateService(ServiceUpdate.of("web").withForceNewDeployment());
    ecs.runFor(ofMinutes(3));
  }

  private static void watchedByAnAlarm(EcsSimulation ecs, AlarmState state) {
    ecs.inject(new Fault.AlarmChanges("errors", AlarmState.OK));
    ecs.createService(
        Service.of("web", "web:1", 2)
            .withAlarms(new DeploymentAlarms(ImmutableList.of("errors"), true, false)));
    ecs.runFor(ofSeconds(70));
    ecs.inject(new Fault.AlarmChanges("errors", state));
    ecs.runFor(ofMinutes(3));
  }

  private static void rolledOut(EcsSimulation ecs) {
    ecs.createService(Service.of("web", "web:1", 4));
    ecs.runUntilSteady();
    ecs.updateService(ServiceUpdate.of("web").withForceNewDeployment());
    ecs.runFor(ofMinutes(10));
  }

  /** The second deployment is overtaken before it has completed, and stays; the third fails. */
  private static void failedTwice(EcsSimulation ecs) {
    ecs.createService(
        Service.of("web", "web:1", 4)
            .withMinimumHealthyPercent(100)
            .withMaximumPercent(150)
            .withCircuitBreaker(CircuitBreaker.withRollback()));
    ecs.runUntilSteady();
    ecs.updateService(ServiceUpdate.of("web").withForceNewDeployment());
    ecs.runFor(ofSeconds(30));
    protect(ecs, "web/5");
    ecs.updateService(ServiceUpdate.of("web").withTaskDefinition("web:2"));
    ecs.runFor(ofMinutes(30));
  }

  private static void scaledInUnderProtection(EcsSimulation ecs) {
    ecs.createService(Service.of("web", "web:1", 4));
    ecs.runUntilSteady();
    protect(ecs, "web/1", "web/2", "web/3");
    ecs.updateService(ServiceUpdate.of("web").withDesiredCount(1));
    ecs.runFor(ofMinutes(10));
  }

  private static void protect(EcsSimulation ecs, String... tasks) {
    ecs.call(
        "UpdateTaskProtection",
        Document.builder()
            .put("cluster", "default")
            .put("tasks", ImmutableList.copyOf(tasks))
            .put("protectionEnabled", true)
            .put("expiresInMinutes", 60)
            .build());
  }

  /** There is room for one replacement only. */
  private static void twoTurnUnhealthy(EcsSimulation ecs) {
    ecs.call(
        "RegisterTaskDefinition",
        Json.read(
            "{\"family\":\"sick\",\"containerDefinitions\":[{\"name\":\"app\",\"image\":\"a\","
                + "\"memory\":256,\"healthCheck\":{\"command\":[\"CMD-SHELL\",\"true\"],"
                + "\"interval\":10,\"retries\":1}}]}"));
    ecs.createService(
        Service.of("web", "sick:1", 4).withMinimumHealthyPercent(100).withMaximumPercent(125));
    ecs.runUntilSteady();
    ecs.inject(new Fault.TaskHealth("web/1", Behaviour.FAILING));
    ecs.runFor(ofSeconds(1));
    ecs.inject(new Fault.SchedulerPaused(ofSeconds(40)));
    ecs.runFor(ofSeconds(13));
    ecs.inject(new Fault.TaskHealth("web/2", Behaviour.FAILING));
    ecs.runFor(ofMinutes(10));
  }

  private static void daemons(EcsSimulation ecs) {
    ecs.createService(Service.daemon("agent", "web:1"));
    ecs.runUntilSteady();
    ecs.registerContainerInstance("i-9", "us-east-1a");
    ecs.runFor(ofMinutes(3));
  }

  private static void daemonsBesideProtectedTasks(EcsSimulation ecs) {
    ecs.createService(Service.of("web", "web:1", 3));
    ecs.createService(Service.daemon("agent", "web:1"));
    ecs.runUntilSteady();
    protect(ecs, "web/1", "web/2", "web/3");
    ecs.drain("i-1");
    ecs.runFor(ofMinutes(10));
  }
}
