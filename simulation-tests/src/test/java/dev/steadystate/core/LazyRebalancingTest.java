package dev.steadystate.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.view.ServiceEventSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LazyRebalancingTest {
  /** A task of another group may take the last instance of a zone from those that balance zones. */
  @Test
  void looksAgainWhenATaskKeepsTheServiceFromAZone() {
    EcsSimulation lazy = waitingForRoom(EcsSimulation.builder());
    EcsSimulation busy = waitingForRoom(EcsSimulation.builder().passAtEveryTick());

    for (EcsSimulation ecs : new EcsSimulation[] {lazy, busy}) {
      ecs.runTask(
          RunTask.of("batch:1")
              .withPlacementConstraints(
                  PlacementConstraint.memberOf("attribute:ecs.availability-zone == us-east-1b")));
      ecs.runFor(Duration.ofMinutes(5));
    }

    assertThat(lazy.service("web").events())
        .extracting(ServiceEventSnapshot::message)
        .contains("(service web) is AZ balanced with 3 tasks in us-east-1a.");
    assertThat(lazy.digest()).isEqualTo(busy.digest());
  }

  /** Three tasks in one zone, one in the other, and no room there for a second. */
  private static EcsSimulation waitingForRoom(EcsSimulation.Builder builder) {
    EcsSimulation ecs = builder.seed(1).build();
    ecs.registerContainerInstance(ContainerInstance.of("i-1", "us-east-1a").withCpu(4096));
    ecs.registerContainerInstance(ContainerInstance.of("i-2", "us-east-1b").withCpu(1100));
    ecs.registerTaskDefinition(
        TaskDefinition.of("web", ContainerDefinition.of("app", "nginx").withCpu(1000)));
    ecs.registerTaskDefinition(
        TaskDefinition.of("batch", ContainerDefinition.of("app", "job").withCpu(50)));
    ecs.createService(
        Service.of("web", "web:1", 4)
            .withPlacementConstraints(
                PlacementConstraint.memberOf("not(task:group == family:batch)")));
    ecs.runUntilSteady();
    ecs.runFor(Duration.ofMinutes(5));
    assertThat(ecs.service("web").events())
        .extracting(ServiceEventSnapshot::message)
        .anyMatch(it -> it.contains("is not AZ balanced"));
    return ecs;
  }
}
