package dev.steadystate.bench;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.ServiceUpdate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One task less, then one more: the call, the passes and the life of that one task, however many
 * others the service has.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScaleInBenchmark {
  @Param({"100", "1000", "10000", "100000"})
  int tasks = 100;

  private EcsSimulation ecs = EcsSimulation.create();

  @Setup
  public void steady() {
    ecs = Worlds.cluster(1, tasks, 1_000, false);
    ecs.runUntilSteady();
  }

  @Benchmark
  public void oneLessThenOneMore() {
    ecs.updateService(ServiceUpdate.of("web0").withDesiredCount(tasks - 1));
    ecs.runFor(Duration.ofMinutes(2));
    ecs.updateService(ServiceUpdate.of("web0").withDesiredCount(tasks));
    ecs.runFor(Duration.ofMinutes(2));
  }
}
