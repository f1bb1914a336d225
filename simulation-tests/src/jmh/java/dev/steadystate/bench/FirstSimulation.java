package dev.steadystate.bench;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.TaskDefinition;

/** Prints the milliseconds of the first simulation of a fresh JVM, from main to steady state. */
public final class FirstSimulation {
  private FirstSimulation() {}

  public static void main(String[] args) {
    long start = System.nanoTime();
    EcsSimulation ecs = EcsSimulation.create();
    ecs.registerContainerInstance("i-1", "us-east-1a");
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
    ecs.createService(Service.of("web", "web:1", 3));
    ecs.runUntilSteady();
    System.out.println((System.nanoTime() - start) / 1_000_000);
  }
}
