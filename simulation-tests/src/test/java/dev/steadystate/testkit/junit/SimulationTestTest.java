package dev.steadystate.testkit.junit;

import static dev.steadystate.testkit.assertions.SimulationAssertions.assertThat;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;

class SimulationTestTest {
  @SimulationTest
  void keepsTheFloorWhileAnInstanceDrains(EcsSimulation ecs) {
    ecs.registerContainerInstance("i-a1", "us-east-1a");
    ecs.registerContainerInstance("i-a2", "us-east-1a");
    ecs.registerContainerInstance("i-b1", "us-east-1b");
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
    ecs.createService(Service.of("web", "web:1", 4).withMinimumHealthyPercent(50));
    ecs.runUntilSteady();

    ecs.drain("i-a1");

    assertThat(ecs).service("web").neverRanFewerThan(2).untilSteady();
    assertThat(ecs).instance("i-a1").isEmpty();
    assertThat(ecs).service("web").placed().onInstances("i-a2", "i-b1");
  }

  @Seed(42)
  @SimulationTest
  void takesTheSeedOfTheTest(EcsSimulation ecs) {
    org.assertj.core.api.Assertions.assertThat(ecs.seed()).isEqualTo(42);
  }

  @Prompt
  @SimulationTest
  void actsInTheSameInstantWhereAllIsPrompt(EcsSimulation ecs) {
    ecs.registerContainerInstance("i-1", "us-east-1a");
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
    ecs.createService(Service.of("web", "web:1", 2));

    ecs.tick();

    assertThat(ecs).service("web").isSteady();
    ecs.updateService(ServiceUpdate.of("web").withDesiredCount(1));
    ecs.tick();
    assertThat(ecs).service("web").hasRunningCount(1);
  }
}
