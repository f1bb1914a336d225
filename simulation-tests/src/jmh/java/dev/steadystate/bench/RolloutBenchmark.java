package dev.steadystate.bench;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A rolling update of one service of 5,000 tasks on 500 instances, start to completed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class RolloutBenchmark {
  private static final int TASKS = 5000;
  private static final int INSTANCES = 500;

  @Param({"100/200", "90/110"})
  private String percents = "";

  private EcsSimulation steady = EcsSimulation.create();
  private EcsSimulation fresh = steady;

  /** Lets the service become steady on its first revision. */
  @Setup
  public void setUp() {
    steady = steady(TASKS, INSTANCES, percents);
  }

  static EcsSimulation steady(int tasks, int instances, String percents) {
    int slash = percents.indexOf('/');
    EcsSimulation ecs =
        EcsSimulation.builder()
            .parameters(Parameters.observed().with("enforceQuotas", "false"))
            .withoutJournal()
            .build();
    for (int i = 0; i < instances; i++) {
      ecs.registerContainerInstance(
          ContainerInstance.of("i-" + i, "us-east-1" + (char) ('a' + i % 3))
              .withCpu(65_536)
              .withMemory(131_072));
    }
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:1"));
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:2"));
    ecs.createService(
        Service.of("web", "web:1", tasks)
            .withMinimumHealthyPercent(Integer.parseInt(percents.substring(0, slash)))
            .withMaximumPercent(Integer.parseInt(percents.substring(slash + 1))));
    ecs.runUntilSteady();
    return ecs;
  }

  /** Gives each run a service that was never updated. */
  @Setup(Level.Invocation)
  public void fork() {
    fresh = steady.fork();
  }

  @Benchmark
  public EcsSimulation rollOut() {
    fresh.updateService(ServiceUpdate.of("web").withTaskDefinition("web:2"));
    fresh.runUntilSteady();
    return fresh;
  }
}
