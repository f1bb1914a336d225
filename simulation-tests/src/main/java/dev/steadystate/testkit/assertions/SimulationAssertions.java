package dev.steadystate.testkit.assertions;

import dev.steadystate.core.DryRun;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.spi.Plan;

/**
 * Where assertions begin.
 *
 * <pre>{@code
 * assertThat(ecs).service("web").reachedSteadyStateWithin(ofMinutes(5));
 * ecs.updateService(ServiceUpdate.of("web").withTaskDefinition("web:2"));
 * assertThat(ecs).service("web").neverRanFewerThan(2).untilSteady();
 * assertThat(ecs).service("web").placed().inZones("us-east-1a", "us-east-1b");
 * assertThat(ecs).service("web").emitted("has started 2 tasks").before("has stopped 2 running");
 * }</pre>
 */
public final class SimulationAssertions {
  private SimulationAssertions() {}

  public static SimulationAssert assertThat(EcsSimulation simulation) {
    return new SimulationAssert(simulation);
  }

  /** Asserts on what a controller or a zone balancer wants done. */
  public static PlanAssert assertThat(Plan plan) {
    return new PlanAssert(plan);
  }

  /** Asserts on what the next pass of the scheduler would do. */
  public static DryRunAssert assertThat(DryRun dryRun) {
    return new DryRunAssert(dryRun);
  }
}
