package dev.steadystate.testkit.assertions;

import dev.steadystate.core.EcsSimulation;

/**
 * Where assertions begin.
 *
 * <pre>{@code
 * assertThat(ecs).service("web").neverRanFewerThan(2).untilSteady();
 * assertThat(ecs).service("web").reachedSteadyStateWithin(ofMinutes(5));
 * assertThat(ecs).service("web").placed().inZones("us-east-1a", "us-east-1b");
 * assertThat(ecs).service("web").emitted("has started 2 tasks").before("has stopped 1 running");
 * }</pre>
 */
public final class SimulationAssertions {
  private SimulationAssertions() {}

  public static SimulationAssert assertThat(EcsSimulation simulation) {
    return new SimulationAssert(simulation);
  }
}
