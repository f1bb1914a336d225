package dev.steadystate.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.PolicyRequest;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.VictimRequest;
import dev.steadystate.placement.EcsPlacementEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The choice of victims: half of the 500,000 tasks of a service on 5,000 instances stop at once.
 * Sorting the candidates is part of it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VictimsBenchmark {
  private static final int INSTANCES = 5_000;
  private static final int TASKS = 500_000;
  private static final int VICTIMS = 250_000;

  @Param({"default", "zone+memory", "instanceId", "cpu", "random"})
  String strategy = "default";

  private Placer placer = new EcsPlacementEngine().placer(new BenchCluster(0, 0));
  private VictimRequest request =
      new VictimRequest(
          0,
          new EcsPlacementEngine().policy(request("default")),
          false,
          ImmutableList.of(),
          ImmutableList.of(),
          0,
          () -> Stream.of(1));

  @Setup
  public void startTasks() {
    EcsPlacementEngine engine = new EcsPlacementEngine();
    BenchCluster cluster = new BenchCluster(INSTANCES, 1);
    placer = engine.placer(cluster);
    Needs needs = new Needs(16, 32, 0, 0, ImmutableSortedSet.of(), ImmutableSortedSet.of());
    Stream places = Stream.of(1);
    List<TaskView> tasks = new ArrayList<>();
    for (int i = 1; i <= TASKS; i++) {
      int instance = places.nextInt(INSTANCES);
      cluster.commit(placer, instance, 0, needs, 1);
      tasks.add(new BenchTask(i, instance, cluster.zone(instance), needs, i / 100));
    }
    // In no promised order: a deck that was cut and riffled.
    List<TaskView> riffled = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      riffled.add(tasks.get((int) (i * 7_919L % TASKS)));
    }
    request =
        new VictimRequest(
            0,
            engine.policy(request(strategy)),
            false,
            riffled,
            ImmutableList.of(),
            VICTIMS,
            () -> Stream.of(1));
  }

  private static PolicyRequest request(String strategy) {
    return new PolicyRequest(
        true,
        false,
        LaunchType.EC2,
        ImmutableList.of(),
        ImmutableList.of(),
        PlacementBenchmark.strategies(strategy),
        false);
  }

  @Benchmark
  @OperationsPerInvocation(VICTIMS)
  public ImmutableList<TaskView> victims() {
    return placer.victims(request);
  }
}
