package dev.steadystate.deployments;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.Rule;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.EarlySuccessCriteria;
import dev.steadystate.core.model.EarlySuccessCriteria.Cleanup;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import org.junit.jupiter.api.Test;

/** Old tasks that stay when a deployment has completed early. */
class DeferredCleanupTest {
  @Test
  @Rule({"DEP-47", "DEP-74"})
  void stopsNoTaskThatTheFloorNeeds() {
    EcsSimulation ecs =
        EcsSimulation.builder()
            .fates(
                Fates.of(
                    Fates.rule().family("web").revision(2).launches(4, 20).activating(ofHours(5))))
            .build();
    ecs.registerContainerInstance(
        ContainerInstance.of("i-1", "us-east-1a").withCpu(16_384).withMemory(65_536));
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
    ecs.createService(
        Service.of("web", "web:1", 4)
            .withDeploymentConfiguration(
                DeploymentConfiguration.replica()
                    .withMinimumHealthyPercent(75)
                    .withEarlySuccess(new EarlySuccessCriteria(true, 75, Cleanup.DEFERRED))));
    ecs.runUntilSteady();
    ecs.protectTask("web/1", ofHours(1));
    ecs.updateService(ServiceUpdate.of("web").withTaskDefinition("web:2"));
    ecs.runFor(ofMinutes(5));
    assertThat(ecs.service("web").primary().rolloutState()).isEqualTo(RolloutState.COMPLETED);

    // Three new ones are healthy, then two; the fourth takes its time.
    ecs.inject(new Fault.TaskExits("web/5", 1));
    ecs.runFor(ofMinutes(5));
    ecs.unprotectTask("default", ecs.task("web/1").id());
    ecs.runFor(ofMinutes(5));

    assertThat(ecs.task("web/1").isLive()).isTrue();

    ecs.runFor(ofHours(6));
    assertThat(ecs.service("web").deployments()).hasSize(1);
    assertThat(ecs.isSteady()).isTrue();
  }
}
