package dev.steadystate.bench;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.deployment.Forecast;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A forecast by sums, and by a run of a fork of 1,000 tasks. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class ForecastBenchmark {
  private static final int FREE = 10_000;

  private final Parameters parameters = Parameters.observed();
  private EcsSimulation ecs = EcsSimulation.create();

  /** Lets the service become steady on its first revision. */
  @Setup
  public void setUp() {
    ecs = RolloutBenchmark.steady(1000, 100, "100/200");
  }

  @Benchmark
  public Forecast finishesBySums() {
    return Forecast.ofRollout(5000, 90, 110, FREE, parameters);
  }

  @Benchmark
  public Forecast blocksBySums() {
    return Forecast.ofRollout(3, 100, 125, FREE, parameters);
  }

  @Benchmark
  public Forecast byARun() {
    return Forecast.of(ecs, ServiceUpdate.of("web").withTaskDefinition("web:2"));
  }
}
