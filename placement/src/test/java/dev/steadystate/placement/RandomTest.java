package dev.steadystate.placement;

import static dev.steadystate.core.model.PlacementStrategy.random;
import static dev.steadystate.core.model.PlacementStrategy.spread;
import static dev.steadystate.placement.FakeCluster.machine;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.PolicyRequest;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.VictimRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PL-44 and PL-63 to the letter. */
class RandomTest {
  private final FakeCluster cluster = new FakeCluster();
  private final int web = cluster.group("service:web");

  // PL-44
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7})
  void drawsAmongAllInstancesUntilOneIsACandidate(long luck) {
    register(10);
    for (int i = 0; i < 10; i += 2) {
      cluster.setConnected(i, false);
    }

    Stream stream = Stream.of(luck);
    int expected = stream.nextInt(10);
    while (expected % 2 == 0) {
      expected = stream.nextInt(10);
    }

    assertThat(place(Wants.service(random()), luck)).isEqualTo(expected);
    assertThat(place(Wants.run(), luck)).isEqualTo(expected);
  }

  // PL-44
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7})
  void drawsAmongTheCandidatesAfter32Misses(long luck) {
    register(3000);
    for (int i = 0; i < 3000; i++) {
      cluster.setConnected(i, i % 1000 == 999);
    }

    Stream stream = Stream.of(luck);
    int expected = -1;
    for (int i = 0; i < 32 && expected % 1000 != 999; i++) {
      expected = stream.nextInt(3000);
    }
    if (expected % 1000 != 999) {
      expected = 1000 * stream.nextInt(3) + 999;
    }

    assertThat(place(Wants.service(random()), luck)).isEqualTo(expected);
    assertThat(place(Wants.service(spread("host"), random()), luck)).isEqualTo(expected);
  }

  // PL-45
  @Test
  void drawsAmongThoseThatEarlierStrategiesKept() {
    register(9);
    for (int i = 0; i < 9; i++) {
      if (i % 3 != 1) {
        cluster.start(web, i, Wants.NOTHING);
      }
    }

    TreeSet<Integer> places = new TreeSet<>();
    for (int luck = 0; luck < 200; luck++) {
      places.add(place(Wants.service(spread("host"), random()), luck));
    }

    assertThat(places).containsExactly(1, 4, 7);
  }

  // PL-44
  @Test
  void reachesEveryCandidateAboutEquallyOften() {
    register(7);
    int[] counts = new int[7];
    for (int luck = 0; luck < 7000; luck++) {
      counts[place(Wants.run(), luck)]++;
    }

    for (int count : counts) {
      assertThat(count).isBetween(850, 1150);
    }
  }

  // PL-63
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void drawsVictimsInLaunchOrder(long luck) {
    register(3);
    List<FakeTask> tasks = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      tasks.add(cluster.start(web, i % 3, Wants.NOTHING).createdAt(-i));
    }
    List<TaskView> left = new ArrayList<>(tasks);
    List<TaskView> expected = new ArrayList<>();
    Stream stream = Stream.of(luck);
    for (int i = 0; i < 4; i++) {
      expected.add(left.remove(stream.nextInt(left.size())));
    }

    List<FakeTask> shuffled =
        List.of(tasks.get(3), tasks.get(0), tasks.get(5), tasks.get(1), tasks.get(2), tasks.get(4));

    assertThat(victims(shuffled, Wants.service(random()), 4, luck)).isEqualTo(expected);
  }

  // PL-63, PL-64
  @Test
  void drawsVictimsAmongThoseThatEarlierStrategiesKept() {
    register(3);
    List<FakeTask> tasks = new ArrayList<>();
    for (int instance : new int[] {0, 1, 1, 2, 2}) {
      tasks.add(cluster.start(web, instance, Wants.NOTHING));
    }

    TreeSet<Integer> first = new TreeSet<>();
    for (int luck = 0; luck < 100; luck++) {
      first.add(
          victims(tasks, Wants.service(spread("host"), random()), 1, luck).get(0).launchNumber());
    }

    assertThat(first).containsExactly(2, 3, 4, 5);
  }

  private ImmutableList<TaskView> victims(
      List<FakeTask> candidates, PolicyRequest request, int count, long luck) {
    return new EcsPlacementEngine()
        .placer(cluster)
        .victims(
            new VictimRequest(
                web,
                Wants.policy(request),
                false,
                candidates,
                ImmutableList.of(),
                count,
                () -> Stream.of(luck)));
  }

  private void register(int count) {
    for (int i = 0; i < count; i++) {
      cluster.register(machine("i-" + i, "a"));
    }
  }

  private int place(PolicyRequest request, long luck) {
    Placer placer = new EcsPlacementEngine().placer(cluster);
    return placer.place(Wants.launch(web, Wants.policy(request), Wants.NOTHING, luck));
  }
}
