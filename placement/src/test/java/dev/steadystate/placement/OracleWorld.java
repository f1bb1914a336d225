package dev.steadystate.placement;

import static dev.steadystate.core.model.PlacementStrategy.binpack;
import static dev.steadystate.core.model.PlacementStrategy.random;
import static dev.steadystate.core.model.PlacementStrategy.spread;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.PlacementExplanation;
import dev.steadystate.core.spi.PlacementExplanation.Change;
import dev.steadystate.core.spi.PlacementExplanation.MoreZone;
import dev.steadystate.core.spi.PlacementExplanation.WithoutConstraint;
import dev.steadystate.core.spi.PlacementPolicy;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.PolicyRequest;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.VictimRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * A cluster to which things happen; whatever its indexed placer answers is held against a look at
 * every instance.
 */
final class OracleWorld {
  private static final ImmutableList<ImmutableList<PlacementStrategy>> CHAINS =
      ImmutableList.of(
          ImmutableList.of(),
          ImmutableList.of(spread("attribute:ecs.availability-zone"), binpack("memory")),
          ImmutableList.of(spread("instanceId")),
          ImmutableList.of(binpack("cpu")),
          ImmutableList.of(random()),
          ImmutableList.of(spread("attribute:rack")),
          ImmutableList.of(
              spread("attribute:ecs.availability-zone"),
              spread("attribute:rack"),
              spread("host"),
              binpack("memory")),
          ImmutableList.of(binpack("memory"), spread("attribute:rack"), binpack("cpu")),
          ImmutableList.of(spread("instanceId"), random()),
          ImmutableList.of(spread("attribute:rack"), random(), binpack("cpu")),
          ImmutableList.of(new PlacementStrategy("newest-first", ""), spread("attribute:rack")),
          ImmutableList.of(spread("attribute:rack"), spread("attribute:rack"), binpack("cpu")));

  private static final ImmutableList<PlacementConstraint> CONSTRAINTS =
      ImmutableList.of(
          PlacementConstraint.distinctInstance(),
          PlacementConstraint.memberOf("attribute:rack =~ 'r[0-2]'"),
          PlacementConstraint.memberOf("runningTasksCount < 6"),
          PlacementConstraint.memberOf("not(task:group == service:g1)"),
          PlacementConstraint.memberOf("attribute:disk !exists or agentConnected == true"),
          new PlacementConstraint("few", ""));

  private static final ImmutableList<InstanceStatus> STATUSES =
      ImmutableList.copyOf(InstanceStatus.values());

  private static final PlacementRegistry REGISTRY =
      PlacementRegistry.standard()
          .withStrategy("newest-first", field -> NewestFirst.INSTANCE)
          .withConstraint(
              "few",
              expression ->
                  new Constraint() {
                    @Override
                    public boolean allows(Candidate candidate) {
                      return candidate.tasks() < 3;
                    }

                    @Override
                    public Basis basis() {
                      return Basis.instance();
                    }

                    @Override
                    public boolean countsOwnTasks() {
                      return true;
                    }
                  });

  private enum NewestFirst implements Strategy {
    INSTANCE;

    @Override
    public long score(Candidate candidate) {
      return -candidate.registeredAt();
    }

    @Override
    public Basis basis() {
      return Basis.attributes();
    }
  }

  private final FakeCluster cluster = new FakeCluster();
  private final Stream chance;
  private final int steps;
  private final List<FakeTask> tasks = new ArrayList<>();
  private final List<Launch> launches = new ArrayList<>();
  private final List<FakePool> pools = new ArrayList<>();
  private final EcsPlacer indexed;
  private final LinearPlacer linear;
  int placed;
  int refused;
  int stopped;
  int chosenFromPools;
  int changed;

  OracleWorld(long seed, int steps) {
    this.chance = Stream.of(seed);
    this.steps = steps;
    this.indexed = new EcsPlacer(cluster, below(4) == 0 ? 100 : 100_000, false);
    this.linear = new LinearPlacer(cluster);
    cluster.tell(indexed);
    int instances = below(60);
    for (int i = 0; i < instances; i++) {
      register();
    }
    int kinds = 1 + below(6);
    for (int i = 0; i < kinds; i++) {
      launches.add(kind(i));
      pools.add(new FakePool());
    }
  }

  void run() {
    for (int i = 0; i < steps; i++) {
      switch (below(20)) {
        case 0 -> somethingOdd();
        case 1, 2, 3, 4, 5 -> stop();
        case 6 -> chooseVictims(launches.get(below(launches.size())));
        case 7 -> chooseFromPool(below(launches.size()));
        default -> place(launches.get(below(launches.size())));
      }
    }
  }

  private void somethingOdd() {
    if (cluster.size() == 0 || below(8) == 0) {
      register();
      return;
    }
    int instance = below(cluster.size());
    switch (below(6)) {
      case 0 ->
          cluster.setStatus(
              instance,
              below(2) == 0 ? InstanceStatus.ACTIVE : STATUSES.get(below(STATUSES.size())));
      case 1 -> cluster.setConnected(instance, below(2) == 0);
      case 2 -> cluster.setAttribute(instance, "rack", below(3) == 0 ? null : "r" + below(6));
      case 3 -> cluster.setAttribute(instance, "disk", below(2) == 0 ? null : "ssd");
      case 4 -> cluster.reserve(instance, cluster.group("service:g0"), below(512), below(512));
      default -> {
        // Many things at once, so that reading one by one does not pay.
        for (int i = 0; i < cluster.size(); i++) {
          cluster.setConnected(i, below(10) > 0);
        }
      }
    }
  }

  private void stop() {
    if (!tasks.isEmpty()) {
      FakeTask task = tasks.remove(below(tasks.size()));
      pools.forEach(pool -> pool.leave(task));
      cluster.stop(task);
    }
  }

  private void chooseVictims(Launch kind) {
    List<FakeTask> candidates = new ArrayList<>();
    List<FakeTask> leaving = new ArrayList<>();
    for (FakeTask task : tasks) {
      if (task.group() == kind.group() && below(4) > 0) {
        (below(8) == 0 ? leaving : candidates).add(task);
      }
    }
    long luck = chance.nextLong();
    VictimRequest request =
        new VictimRequest(
            kind.group(),
            kind.policy(),
            false,
            candidates,
            leaving,
            below(candidates.size() + 2),
            () -> Stream.of(luck));

    ImmutableList<TaskView> victims = indexed.victims(request);

    assertThat(victims).isEqualTo(LinearVictims.choose(cluster, request));
    stopped += victims.size();
    for (TaskView victim : victims) {
      FakeTask task = (FakeTask) victim;
      tasks.remove(task);
      pools.forEach(pool -> pool.leave(task));
      cluster.stop(task);
    }
  }

  /** Asks again and again about the tasks of one kind, some of whom come and go unchosen. */
  private void chooseFromPool(int kind) {
    if (below(30) == 0) {
      pools.set(kind, new FakePool());
    }
    FakePool pool = pools.get(kind);
    Launch like = launches.get(kind);
    List<FakeTask> leaving = new ArrayList<>();
    for (FakeTask task : tasks) {
      boolean isIn = pool.has(task);
      if (task.group() == like.group() && task.needs().equals(like.needs())) {
        if (below(5) == 0) {
          pool.leave(task);
          if (below(2) == 0) {
            leaving.add(task);
          }
        } else if (!isIn) {
          pool.join(task);
        }
      }
    }
    int count = below(4);
    VictimRequest request =
        new VictimRequest(
            like.group(), like.policy(), false, pool, leaving, count, () -> Stream.of(count));
    VictimRequest asked =
        new VictimRequest(
            like.group(),
            like.policy(),
            false,
            pool.members(),
            leaving,
            count,
            () -> Stream.of(count));

    ImmutableList<TaskView> victims = indexed.victims(request);

    assertThat(victims).isEqualTo(LinearVictims.choose(cluster, asked));
    chosenFromPools += victims.size();
    if (below(20) == 0) {
      // Nobody stops after all, and all who were chosen join again.
      for (TaskView victim : victims) {
        pool.leave((FakeTask) victim);
        pool.join((FakeTask) victim);
      }
      return;
    }
    for (TaskView victim : victims) {
      FakeTask task = (FakeTask) victim;
      pools.forEach(each -> each.leave(task));
      tasks.remove(task);
      cluster.stop(task);
    }
  }

  private void place(Launch kind) {
    long luck = chance.nextLong();
    Launch launch =
        new Launch(
            kind.group(),
            kind.policy(),
            kind.needs(),
            kind.requiredAttributes(),
            kind.zones(),
            () -> Stream.of(luck));

    int place = indexed.place(launch);

    assertThat(place).as("%s of %s", launch, cluster.size()).isEqualTo(linear.place(launch));
    assertThat(indexed.zones(launch)).isEqualTo(fresh().scanZones(launch));
    if (place == Placer.NOWHERE) {
      refused++;
      assertThat(indexed.refusal(launch)).isEqualTo(fresh().refusal(launch));
    }
    if (below(8) == 0) {
      explain(launch, place);
    }
    if (place != Placer.NOWHERE) {
      placed++;
      FakeTask task = cluster.start(launch.group(), place, launch.needs());
      tasks.add(task.createdAt(placed / 10));
    }
  }

  private void explain(Launch launch, int place) {
    PlacementExplanation explanation = indexed.explain(launch);

    assertThat(explanation.place().map(PlacementExplanation.Place::instance).orElse(-1))
        .isEqualTo(place);
    assertThat(explanation.toString().lines().count()).isLessThan(30);
    if (explanation.smallestChange().isPresent()) {
      changed++;
      make(explanation.smallestChange().get(), launch);
    }
  }

  /** Makes the change that an explanation named and sees the task placed. */
  private void make(Change change, Launch launch) {
    Launch then = launch;
    if (change instanceof MoreZone more) {
      then = Wants.in(launch, more.zone());
    } else if (change instanceof WithoutConstraint without) {
      then = withoutConstraint(launch, without.constraint());
    } else {
      cluster.make(change);
    }

    assertThat(indexed.place(then)).as("%s for %s", change, launch).isNotEqualTo(Placer.NOWHERE);
  }

  private Launch withoutConstraint(Launch launch, String constraint) {
    PolicyRequest request = EcsPlacer.policy(launch.policy()).request();
    PolicyRequest changed =
        new PolicyRequest(
            request.forService(),
            request.daemon(),
            request.launchType(),
            request.fromTaskDefinition(),
            request.constraints().stream()
                .filter(each -> !each.toString().equals(constraint))
                .collect(ImmutableList.toImmutableList()),
            request.strategies(),
            request.regexFind());
    return new Launch(
        launch.group(),
        EcsPlacementEngine.with(REGISTRY).policy(changed),
        launch.needs(),
        launch.requiredAttributes(),
        launch.zones(),
        launch.chance());
  }

  private EcsPlacer fresh() {
    return new EcsPlacer(cluster, 1000, false);
  }

  private void register() {
    FakeCluster.Machine machine =
        FakeCluster.machine("i-" + cluster.size(), "z" + (char) ('d' - below(4)))
            .with(1024 * (1 + below(3)), 1024 * (1 + below(4)))
            .withInterfaces(3 + below(20))
            .withGpus(below(3))
            .registeredAt(below(5));
    if (below(4) > 0) {
      machine.with("rack", "r" + below(5));
    }
    if (below(4) == 0) {
      machine.with("disk", "ssd");
    }
    cluster.register(machine);
  }

  private Launch kind(int number) {
    PolicyRequest request =
        new PolicyRequest(
            below(5) > 0,
            false,
            LaunchType.EC2,
            ImmutableList.of(),
            constraints(),
            CHAINS.get(below(CHAINS.size())),
            false);
    PlacementPolicy policy = EcsPlacementEngine.with(REGISTRY).policy(request);
    Needs needs =
        new Needs(
            128 * below(4),
            128 * below(5),
            below(6) == 0 ? 1 : 0,
            below(4) == 0 ? 1 : 0,
            below(6) == 0 ? ImmutableSortedSet.of(80 + below(2)) : Wants.NO_PORTS,
            below(6) == 0 ? ImmutableSortedSet.of(53) : Wants.NO_PORTS);
    return new Launch(
        cluster.group("service:g" + below(number + 1)),
        policy,
        needs,
        below(5) == 0 ? ImmutableList.of(new Attribute("disk", "")) : ImmutableList.of(),
        below(5) == 0 ? ImmutableSortedSet.of("zb", "zc") : ImmutableSortedSet.of(),
        () -> Stream.of(0));
  }

  private ImmutableList<PlacementConstraint> constraints() {
    ImmutableList.Builder<PlacementConstraint> some = ImmutableList.builder();
    for (PlacementConstraint constraint : CONSTRAINTS) {
      if (below(5) == 0) {
        some.add(constraint);
      }
    }
    return some.build();
  }

  private int below(int bound) {
    return bound == 0 ? 0 : chance.nextInt(bound);
  }
}
