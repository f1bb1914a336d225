package dev.steadystate.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.PlacementPolicy;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.PolicyRequest;
import dev.steadystate.placement.EcsPlacementEngine;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * Placement alone: fit, constraints, strategy and commit, one task after the other.
 *
 * <p>The cluster has instances of several sizes in six zones. Services with needs of their own take
 * turns of ten tasks until there are some twenty tasks for each instance; then all is emptied,
 * which is not measured, and they begin again.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PlacementBenchmark {
  private static final int TURN = 10;
  private static final int BATCH = 100;
  private static final int TASKS_PER_INSTANCE = 20;

  @Param({"default", "zone+memory", "instanceId", "cpu", "random"})
  String strategy = "default";

  @Param({"100", "1000", "5000", "50000"})
  int instances = 5000;

  @Param({"", "attribute:tenth == yes"})
  String memberOf = "";

  @Param("4")
  int services = 4;

  private final ImmutableList<Needs> sizes =
      ImmutableList.of(needs(256, 512), needs(512, 1024), needs(128, 384), needs(1024, 640));
  private Needs[] needs = {};
  private Launch[] launches = {};
  private BenchCluster cluster = new BenchCluster(0, 0);
  private Placer placer = new EcsPlacementEngine().placer(cluster);
  private int room;
  private int turn;
  private long luck;

  @Setup(Level.Trial)
  public void makeCluster() {
    EcsPlacementEngine engine = new EcsPlacementEngine();
    cluster = new BenchCluster(instances, services);
    placer = engine.placer(cluster);
    PlacementPolicy policy = engine.policy(request());
    needs = new Needs[services];
    launches = new Launch[services];
    for (int i = 0; i < services; i++) {
      needs[i] = sizes.get(i % sizes.size());
      launches[i] =
          new Launch(
              i,
              policy,
              needs[i],
              ImmutableList.of(),
              ImmutableSortedSet.of(),
              () -> Stream.of(luck));
    }
  }

  /** Makes room for the tasks of one measurement. */
  @Setup(Level.Invocation)
  public void makeRoom() {
    if (room < BATCH) {
      cluster.empty(placer);
      for (Launch launch : launches) {
        // Reads that everything has changed, which is no part of a placement.
        placer.place(launch);
      }
      room = TASKS_PER_INSTANCE * (memberOf.isEmpty() ? instances : instances / 10);
    }
    room -= BATCH;
  }

  private PolicyRequest request() {
    return new PolicyRequest(
        true,
        false,
        LaunchType.EC2,
        ImmutableList.of(),
        memberOf.isEmpty()
            ? ImmutableList.of()
            : ImmutableList.of(PlacementConstraint.memberOf(memberOf)),
        strategies(strategy),
        false);
  }

  static ImmutableList<PlacementStrategy> strategies(String name) {
    return switch (name) {
      case "zone+memory" ->
          ImmutableList.of(
              PlacementStrategy.spread("attribute:" + BenchCluster.ZONE),
              PlacementStrategy.binpack("memory"));
      case "instanceId" -> ImmutableList.of(PlacementStrategy.spread("instanceId"));
      case "cpu" -> ImmutableList.of(PlacementStrategy.binpack("cpu"));
      case "random" -> ImmutableList.of(PlacementStrategy.random());
      default -> ImmutableList.of();
    };
  }

  private static Needs needs(int cpu, int memory) {
    return new Needs(cpu, memory, 0, 0, ImmutableSortedSet.of(), ImmutableSortedSet.of());
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void placements() {
    for (int i = 0; i < BATCH; i++) {
      int service = turn++ / TURN % services;
      luck++;
      int instance = placer.place(launches[service]);
      if (instance == Placer.NOWHERE) {
        throw new IllegalStateException("the cluster is full");
      }
      cluster.commit(placer, instance, service, needs[service], 1);
    }
  }
}
