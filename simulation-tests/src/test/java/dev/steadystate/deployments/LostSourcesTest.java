package dev.steadystate.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.Rule;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deployments whose old tasks are all lost while there is no place for any other. */
class LostSourcesTest {
  private final EcsSimulation ecs = EcsSimulation.builder().seed(1).build();

  @BeforeEach
  void oneInstance() {
    ecs.registerContainerInstance(
        ContainerInstance.of("i-1", "us-east-1a").withCpu(4096).withMemory(16_384));
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
  }

  private void steady(Service service) {
    ecs.createService(service);
    ecs.runUntilSteady();
  }

  private void deploy() {
    ecs.updateService(ServiceUpdate.of("web").withForceNewDeployment());
  }

  /** 100/133 of one task is blocked by its bounds: the new task waits for the old one. */
  @Test
  @Rule({"DEP-19", "DEP-50", "DEP-71"})
  void theNewRevisionTakesTheirPlaceAtTheNextTickWhateverTheOldOneWaitedFor() {
    steady(Service.of("web", "web:1", 1).withMaximumPercent(133));
    ecs.call(
        "UpdateContainerInstancesState",
        Document.builder()
            .put("containerInstances", ImmutableList.of("i-1"))
            .put("status", "DRAINING")
            .build());
    ecs.runFor(Duration.ofMinutes(12)); // The old revision finds no place and waits ever longer.
    deploy();
    ecs.runFor(Duration.ofMinutes(30)); // Then the bounds forbid another, until its task is lost.

    ecs.inject(new Fault.TaskExits("web", 1));
    ecs.runFor(Duration.ofSeconds(1));
    assertThat(ecs.service("web").primary().desiredCount()).isEqualTo(1);
    ecs.runFor(Duration.ofSeconds(9));
    ecs.registerContainerInstance(
        ContainerInstance.of("i-2", "us-east-1a").withCpu(4096).withMemory(16_384));
    ecs.runFor(Duration.ofSeconds(20));

    assertThat(ecs.service("web").deployments()).hasSize(1);
    assertThat(ecs.service("web").primary().desiredCount()).isEqualTo(1);
    assertThat(ecs.service("web").primary().pendingCount()).isEqualTo(1);
  }

  @Test
  @Rule("DEP-101")
  void launchesThatFoundNoPlaceBeforeARollbackAreNotCountedByIt() {
    steady(Service.of("web", "web:1", 1).withCircuitBreaker(CircuitBreaker.withRollback()));
    String old = ecs.service("web").primary().id();
    deploy();
    ecs.runFor(Duration.ofSeconds(30));
    ecs.inject(new Fault.InstanceLost("i-1"));

    ecs.runUntil(it -> it.service("web").primary().id().equals(old), Duration.ofMinutes(5));

    assertThat(ecs.service("web").primary().failedTasks()).isEqualTo(1);
  }
}
