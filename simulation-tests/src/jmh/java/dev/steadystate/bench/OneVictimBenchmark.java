package dev.steadystate.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.PlacementPolicy;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.PolicyRequest;
import dev.steadystate.core.spi.StandingPool;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.VictimRequest;
import dev.steadystate.placement.EcsPlacementEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * Victims asked for one by one: of 500,000 tasks on 5,000 instances one is chosen and stops, and
 * another joins on the same instance.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OneVictimBenchmark {
  private static final int INSTANCES = 5_000;
  private static final int TASKS = 500_000;
  private static final Needs NEEDS =
      new Needs(16, 32, 0, 0, ImmutableSortedSet.of(), ImmutableSortedSet.of());

  @Param({"default", "zone+memory", "instanceId", "cpu"})
  String strategy = "default";

  private final EcsPlacementEngine engine = new EcsPlacementEngine();
  private final BenchCluster cluster = new BenchCluster(INSTANCES, 1);
  private final Placer placer = engine.placer(cluster);
  private final Pool pool = new Pool();
  private @Nullable PlacementPolicy policy;

  @Setup
  public void startTasks() {
    policy =
        engine.policy(
            new PolicyRequest(
                true,
                false,
                LaunchType.EC2,
                ImmutableList.of(),
                ImmutableList.of(),
                PlacementBenchmark.strategies(strategy),
                false));
    Stream places = Stream.of(1);
    for (int i = 0; i < TASKS; i++) {
      start(places.nextInt(INSTANCES));
    }
  }

  private void start(int instance) {
    cluster.commit(placer, instance, 0, NEEDS, 1);
    pool.add(instance, cluster.zone(instance));
  }

  @Benchmark
  public TaskView victim() {
    if (policy == null) {
      throw new IllegalStateException("no tasks were started");
    }
    VictimRequest request =
        new VictimRequest(0, policy, false, pool, ImmutableList.of(), 1, () -> Stream.of(1));
    TaskView victim = placer.victims(request).get(0);
    pool.remove(victim);
    cluster.commit(placer, victim.instance(), 0, NEEDS, -1);
    start(victim.instance());
    return victim;
  }

  /** Tasks by launch number, which is their handle. */
  private static final class Pool implements StandingPool {
    private final List<@Nullable TaskView> tasks = new ArrayList<>();
    private final List<TaskView> joined = new ArrayList<>();

    Pool() {
      // Launch numbers count from 1.
      tasks.add(null);
    }

    void add(int instance, String zone) {
      int launch = tasks.size();
      BenchTask task = new BenchTask(launch, instance, zone, NEEDS, launch);
      tasks.add(task);
      joined.add(task);
    }

    void remove(TaskView task) {
      tasks.set(task.handle(), null);
    }

    @Override
    public List<? extends TaskView> tasks() {
      joined.clear();
      List<TaskView> all = new ArrayList<>();
      for (TaskView task : tasks) {
        if (task != null) {
          all.add(task);
        }
      }
      return all;
    }

    @Override
    public List<? extends TaskView> joined() {
      List<TaskView> news = new ArrayList<>(joined);
      joined.clear();
      return news;
    }

    @Override
    public @Nullable TaskView find(int launchNumber, int handle) {
      TaskView task = tasks.get(handle);
      return task == null || task.launchNumber() != launchNumber ? null : task;
    }
  }
}
