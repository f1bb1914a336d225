package dev.steadystate.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Rule;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.PlacementPolicy;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.PolicyRequest;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.VictimPool;
import dev.steadystate.core.spi.VictimRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PL-70. */
class FargateTest {
  private final FakeCluster cluster = new FakeCluster();
  private final int web = cluster.group("service:web");
  private final Placer placer = new EcsPlacementEngine().placer(cluster);
  private final List<FakeTask> tasks = new ArrayList<>();

  @Rule("PL-70")
  @Test
  void placesInTheZoneWithTheFewestTasksTheFirstByNameAmongEquals() {
    start("b", 2);
    start("a", 1);
    start("c", 1);
    cluster.startOnFargate(cluster.group("service:other"), "a");

    assertThat(placer.placeOnFargate(launch("c", "a", "b"))).isEqualTo("a");
    assertThat(placer.placeOnFargate(launch("c", "b"))).isEqualTo("c");
    assertThat(placer.placeOnFargate(launch("b"))).isEqualTo("b");
  }

  @Test
  void wantsAZone() {
    assertThatThrownBy(() -> placer.placeOnFargate(launch()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a Fargate task needs a zone, but the launch has none");
  }

  @Rule({"PL-70", "PL-67", "PL-66"})
  @Test
  void stopsInTheZoneWithTheMostTasksTheNewestFirst() {
    start("a", 3);
    start("b", 1);
    start("c", 2);

    // 3 1 2: a; 2 1 2: the newest of a and c; 2 1 1: a; 1 1 1: the newest of all.
    assertThat(victims(tasks, ImmutableList.of(), 4)).containsExactly(3, 6, 2, 5);
  }

  // PL-66: only zones at which a candidate sits compete, and all live tasks count.
  @Rule("PL-66")
  @Test
  void countsTasksThatAreNoCandidates() {
    start("a", 3);
    start("b", 2);
    List<FakeTask> candidates = List.of(tasks.get(0), tasks.get(3), tasks.get(4));

    assertThat(victims(candidates, ImmutableList.of(), 3)).containsExactly(1, 5, 4);
    assertThat(victims(candidates, ImmutableList.of(tasks.get(1), tasks.get(2)), 3))
        .containsExactly(5, 4, 1);
  }

  @Rule({"PL-66", "SS-64"})
  @Test
  void prefersTheNewestToTheHighestLaunchNumber() {
    start("a", 3);
    tasks.get(1).createdAt(7);

    assertThat(victims(tasks, ImmutableList.of(), 2)).containsExactly(2, 3);
  }

  @Rule({"PL-66", "PL-67", "PL-70"})
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void choosesOfAStandingPoolAsOfAFreshOne(long seed) {
    Stream chance = Stream.of(seed);
    FakePool pool = new FakePool();
    int chosen = 0;
    for (int i = 0; i < 300; i++) {
      FakeTask started = cluster.startOnFargate(web, "z" + chance.nextInt(4));
      tasks.add(started);
      if (chance.nextInt(5) > 0) {
        pool.join(started);
      }
      FakeTask other = tasks.get(chance.nextInt(tasks.size()));
      if (pool.has(other)) {
        pool.leave(other);
      } else {
        pool.join(other);
      }
      List<FakeTask> leaving = ImmutableList.of(tasks.get(chance.nextInt(tasks.size())));
      leaving.forEach(pool::leave);
      int count = chance.nextInt(3);

      ImmutableList<TaskView> victims = placer.victims(request(pool, leaving, count));

      VictimPool fresh = pool::members;
      assertThat(victims).isEqualTo(placer.victims(request(fresh, leaving, count)));
      for (TaskView victim : victims) {
        pool.leave((FakeTask) victim);
        cluster.stop((FakeTask) victim);
        tasks.remove(victim);
        chosen++;
      }
    }
    assertThat(chosen).isGreaterThan(100);
  }

  private VictimRequest request(VictimPool pool, List<FakeTask> leaving, int count) {
    return new VictimRequest(web, policy(), true, pool, leaving, count, () -> Stream.of(1));
  }

  private void start(String zone, int count) {
    for (int i = 0; i < count; i++) {
      tasks.add(cluster.startOnFargate(web, zone));
    }
  }

  private List<Integer> victims(List<FakeTask> candidates, List<FakeTask> leaving, int count) {
    return placer
        .victims(
            new VictimRequest(web, policy(), true, candidates, leaving, count, () -> Stream.of(1)))
        .stream()
        .map(TaskView::launchNumber)
        .toList();
  }

  private Launch launch(String... zones) {
    return Wants.in(Wants.launch(web, policy(), Wants.NOTHING), zones);
  }

  private static PlacementPolicy policy() {
    return Wants.policy(
        new PolicyRequest(
            true,
            false,
            LaunchType.FARGATE,
            ImmutableList.of(),
            ImmutableList.of(),
            ImmutableList.of(),
            false));
  }
}
