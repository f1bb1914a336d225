package dev.steadystate.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.view.ServiceEventSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LazyRebalancingTest {
  private static final RunTask IN_ZONE_B =
      RunTask.of("batch:1")
          .withPlacementConstraints(
              PlacementConstraint.memberOf("attribute:ecs.availability-zone == us-east-1b"));

  /** A service that shares no instance with a batch task. */
  private static final Service WEB =
      Service.of("web", "web:1", 4)
          .withPlacementConstraints(
              PlacementConstraint.memberOf("not(task:group == family:batch)"));

  /** A task of another group may take the last instance of a zone from those that balance zones. */
  @Test
  void looksAgainWhenATaskKeepsTheServiceFromAZone() {
    EcsSimulation lazy = waitingForRoom(EcsSimulation.builder());
    EcsSimulation busy = waitingForRoom(EcsSimulation.builder().passAtEveryTick());

    for (EcsSimulation ecs : new EcsSimulation[] {lazy, busy}) {
      ecs.runTask(IN_ZONE_B);
      ecs.runFor(Duration.ofMinutes(5));
    }

    assertThat(lazy.service("web").events())
        .extracting(ServiceEventSnapshot::message)
        .contains("(service web) is AZ balanced with 3 tasks in us-east-1a.");
    assertThat(lazy.digest()).isEqualTo(busy.digest());
  }

  /** A service at rest has more zones to balance when such a task is gone. */
  @Test
  void looksAgainWhenATaskGivesAZoneBack() {
    EcsSimulation lazy = keptFromAZone(EcsSimulation.builder());
    EcsSimulation busy = keptFromAZone(EcsSimulation.builder().passAtEveryTick());

    for (EcsSimulation ecs : new EcsSimulation[] {lazy, busy}) {
      ecs.stopTask(ecs.tasks("default").get(0).id());
      ecs.runFor(Duration.ofMinutes(10));
    }

    assertThat(busy.service("web").events())
        .extracting(ServiceEventSnapshot::message)
        .anyMatch(it -> it.contains("is not AZ balanced"));
    assertThat(lazy.digest()).isEqualTo(busy.digest());
  }

  /** The constraint may come by an update, and the run may go on in a fork. */
  @Test
  void looksAgainAfterAnUpdateAndInAFork() {
    EcsSimulation lazy = keptFromAZoneByUpdate(EcsSimulation.builder()).fork();
    EcsSimulation busy = keptFromAZoneByUpdate(EcsSimulation.builder().passAtEveryTick());

    for (EcsSimulation ecs : new EcsSimulation[] {lazy, busy}) {
      ecs.stopTask(ecs.tasks("default").get(0).id());
      ecs.runFor(Duration.ofMinutes(10));
    }

    assertThat(lazy.service("web").events())
        .extracting(ServiceEventSnapshot::message)
        .anyMatch(it -> it.contains("is not AZ balanced"));
    assertThat(lazy.digest()).isEqualTo(busy.digest());
  }

  private static EcsSimulation keptFromAZoneByUpdate(EcsSimulation.Builder builder) {
    EcsSimulation ecs = twoZones(builder, 8192);
    ecs.runTask(IN_ZONE_B);
    ecs.createService(Service.of("web", "web:1", 0));
    ecs.runUntilSteady();
    ecs.updateService(
        ServiceUpdate.of("web")
            .withDesiredCount(4)
            .withPlacementConstraints(
                PlacementConstraint.memberOf("not(task:group == family:batch)")));
    ecs.runUntilSteady();
    ecs.runFor(Duration.ofMinutes(10));
    return ecs;
  }

  private static EcsSimulation keptFromAZone(EcsSimulation.Builder builder) {
    EcsSimulation ecs = twoZones(builder, 8192);
    ecs.runTask(IN_ZONE_B);
    ecs.runFor(Duration.ofMinutes(2));
    ecs.createService(WEB);
    ecs.runUntilSteady();
    ecs.runFor(Duration.ofMinutes(10));
    return ecs;
  }

  /** Three tasks in one zone, one in the other, and no room there for a second. */
  private static EcsSimulation waitingForRoom(EcsSimulation.Builder builder) {
    EcsSimulation ecs = twoZones(builder, 1100);
    ecs.createService(WEB);
    ecs.runUntilSteady();
    ecs.runFor(Duration.ofMinutes(5));
    assertThat(ecs.service("web").events())
        .extracting(ServiceEventSnapshot::message)
        .anyMatch(it -> it.contains("is not AZ balanced"));
    return ecs;
  }

  private static EcsSimulation twoZones(EcsSimulation.Builder builder, int cpuInZoneB) {
    EcsSimulation ecs = builder.seed(1).build();
    ecs.registerContainerInstance(ContainerInstance.of("i-1", "us-east-1a").withCpu(8192));
    ecs.registerContainerInstance(ContainerInstance.of("i-2", "us-east-1b").withCpu(cpuInZoneB));
    ecs.registerTaskDefinition(
        TaskDefinition.of("web", ContainerDefinition.of("app", "nginx").withCpu(1000)));
    ecs.registerTaskDefinition(
        TaskDefinition.of("batch", ContainerDefinition.of("app", "job").withCpu(50)));
    return ecs;
  }
}
