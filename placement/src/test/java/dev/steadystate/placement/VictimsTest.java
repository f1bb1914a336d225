package dev.steadystate.placement;

import static dev.steadystate.core.model.PlacementStrategy.binpack;
import static dev.steadystate.core.model.PlacementStrategy.spread;
import static dev.steadystate.placement.FakeCluster.machine;
import static dev.steadystate.placement.Wants.needs;
import static dev.steadystate.placement.Wants.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.PolicyRequest;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.VictimRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who stops: part F of file 3. */
class VictimsTest {
  private final FakeCluster cluster = new FakeCluster();
  private final int web = cluster.group("service:web");
  private final List<FakeTask> tasks = new ArrayList<>();

  // PL-66, SS-64
  @Test
  void takesTheNewestAmongEqualsThenTheHighestLaunchNumber() {
    cluster.register(machine("i-0", "a"));
    start(0, 0, 0);
    tasks.get(0).createdAt(10);
    tasks.get(1).createdAt(20);
    tasks.get(2).createdAt(10);

    assertThat(victims(service(), 3)).containsExactly(2, 3, 1);
  }

  // PL-62
  @Test
  void seesWhatEachTaskWouldFree() {
    cluster.register(machine("i-0", "a"), machine("i-1", "a"));
    tasks.add(cluster.start(web, 0, needs(200, 0)));
    tasks.add(cluster.start(web, 0, needs(700, 0)));
    tasks.add(cluster.start(web, 1, needs(1000, 0)));
    cluster.start(cluster.group("other"), 1, needs(300, 0));

    // After the stop 1348 or 1848 would be free on i-0, and 1748 on i-1.
    assertThat(victims(service(binpack("cpu")), 1)).containsExactly(2);
    // Then i-0 has 1148 free, and with its other task 2048.
    assertThat(victims(service(binpack("cpu")), 3)).containsExactly(2, 1, 3);
  }

  // PL-62
  @Test
  void looksAtTheResourceOfTheStrategy() {
    cluster.register(machine("i-0", "a"), machine("i-1", "a"));
    tasks.add(cluster.start(web, 0, needs(500, 100)));
    tasks.add(cluster.start(web, 1, needs(100, 500)));
    cluster.start(cluster.group("other"), 0, needs(0, 100));
    cluster.start(cluster.group("other"), 1, needs(100, 0));

    assertThat(victims(service(binpack("memory")), 1)).containsExactly(2);
    assertThat(victims(service(binpack("cpu")), 1)).containsExactly(1);
  }

  // PL-64, PL-42
  @Test
  void goesDownTheListOfStrategies() {
    cluster.register(
        machine("i-0", "a").with("rack", "r1"), machine("i-1", "a").with("rack", "r1"));
    cluster.register(machine("i-2", "b"), machine("i-3", "b").with("rack", ""));
    start(0, 1, 1, 2, 3, 3);

    // Racks: r1 three, none three; instances: i-1 and i-3 two each; newest: task 6.
    assertThat(victims(service(spread("attribute:rack"), spread("instanceId")), 3))
        .containsExactly(6, 3, 5);
  }

  // PL-66: whatever their revision, all live tasks count, also those that are no candidates.
  @Test
  void countsAllTasksButStopsCandidatesOnly() {
    cluster.register(machine("i-0", "a"), machine("i-1", "b"));
    cluster.start(web, 0, Wants.NOTHING);
    cluster.start(web, 0, Wants.NOTHING);
    start(0, 1, 1);

    assertThat(victims(service(), 3)).containsExactly(3, 5, 4);
  }

  // PL-67
  @Test
  void countsOnFromVictimsChosenBefore() {
    cluster.register(machine("i-0", "a"), machine("i-1", "b"));
    FakeTask starting = cluster.start(web, 0, needs(100, 100));
    FakeTask another = cluster.start(web, 0, needs(100, 100));
    start(0, 1, 1);

    assertThat(victims(service(), 1)).containsExactly(3);
    assertThat(victims(service(), ImmutableList.of(starting, another), 1)).containsExactly(5);
    assertThat(victims(service(binpack("cpu")), ImmutableList.of(), 1)).containsExactly(5);
    assertThat(victims(service(binpack("cpu")), ImmutableList.of(another, starting), 1))
        .containsExactly(5);
  }

  // PL-60
  @Test
  void stopsNoMoreThanThereAre() {
    cluster.register(machine("i-0", "a"));
    start(0, 0);

    assertThat(victims(service(), 5)).containsExactly(2, 1);
    assertThat(victims(service(), 0)).isEmpty();
  }

  private void start(int... instances) {
    for (int instance : instances) {
      tasks.add(cluster.start(web, instance, Wants.NOTHING));
    }
  }

  private List<Integer> victims(PolicyRequest request, int count) {
    return victims(request, ImmutableList.of(), count);
  }

  private List<Integer> victims(PolicyRequest request, List<FakeTask> leaving, int count) {
    VictimRequest wanted =
        new VictimRequest(
            web, Wants.policy(request), false, tasks, leaving, count, () -> Stream.of(0));
    Placer placer = new EcsPlacementEngine().placer(cluster);
    ImmutableList<TaskView> victims = placer.victims(wanted);
    assertThat(victims).isEqualTo(LinearVictims.choose(cluster, wanted));
    return victims.stream().map(TaskView::launchNumber).toList();
  }
}
