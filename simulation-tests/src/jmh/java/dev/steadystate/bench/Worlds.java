package dev.steadystate.bench;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;

/** The clusters that the benchmarks run on. */
final class Worlds {
  private Worlds() {}

  /** Returns services of so many tasks each, created and not yet started, on roomy instances. */
  static EcsSimulation cluster(int services, int tasksEach, int instances, boolean journal) {
    EcsSimulation.Builder builder =
        EcsSimulation.builder().parameters(Parameters.observed().with("enforceQuotas", "false"));
    EcsSimulation ecs =
        journal ? builder.boundedJournal(1000).build() : builder.withoutJournal().build();
    for (int i = 0; i < instances; i++) {
      ecs.registerContainerInstance(
          ContainerInstance.of("i-" + i, "us-east-1" + (char) ('a' + i % 3))
              .withCpu(1_000_000)
              .withMemory(1_000_000));
    }
    for (int i = 0; i < services; i++) {
      ecs.registerTaskDefinition(TaskDefinition.of("web" + i, "nginx"));
      ecs.createService(Service.of("web" + i, "web" + i + ":1", tasksEach));
    }
    return ecs;
  }

  /**
   * Runs 3 services of 3 tasks on 3 instances to steady state, then rolls out a new revision of
   * one: what a unit test does. Returns the number of journal entries.
   */
  static long small() {
    EcsSimulation ecs = EcsSimulation.create();
    ecs.registerContainerInstance("i-1", "us-east-1a");
    ecs.registerContainerInstance("i-2", "us-east-1b");
    ecs.registerContainerInstance("i-3", "us-east-1c");
    for (String name : new String[] {"web", "api", "worker"}) {
      ecs.registerTaskDefinition(TaskDefinition.of(name, "nginx"));
      ecs.createService(Service.of(name, name + ":1", 3));
    }
    ecs.runUntilSteady();
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx:2"));
    ecs.updateService(ServiceUpdate.of("web").withTaskDefinition("web:2"));
    ecs.runUntilSteady();
    return ecs.journal().size();
  }
}
