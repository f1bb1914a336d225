package dev.steadystate.placement;

import static dev.steadystate.core.model.PlacementStrategy.binpack;
import static dev.steadystate.core.model.PlacementStrategy.spread;
import static dev.steadystate.placement.FakeCluster.machine;
import static dev.steadystate.placement.Wants.needs;
import static dev.steadystate.placement.Wants.policy;
import static dev.steadystate.placement.Wants.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Rule;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.PlacementPolicy;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.PolicyRequest;
import dev.steadystate.core.spi.Refusal;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.VictimRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked examples PX-1 to PX-11 of the specification, by their numbers. */
class WorkedExamplesTest {
  private static final String ZONES = "attribute:ecs.availability-zone";
  private static final Needs SMALL = needs(256, 512);

  private final FakeCluster fleet = FakeCluster.fleet();

  @Rule({"PX-1", "PL-1", "PL-2", "PL-8", "PL-46"})
  @Test
  void fillsTheZonesWithTheFewestTasksFirst() {
    fleet.start("web", "i-1", SMALL);

    assertThat(place(fleet, service(), SMALL, 3)).containsExactly("i-3", "i-4", "i-2");
  }

  @Rule({"PX-2", "PL-46"})
  @Test
  void spreadsFiveTasksOverAnEmptyFleet() {
    assertThat(place(fleet, service(), SMALL, 5))
        .containsExactly("i-1", "i-3", "i-4", "i-2", "i-3");
  }

  @Rule({"PX-3", "PL-65"})
  @Test
  void stopsInTheFullestZoneOnTheFullestInstance() {
    fleet.register(machine("i-5", "c"));
    List<FakeTask> tasks = startOn(fleet, "i-1", "i-3", "i-3", "i-4", "i-5");

    assertThat(victims(fleet, service(), tasks, 1))
        .extracting(TaskView::launchNumber)
        .containsExactly(3);
  }

  @Rule({"PX-4", "PL-40", "PL-43", "PL-45"})
  @Test
  void packsWithinTheZonesThatSpreadKept() {
    FakeCluster cluster = new FakeCluster();
    cluster.register(machine("i-1", "a"), machine("i-2", "a").with(2048, 1024));
    cluster.register(machine("i-3", "b").with(2048, 2048));
    cluster.register(machine("i-0", "a").with(0, 0));
    cluster.start("web", "i-0", Wants.NOTHING);

    assertThat(place(cluster, service(spread(ZONES), binpack("memory")), needs(0, 512), 4))
        .containsExactly("i-3", "i-2", "i-3", "i-2");
  }

  @Rule({"PX-5", "PL-62"})
  @Test
  void emptiesTheInstanceThatWouldHaveMostLeft() {
    Needs half = needs(512, 0);
    FakeCluster cluster = new FakeCluster();
    cluster.register(machine("i-1", "a"), machine("i-2", "a"));
    List<FakeTask> tasks = new ArrayList<>();
    for (String instance : List.of("i-2", "i-1", "i-1", "i-1")) {
      tasks.add(cluster.start("web", instance, half));
    }

    assertThat(victims(cluster, service(binpack("cpu")), tasks, 1))
        .extracting(TaskView::launchNumber)
        .containsExactly(1);
  }

  @Rule({"PX-6", "PL-61", "PL-66", "PL-67"})
  @Test
  void takesTheNewestTaskOfTheFullestInstances() {
    FakeCluster cluster = new FakeCluster();
    cluster.register(machine("j-1", "a"), machine("j-2", "a"), machine("j-3", "a"));
    PolicyRequest overInstances = service(spread("instanceId"));

    assertThat(place(cluster, overInstances, SMALL, 5))
        .containsExactly("j-1", "j-2", "j-3", "j-1", "j-2");

    FakeCluster same = new FakeCluster();
    same.register(machine("j-1", "a"), machine("j-2", "a"), machine("j-3", "a"));
    List<FakeTask> tasks = startOn(same, "j-1", "j-2", "j-3", "j-1", "j-2");
    assertThat(victims(same, overInstances, tasks, 2))
        .extracting(TaskView::launchNumber)
        .containsExactly(5, 4);
  }

  @Rule({"PX-7", "PL-4", "PL-42"})
  @Test
  void placesTheTaskAlsoWhereTheIdealZoneHasNoRoom() {
    fleet.start("batch", "i-4", needs(2048, 0));

    assertThat(place(fleet, service(spread(ZONES)), SMALL, 3)).containsExactly("i-1", "i-3", "i-1");
  }

  @Rule({"PX-7", "PL-46"})
  @Test
  void spreadsOverInstancesTooWithoutAnyStrategy() {
    fleet.start("batch", "i-4", needs(2048, 0));

    assertThat(place(fleet, service(), SMALL, 3)).containsExactly("i-1", "i-3", "i-2");
  }

  @Rule({"PX-8", "PL-26", "PL-30", "EV-17"})
  @Test
  void keepsTasksOfOneServiceOnDistinctInstances() {
    FakeCluster cluster = twoInstances();
    PolicyRequest distinct = service(PlacementConstraint.distinctInstance());

    assertThat(place(cluster, distinct, SMALL, 3)).containsExactly("i-1", "i-2", "nowhere");
    assertThat(refusal(cluster, distinct, SMALL))
        .returns(Refusal.Check.DISTINCT_INSTANCE, Refusal::check)
        .returns(0, Refusal::instance);
  }

  @Rule({"PX-9", "PL-14"})
  @Test
  void placesOneTaskWithAStaticPortPerInstance() {
    FakeCluster cluster = twoInstances();

    assertThat(place(cluster, service(), Wants.tcp(80), 3))
        .containsExactly("i-1", "i-2", "nowhere");
    assertThat(refusal(cluster, service(), Wants.tcp(80)).check()).isEqualTo(Refusal.Check.PORT);
    assertThat(place(cluster, service(), Wants.udp(80), 1)).containsExactly("i-1");
  }

  @Rule({"PX-9", "PL-15"})
  @Test
  void doesNotMindDynamicPorts() {
    assertThat(place(twoInstances(), service(), SMALL, 3)).containsExactly("i-1", "i-2", "i-1");
  }

  @Rule({"PX-10", "PL-11"})
  @Test
  void countsTheReservationWhereThereIsOne() {
    assertThat(howManyFit(128)).isEqualTo(8);
    assertThat(howManyFit(300)).isEqualTo(3);
  }

  @Rule({"PX-11", "PL-17", "PL-25"})
  @Test
  void needsANetworkInterfaceForEachAwsvpcTask() {
    FakeCluster cluster = new FakeCluster();
    cluster.register(machine("i-1", "a").withInterfaces(3));

    assertThat(place(cluster, service(), Wants.networkInterface(), 3))
        .containsExactly("i-1", "i-1", "nowhere");
    assertThat(refusal(cluster, service(), Wants.networkInterface()).check().failureReason())
        .isEqualTo("RESOURCE:ENI");
  }

  private static long howManyFit(int memory) {
    FakeCluster cluster = new FakeCluster();
    cluster.register(machine("i-1", "a").with(2048, 1024));
    return place(cluster, service(), needs(0, memory), 9).stream()
        .filter(name -> !name.equals("nowhere"))
        .count();
  }

  private static FakeCluster twoInstances() {
    FakeCluster cluster = new FakeCluster();
    cluster.register(machine("i-1", "a"), machine("i-2", "a"));
    return cluster;
  }

  private static ImmutableList<String> place(
      FakeCluster cluster, PolicyRequest request, Needs needs, int count) {
    Placer placer = new EcsPlacementEngine().placer(cluster);
    cluster.tell(placer);
    PlacementPolicy policy = policy(request);
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Launch launch = Wants.launch(cluster.group("web"), policy, needs);
      int place = placer.place(launch);
      places.add(place);
      if (place != Placer.NOWHERE) {
        cluster.start(launch.group(), place, needs);
      }
    }
    return cluster.names(places);
  }

  private static Refusal refusal(FakeCluster cluster, PolicyRequest request, Needs needs) {
    return new EcsPlacementEngine()
        .placer(cluster)
        .refusal(Wants.launch(cluster.group("web"), policy(request), needs));
  }

  private static List<FakeTask> startOn(FakeCluster cluster, String... instances) {
    List<FakeTask> tasks = new ArrayList<>();
    for (String instance : instances) {
      tasks.add(cluster.start("web", instance, SMALL));
    }
    return tasks;
  }

  private static ImmutableList<TaskView> victims(
      FakeCluster cluster, PolicyRequest request, List<FakeTask> candidates, int count) {
    return new EcsPlacementEngine()
        .placer(cluster)
        .victims(
            new VictimRequest(
                cluster.group("web"),
                policy(request),
                false,
                candidates,
                ImmutableList.of(),
                count,
                () -> Stream.of(0)));
  }
}
