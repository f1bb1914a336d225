package dev.steadystate.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.PolicyRequest;
import dev.steadystate.placement.EcsPlacementEngine;
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
 * A cluster in which nothing fits, though it is never the same for long: before each attempt a
 * small task of another service comes or goes somewhere.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FullClusterBenchmark {
  private static final Needs BIG = needs(1024, 2048);
  private static final Needs SMALL = needs(1, 1);

  @Param({"default", "zone+memory", "instanceId", "cpu", "random"})
  String strategy = "default";

  @Param({"100", "5000", "50000"})
  int instances = 5000;

  private BenchCluster cluster = new BenchCluster(0, 0);
  private Placer placer = new EcsPlacementEngine().placer(cluster);
  private Launch launch =
      new Launch(
          0,
          new EcsPlacementEngine().policy(request("default")),
          BIG,
          ImmutableList.of(),
          ImmutableSortedSet.of(),
          () -> Stream.of(1));
  private int turn;

  @Setup
  public void fill() {
    EcsPlacementEngine engine = new EcsPlacementEngine();
    cluster = new BenchCluster(instances, 2);
    placer = engine.placer(cluster);
    launch =
        new Launch(
            0,
            engine.policy(request(strategy)),
            BIG,
            ImmutableList.of(),
            ImmutableSortedSet.of(),
            () -> Stream.of(1));
    for (int at = placer.place(launch); at != Placer.NOWHERE; at = placer.place(launch)) {
      cluster.commit(placer, at, 0, BIG, 1);
    }
  }

  private static Needs needs(int cpu, int memory) {
    return new Needs(cpu, memory, 0, 0, ImmutableSortedSet.of(), ImmutableSortedSet.of());
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
  public int refusals() {
    int instance = (int) (turn / 2 * 7_919L % instances);
    cluster.commit(placer, instance, 1, SMALL, turn++ % 2 == 0 ? 1 : -1);
    int place = placer.place(launch);
    if (place != Placer.NOWHERE) {
      throw new IllegalStateException("the cluster is not full");
    }
    return place;
  }
}
