package dev.steadystate.core;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import org.junit.jupiter.api.Test;

/** How many of each there can be (SS-140). */
class QuotasTest {
  @Test
  @Rule("SS-140")
  void takesFiveThousandTasksAServiceAtMost() {
    EcsSimulation ecs = EcsSimulation.create();
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
    ecs.createService(Service.of("web", "web:1", 1));

    assertThatThrownBy(() -> ecs.createService(Service.of("big", "web:1", 5001)))
        .isInstanceOf(EcsException.class)
        .hasMessage("desiredCount must be at most 5000, but was 5001");
    assertThatThrownBy(() -> ecs.updateService(ServiceUpdate.of("web").withDesiredCount(5001)))
        .isInstanceOf(EcsException.class);
    ecs.createService(Service.of("big", "web:1", 5000));

    EcsSimulation unlimited =
        EcsSimulation.builder()
            .parameters(Parameters.observed().with("enforceQuotas", "false"))
            .build();
    unlimited.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
    unlimited.createService(Service.of("big", "web:1", 5001));
  }

  @Test
  @Rule("SS-140")
  void takesFiveThousandServicesAClusterAtMost() {
    EcsSimulation ecs = EcsSimulation.create();
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
    for (int i = 1; i <= 5000; i++) {
      ecs.createService(Service.of("web-" + i, "web:1", 0));
    }

    assertThatThrownBy(() -> ecs.createService(Service.of("one-more", "web:1", 0)))
        .isInstanceOf(EcsException.class)
        .hasMessage("a cluster holds at most 5000 services");
    // Those that are there can be changed, and room comes back.
    ecs.updateService(ServiceUpdate.of("web-7").withDesiredCount(1));
    ecs.deleteService("web-8");
    ecs.createService(Service.of("one-more", "web:1", 0));
    ecs.createCluster("other");
    ecs.createService(Service.of("web", "web:1", 0).withCluster("other"));
  }

  @Test
  @Rule("SS-140")
  void takesFiveThousandInstancesAClusterAtMost() {
    EcsSimulation ecs = EcsSimulation.create();
    for (int i = 1; i <= 5000; i++) {
      ecs.registerContainerInstance(ContainerInstance.of("i-" + i, "us-east-1a"));
    }

    assertThatThrownBy(() -> ecs.registerContainerInstance("i-5001", "us-east-1a"))
        .isInstanceOf(EcsException.class)
        .hasMessage("a cluster holds at most 5000 container instances");
    ecs.deregisterContainerInstance("default", "i-7", true);
    ecs.registerContainerInstance("i-5001", "us-east-1a");
    assertThatThrownBy(() -> ecs.registerContainerInstance("i-8", "us-east-1a"))
        .isInstanceOf(EcsException.class);
  }
}
