package dev.steadystate.bench;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.ServiceUpdate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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

/** What the scheduler costs, from one unit test to a million tasks. */
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class SchedulerBenchmark {

  /** Simulations a second: 3 services of 3 tasks to steady state and one rollout. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Warmup(iterations = 5, time = 3)
  @Measurement(iterations = 5, time = 2)
  public long smallSimulations() {
    return Worlds.small();
  }

  /** One million tasks of 50 services on 5,000 instances, from empty to steady. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Warmup(iterations = 1)
  @Measurement(iterations = 3)
  public long millionTasks() {
    EcsSimulation ecs = Worlds.cluster(50, 20_000, 5_000, true);
    ecs.runUntilSteady();
    return ecs.journal().size();
  }

  /** A quiet year of 1,000 services with 10 tasks each, steady-state repeats included. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Warmup(iterations = 1)
  @Measurement(iterations = 3)
  public long quietYear(Quiet quiet) {
    quiet.ecs.runFor(Duration.ofDays(365));
    return quiet.ecs.journal().size();
  }

  /** A steady cluster of 1,000 services. */
  @State(Scope.Thread)
  public static class Quiet {
    EcsSimulation ecs;

    @Setup(Level.Iteration)
    public void steady() {
      ecs = Worlds.cluster(1_000, 10, 100, true);
      ecs.runUntilSteady();
    }
  }

  /** A simulated day of 500,000 tasks on 5,000 instances that loses 1 percent of them each hour. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Warmup(iterations = 1)
  @Measurement(iterations = 3)
  public long simulatedDay(Busy busy) {
    for (int hour = 0; hour < 24; hour++) {
      for (int i = 0; i < 50; i++) {
        busy.loseTwoOfEachServiceAndRun(Duration.ofSeconds(72));
      }
    }
    return busy.ecs.journal().size();
  }

  /** A steady cluster of 500,000 tasks. */
  @State(Scope.Thread)
  public static class Busy {
    EcsSimulation ecs;
    private int next;

    @Setup(Level.Iteration)
    public void steady() {
      ecs = Worlds.cluster(50, 10_000, 5_000, true);
      ecs.runUntilSteady();
      next = 0;
    }

    void loseTwoOfEachServiceAndRun(Duration duration) {
      // Of 50 services: 100 of 500,000 tasks, fifty times an hour.
      next++;
      for (int service = 0; service < 50; service++) {
        ecs.inject(new Fault.TaskExits("web" + service + "/" + next, 1));
        ecs.inject(new Fault.TaskExits("web" + service + "/" + (next + 5_000), 1));
      }
      ecs.runFor(duration);
    }
  }

  /** An independent copy of a running cluster. */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  @Warmup(iterations = 3, time = 1)
  @Measurement(iterations = 5, time = 1)
  public EcsSimulation fork(Forked forked) {
    return forked.ecs.fork();
  }

  /** A steady cluster of a given size. */
  @State(Scope.Thread)
  public static class Forked {
    @Param({"10000", "500000"})
    int tasks;

    EcsSimulation ecs;

    @Setup
    public void steady() {
      ecs = Worlds.cluster(50, tasks / 50, tasks / 100, false);
      ecs.runUntilSteady();
    }
  }

  /** Churn: 50 services of 2,000 tasks are all rolled out again, at clusters of growing size. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Warmup(iterations = 3)
  @Measurement(iterations = 5)
  public EcsSimulation churn(Churning churning, StateChanges changes) {
    changes.changes = churning.changes;
    Churning.rollAll(churning.ecs);
    return churning.ecs;
  }

  /** A steady cluster whose services are all rolled out again. */
  @State(Scope.Thread)
  public static class Churning {
    @Param({"100", "1000", "10000"})
    int instances;

    EcsSimulation ecs;
    long changes;

    @Setup(Level.Trial)
    public void count() {
      steady();
      EcsSimulation counted = ecs.fork();
      counted.observe(
          entry -> {
            switch (entry.kind()) {
              case TASK_STARTED, TASK_STATUS, TASK_STOPPING, TASK_STOPPED -> changes++;
              default -> {}
            }
          });
      rollAll(counted);
    }

    @Setup(Level.Iteration)
    public void steady() {
      ecs = Worlds.cluster(50, 100_000 / 50, instances, true);
      ecs.runUntilSteady();
    }

    static void rollAll(EcsSimulation ecs) {
      for (int service = 0; service < 50; service++) {
        ecs.updateService(ServiceUpdate.of("web" + service).withForceNewDeployment());
      }
      ecs.runUntilSteady();
    }
  }

  /** How many state changes of tasks an iteration makes. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class StateChanges {
    public long changes;
  }
}
