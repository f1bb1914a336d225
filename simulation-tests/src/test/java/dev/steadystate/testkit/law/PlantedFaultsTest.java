package dev.steadystate.testkit.law;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.json.Json;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.spi.DeploymentController;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.StopReason;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A scheduler with a fault planted into it breaks the law that is about it. */
class PlantedFaultsTest {
  static Stream<Arguments> faults() {
    return Stream.of(
        fault(
            "unhealthy tasks get no replacement",
            without(it -> it instanceof Plan.Launch launch && !launch.replaces().isEmpty()),
            "an unhealthy task has a replacement"),
        fault(
            "unhealthy tasks never stop",
            without(
                it ->
                    it instanceof Plan.CountFailures
                        || (it instanceof Plan.Stop stop && stop.reason() == StopReason.UNHEALTHY)),
            "of an unhealthy task and its replacement one goes"),
        fault(
            "replacements come in pairs",
            changed(
                it ->
                    it instanceof Plan.Launch launch && !launch.replaces().isEmpty()
                        ? new Plan.Launch(
                            launch.deployment(),
                            launch.count() + 1,
                            launch.replaces(),
                            launch.why())
                        : it),
            "only an unhealthy task that has none gets a replacement"),
        fault(
            "lost tasks are not replaced",
            without(it -> it instanceof Plan.Launch launch && launch.replaces().isEmpty()),
            "what is missing starts"),
        fault(
            "old tasks stay",
            without(it -> it instanceof Plan.StopSome),
            "old tasks go as soon as the floor does not need them"),
        fault(
            "surplus tasks stay",
            without(
                it -> it instanceof Plan.StopSome stop && stop.why().text().contains("too many")),
            "no task above the desired count stays"),
        fault(
            "deployments never complete",
            without(it -> it instanceof Plan.Complete),
            "a deployment completes at the tick"),
        fault(
            "one task too many starts",
            changed(
                it ->
                    it instanceof Plan.Launch launch && launch.replaces().isEmpty()
                        ? new Plan.Launch(
                            launch.deployment(),
                            launch.count() + 1,
                            launch.replaces(),
                            launch.why())
                        : it),
            "no more tasks start than are missing"),
        fault(
            "DRAINING instances keep their tasks",
            without(it -> it instanceof Plan.Stop stop && stop.reason() == StopReason.DRAINING),
            "tasks leave DRAINING instances"),
        fault(
            "more are stopped than are too many",
            changed(
                it ->
                    it instanceof Plan.StopSome stop
                        ? new Plan.StopSome(
                            stop.count() + 1, stop.among(), stop.reason(), stop.why())
                        : it),
            "no healthy task that the floor needs is stopped"));
  }

  private static Arguments fault(
      String name, UnaryOperator<ImmutableList<Plan.Action>> change, String law) {
    return Arguments.of(name, change, law);
  }

  private static UnaryOperator<ImmutableList<Plan.Action>> without(Predicate<Plan.Action> these) {
    return actions ->
        actions.stream().filter(these.negate()).collect(ImmutableList.toImmutableList());
  }

  private static UnaryOperator<ImmutableList<Plan.Action>> changed(
      UnaryOperator<Plan.Action> change) {
    return actions -> actions.stream().map(change).collect(ImmutableList.toImmutableList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void breakTheLawThatIsAboutThem(
      String name, UnaryOperator<ImmutableList<Plan.Action>> change, String law) {
    DeploymentController faulty =
        new FaultyController(
            (service, step, actions) ->
                change.apply(actions.collect(ImmutableList.toImmutableList())).stream());

    assertThatThrownBy(() -> goThroughTrouble(EcsSimulation.builder().controller(faulty).build()))
        .isInstanceOf(LawBroken.class)
        .hasMessageContaining("law broken: " + law);
  }

  @Test
  void aSoundSchedulerBreaksNone() {
    goThroughTrouble(EcsSimulation.create());
  }

  @Test
  void tasksOfAKnownTargetGroupAreHealthyAtOnce() {
    EcsSimulation ecs = EcsSimulation.create();
    LawWatch watch = Laws.watch(ecs);
    givenInstances(ecs);
    String group = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/1";
    ecs.putTargetGroup(group, ofSeconds(30));
    ecs.call(
        "RegisterTaskDefinition",
        Json.read(
            "{\"family\":\"web\",\"containerDefinitions\":[{\"name\":\"app\",\"image\":\"nginx\","
                + "\"memory\":256,\"portMappings\":[{\"containerPort\":80}]}]}"));
    ecs.createService(Service.of("web", "web:1", 4).withTargetGroup(group, "app", 80));

    ecs.runUntilSteady();
    ecs.updateService(ServiceUpdate.of("web").withForceNewDeployment());
    ecs.runUntilSteady();

    watch.end();
  }

  @Test
  void aSmallLaunchRateIsWaitedFor() {
    Parameters slow = Parameters.observed().with("launchesPerMinute", "3");
    EcsSimulation ecs = EcsSimulation.builder().parameters(slow).build();
    LawWatch watch = Laws.watch(ecs);
    givenInstances(ecs);
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
    ecs.createService(Service.of("web", "web:1", 10));

    ecs.runUntilSteady();

    watch.end();
  }

  @Test
  void newCapacityEndsTheWaitingWhereTheParameterSaysSo() {
    Parameters eager = Parameters.observed().with("wakeOnCapacityChange", "true");
    EcsSimulation ecs = EcsSimulation.builder().parameters(eager).build();
    LawWatch watch = Laws.watch(ecs);
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
    ecs.createService(Service.of("web", "web:1", 2));
    ecs.runFor(ofMinutes(30));

    givenInstances(ecs);
    ecs.runUntilSteady();

    watch.end();
  }

  private static void givenInstances(EcsSimulation ecs) {
    for (int i = 1; i <= 6; i++) {
      ecs.registerContainerInstance("i-" + i, "us-east-1" + (char) ('a' + i % 3));
    }
  }

  /** Health fails and comes back, tasks crash, an instance drains, and the service is changed. */
  private static void goThroughTrouble(EcsSimulation ecs) {
    Laws.watch(ecs);
    givenInstances(ecs);
    for (String image : ImmutableList.of("web:1", "web:2")) {
      ecs.call(
          "RegisterTaskDefinition",
          Json.read(
              "{\"family\":\"web\",\"containerDefinitions\":[{\"name\":\"app\",\"image\":\""
                  + image
                  + "\",\"memory\":256,\"healthCheck\":{\"command\":[\"CMD-SHELL\",\"true\"],"
                  + "\"interval\":10,\"retries\":2}}]}"));
    }
    ecs.createService(
        Service.of("web", "web:1", 5).withMinimumHealthyPercent(80).withMaximumPercent(160));
    ecs.runFor(ofMinutes(5));
    ecs.inject(new Fault.TaskHealth("web/2", Behaviour.FAILING));
    ecs.inject(new Fault.TaskHealth("web/3", Behaviour.FAILING));
    ecs.runFor(ofMinutes(5));
    ecs.inject(new Fault.TaskExits("web/1", 1));
    ecs.runFor(ofMinutes(5));
    ecs.drain("i-1");
    ecs.drain("i-2");
    ecs.runFor(ofMinutes(10));
    ecs.updateService(ServiceUpdate.of("web").withTaskDefinition("web:2"));
    ecs.runFor(ofMinutes(10));
    ecs.updateService(ServiceUpdate.of("web").withDesiredCount(3));
    ecs.runFor(ofMinutes(10));
    ecs.updateService(ServiceUpdate.of("web").withDesiredCount(6));
    ecs.runFor(ofMinutes(10));
  }
}
