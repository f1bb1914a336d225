package dev.steadystate.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.Rule;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.deployment.Forecast;
import dev.steadystate.deployment.Forecast.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The smallest changes that a forecast knows to unblock a service. */
class RemediesTest {
  private static final ServiceUpdate DEPLOY = Web.update().withTaskDefinition("web:2");

  private static String remedies(Forecast forecast) {
    assertThat(forecast.outcome()).as(forecast.toString()).isEqualTo(Outcome.BLOCKS);
    return String.join(", ", forecast.remedies().stream().map(Object::toString).toList());
  }

  // Where the bounds block.

  @ParameterizedTest(name = "{0} at {1}/{2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 50 | 100 |"
            + " minimumHealthyPercent 50 -> 0, maximumPercent 100 -> 200, desiredCount 1 -> 2",
        "20 | 100 | 101 |"
            + " minimumHealthyPercent 100 -> 95, maximumPercent 101 -> 105, desiredCount 20 -> 0",
        "60 | 100 | 101 |"
            + " minimumHealthyPercent 100 -> 98, maximumPercent 101 -> 102, desiredCount 60 -> 100",
      })
  @Rule({"DEP-53", "DEP-54"})
  void findsTheNearestCountHoweverFar(int desired, int minimum, int maximum, String remedies) {
    Web web = Web.steady(desired, minimum, maximum);

    assertThat(remedies(Forecast.of(web.ecs, DEPLOY))).isEqualTo(remedies);
  }

  /** Seven tasks may be eight; with eight tasks both free places are taken. */
  @Test
  void findsACountNearByAlsoWhereGreaterOnesAreBlockedAgain() {
    EcsSimulation ecs = Web.places(8);
    ecs.createService(Web.service(6, 100, 116));
    ecs.runUntilSteady();

    assertThat(remedies(Forecast.of(ecs, DEPLOY)))
        .isEqualTo(
            "minimumHealthyPercent 100 -> 83, maximumPercent 116 -> 117, desiredCount 6 -> 7");
  }

  @Test
  @Rule({"DEP-36", "DEP-57"})
  void knowsForADaemonOnlyThePercentThatItMayHave() {
    EcsSimulation ecs = Web.places(1);
    ecs.registerContainerInstance(Web.large("i-2"));
    ecs.createService(Service.daemon("web", "web:1").withMinimumHealthyPercent(100));
    ecs.runUntilSteady();

    assertThat(remedies(Forecast.of(ecs, DEPLOY))).isEqualTo("minimumHealthyPercent 100 -> 50");
  }

  // Where places are missing.

  @ParameterizedTest(name = "{0} of {1} places taken, {2} wanted, rolled out {3}: {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | 3 | 6 | false | desiredCount 6 -> 3, free places 0 -> 3",
        "2 | 3 | 6 | true | desiredCount 6 -> 2, free places 0 -> 4",
        "4 | 4 | 6 | false | desiredCount 6 -> 4, free places 0 -> 2",
        "4 | 6 | 6 | true |"
            + " minimumHealthyPercent 100 -> 83, desiredCount 6 -> 5, free places 0 -> 1",
        "4 | 6 | 30 | false | desiredCount 30 -> 6, free places 0 -> 24",
        "4 | 4 | 4 | true |"
            + " minimumHealthyPercent 100 -> 75, desiredCount 4 -> 3, free places 0 -> 1"
      })
  void namesTheSmallestChangesThatMakeRoom(
      int running, int places, int wanted, boolean rollsOut, String remedies) {
    EcsSimulation ecs = Web.places(places);
    ecs.createService(Web.service(running, 100, 200));
    ecs.runUntilSteady();
    ServiceUpdate update = Web.update().withDesiredCount(wanted);

    Forecast forecast = Forecast.of(ecs, rollsOut ? update.withTaskDefinition("web:2") : update);

    assertThat(forecast.outcome()).isEqualTo(Outcome.BLOCKS);
    assertThat(String.join(", ", forecast.remedies().stream().map(Object::toString).toList()))
        .isEqualTo(remedies);
  }

  @Test
  void countsThePlacesThatOthersTakeFirst() {
    EcsSimulation ecs = Web.places(2, Web.BRISK.with("wakeOnCapacityChange", "true"));
    ecs.createService(Service.of("rival", "web:1", 5).withMinimumHealthyPercent(0));
    ecs.runFor(Duration.ofMinutes(1));
    ecs.createService(Web.service(0, 100, 100));

    Forecast forecast = Forecast.of(ecs, Web.update().withDesiredCount(2), Duration.ofHours(6));

    assertThat(forecast.remedies()).extracting(Object::toString).contains("free places 0 -> 5");
  }

  @Test
  void findsACountFarOffWhateverTheBoundsOfARolloutWouldSay() {
    EcsSimulation ecs = Web.places(6);
    ecs.createService(Web.service(4, 100, 100));
    ecs.runUntilSteady();

    assertThat(remedies(Forecast.of(ecs, Web.update().withDesiredCount(30))))
        .isEqualTo("desiredCount 30 -> 6, free places 0 -> 24");
  }

  @Test
  void findsNoWayToAnotherCountWhereNoPlaceIsLeft() {
    EcsSimulation ecs = Web.places(3);
    ecs.createService(Web.service(3, 100, 125));
    ecs.runUntilSteady();

    assertThat(Forecast.of(ecs, DEPLOY).remedies())
        .extracting(Object::toString)
        .containsExactly("minimumHealthyPercent 100 -> 66", "desiredCount 3 -> 0");
  }

  private static final PlacementConstraint ON_PROD =
      PlacementConstraint.memberOf("attribute:stack == prod");

  /** Returns an instance without the attribute, and one with it and a single place. */
  private static EcsSimulation otherAndProd() {
    EcsSimulation ecs = EcsSimulation.builder().parameters(Web.BRISK).build();
    ecs.registerContainerInstance(ContainerInstance.of("i-0", "us-east-1a").withCpu(512));
    ecs.registerContainerInstance(
        ContainerInstance.of("i-1", "us-east-1a").withCpu(256).withAttribute("stack", "prod"));
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:1"));
    return ecs;
  }

  @Test
  void countsPlacesLikeThoseWhereTheServiceRuns() {
    EcsSimulation ecs = otherAndProd();
    ecs.createService(Service.of("rival", "web:1", 1));
    ecs.createService(Web.service(1, 100, 200).withPlacementConstraints(ON_PROD));
    ecs.runUntilSteady();

    assertThat(ecs.task("rival/1").ec2InstanceId()).isEqualTo("i-0");
    assertThat(remedies(Forecast.of(ecs, Web.update().withDesiredCount(2))))
        .isEqualTo("desiredCount 2 -> 1, free places 0 -> 1");
  }

  @Test
  void countsPlacesLikeTheActiveOnesWhereItRunsNowhereYet() {
    EcsSimulation ecs = otherAndProd();
    ecs.createService(Service.of("rival", "web:1", 1).withPlacementConstraints(ON_PROD));
    ecs.createService(Web.service(0, 100, 200).withPlacementConstraints(ON_PROD));
    ecs.runUntilSteady();
    ecs.drain("i-0");

    assertThat(remedies(Forecast.of(ecs, Web.update().withDesiredCount(1))))
        .isEqualTo("desiredCount 1 -> 0, free places 0 -> 1");
  }

  @Test
  void countsPlacesWhereThereIsNoInstanceAtAll() {
    EcsSimulation ecs = EcsSimulation.builder().parameters(Web.BRISK).build();
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:1"));
    ecs.createService(Web.service(0, 100, 200));
    ecs.runUntilSteady();

    assertThat(remedies(Forecast.of(ecs, Web.update().withDesiredCount(3))))
        .isEqualTo("desiredCount 3 -> 0, free places 0 -> 3");
  }

  @Test
  @Rule("SS-23")
  void leavesRoomForTheDaemonsThatAFurtherInstanceWillHave() {
    EcsSimulation ecs = EcsSimulation.builder().parameters(Web.BRISK).build();
    ecs.registerContainerInstance(
        ContainerInstance.of("i-1", "us-east-1a").withCpu(384).withMemory(4608).withGpus(1));
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:1"));
    ecs.registerTaskDefinition(
        TaskDefinition.of("agent", ContainerDefinition.of("agent", "agent").withGpus(1))
            .withCpu(128)
            .withMemory(4096));
    ecs.createService(Service.daemon("agent", "agent:1"));
    ecs.createService(Web.service(1, 100, 200));
    ecs.runUntilSteady();

    assertThat(remedies(Forecast.of(ecs, Web.update().withDesiredCount(2))))
        .isEqualTo("desiredCount 2 -> 1, free places 0 -> 1");
  }
}
