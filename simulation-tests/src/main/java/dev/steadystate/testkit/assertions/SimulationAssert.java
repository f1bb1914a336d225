package dev.steadystate.testkit.assertions;

import dev.steadystate.core.EcsSimulation;
import java.time.Duration;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a simulation, and the way to those on its parts. */
public final class SimulationAssert extends AbstractAssert<SimulationAssert, EcsSimulation> {
  private static final String DEFAULT = "default";

  SimulationAssert(EcsSimulation simulation) {
    super(simulation, SimulationAssert.class);
  }

  /** Goes on with a cluster and what is in it. */
  public ClusterAssert cluster(String name) {
    return new ClusterAssert(actual, name);
  }

  /** Goes on with a service of the default cluster. */
  public ServiceAssert service(String name) {
    return cluster(DEFAULT).service(name);
  }

  /** Goes on with a task of the default cluster: {@code web/3} is launch 3 of service web. */
  public TaskAssert task(String name) {
    return cluster(DEFAULT).task(name);
  }

  /** Goes on with a container instance of the default cluster. */
  public InstanceAssert instance(String name) {
    return cluster(DEFAULT).instance(name);
  }

  /** Goes on with what was written. */
  public JournalAssert journal() {
    return new JournalAssert(actual, "", "the journal");
  }

  /** Every service is in steady state now. */
  public SimulationAssert isSteady() {
    if (!actual.isSteady()) {
      throw failure(
          "%s", Story.of(actual, "", "expected every service to be steady, but " + now()));
    }
    return this;
  }

  /** Every service is in steady state now, or will be within so long: lets that time pass. */
  public SimulationAssert reachedSteadyStateWithin(Duration atMost) {
    if (!actual.runUntilSteady(atMost)) {
      throw failure(
          "%s",
          Story.of(
              actual,
              "",
              "expected every service to be steady within " + atMost + ", but " + now()));
    }
    return this;
  }

  /** It did the very same as another. */
  public SimulationAssert wentLike(EcsSimulation other) {
    if (!actual.digest().equals(other.digest())) {
      throw failure("%s", "expected two runs alike, but " + Story.difference(actual, other));
    }
    return this;
  }

  private String now() {
    return actual.clusters().stream()
        .flatMap(cluster -> actual.services(cluster.name()).stream())
        .filter(service -> !service.steady())
        .findFirst()
        .map(service -> service.toString() + " is not")
        .orElse("a service is still being deleted");
  }
}
