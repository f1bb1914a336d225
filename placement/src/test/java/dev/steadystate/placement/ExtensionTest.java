package dev.steadystate.placement;

import static dev.steadystate.placement.FakeCluster.machine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;
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

/** Strategies and constraints of others. */
class ExtensionTest {
  private static final PlacementStrategy NEWEST_FIRST = new PlacementStrategy("newest-first", "");

  private final FakeCluster cluster = new FakeCluster();
  private final int web = cluster.group("service:web");

  ExtensionTest() {
    cluster.register(
        machine("i-0", "a").registeredAt(100),
        machine("i-1", "b").registeredAt(300),
        machine("i-2", "a").registeredAt(200));
  }

  @Test
  void placesByAStrategyOfTheUser() {
    PlacementRegistry registry =
        PlacementRegistry.standard()
            .withStrategy("newest-first", field -> instance -> -instance.registeredAt());

    assertThat(place(registry, Wants.service(NEWEST_FIRST))).isEqualTo(1);
    assertThat(
            place(
                registry,
                Wants.service(
                    PlacementStrategy.spread("attribute:ecs.availability-zone"), NEWEST_FIRST)))
        .isEqualTo(1);
    assertThat(registry)
        .hasToString(
            "strategies [binpack, newest-first, random, spread],"
                + " constraints [distinctInstance, memberOf]");
  }

  @Test
  void stopsTasksWhereTheStrategyLikesLeastToHaveThem() {
    PlacementRegistry registry =
        PlacementRegistry.standard()
            .withStrategy("newest-first", field -> instance -> -instance.registeredAt());
    List<FakeTask> tasks = new ArrayList<>();
    for (int instance = 0; instance < 3; instance++) {
      tasks.add(cluster.start(web, instance, Wants.NOTHING));
    }
    EcsPlacementEngine engine = EcsPlacementEngine.with(registry);

    ImmutableList<TaskView> victims =
        engine
            .placer(cluster)
            .victims(
                new VictimRequest(
                    web,
                    engine.policy(Wants.service(NEWEST_FIRST)),
                    false,
                    tasks,
                    ImmutableList.of(),
                    3,
                    () -> Stream.of(0)));

    assertThat(victims).containsExactly(tasks.get(0), tasks.get(2), tasks.get(1));
  }

  @Test
  void hearsTheFieldOfAStrategyAndMayRefuseIt() {
    PlacementRegistry registry =
        PlacementRegistry.standard()
            .withStrategy(
                "prefer",
                field -> {
                  if (field.isEmpty()) {
                    throw EcsException.invalidParameter("prefer needs a zone");
                  }
                  return instance -> instance.zone().equals(field) ? 0 : 1;
                });

    assertThat(place(registry, Wants.service(new PlacementStrategy("prefer", "b")))).isEqualTo(1);
    assertThatThrownBy(() -> place(registry, Wants.service(new PlacementStrategy("prefer", ""))))
        .isInstanceOf(EcsException.class)
        .hasMessage("prefer needs a zone");
  }

  @Test
  void obeysAConstraintOfTheUser() {
    PlacementRegistry registry =
        PlacementRegistry.standard()
            .withConstraint(
                "younger-than",
                age -> instance -> instance.registeredAt() > Long.parseLong(age.text()));
    EcsPlacementEngine engine = EcsPlacementEngine.with(registry);
    Launch wanting =
        launch(engine.policy(Wants.service(new PlacementConstraint("younger-than", "250"))));
    Launch wantingMore =
        launch(engine.policy(Wants.service(new PlacementConstraint("younger-than", "350"))));
    Placer placer = engine.placer(cluster);

    assertThat(placer.place(wanting)).isEqualTo(1);
    assertThat(placer.zones(wanting)).containsExactly("b");
    assertThat(placer.place(wantingMore)).isEqualTo(Placer.NOWHERE);
    assertThat(placer.refusal(wantingMore))
        .isEqualTo(
            new Refusal(Refusal.Check.CONSTRAINT, 0, 0, 0, "it does not meet younger-than(350)"));
  }

  @Test
  void mayReplaceWhatEcsHas() {
    PlacementRegistry registry =
        PlacementRegistry.standard().withStrategy("random", field -> instance -> 0);

    assertThat(place(registry, Wants.service(PlacementStrategy.random()))).isEqualTo(0);
    assertThat(registry).hasToString(PlacementRegistry.standard().toString());
  }

  @Test
  void givesStrategiesEverythingThatTheBuiltInOnesUse() {
    cluster.register(
        machine("i-3", "b")
            .with(1024, 3000)
            .withGpus(2)
            .with("rack", "r1")
            .with("empty", "")
            .registeredAt(9));
    cluster.start(web, 3, Wants.needs(24, 1000));
    cluster.start(cluster.group("other"), 3, Wants.gpus(1));
    List<String> seen = new ArrayList<>();
    Strategy curious =
        candidate -> {
          if (candidate.instance() == 3) {
            seen.add(
                candidate.zone()
                    + candidate.attribute("rack")
                    + candidate.attribute("none")
                    + candidate.hasAttribute("empty")
                    + candidate.hasAttribute("none"));
            seen.add(
                candidate.registeredAt()
                    + " "
                    + candidate.registeredCpu()
                    + " "
                    + candidate.registeredMemory()
                    + " "
                    + candidate.remainingCpu()
                    + " "
                    + candidate.remainingMemory()
                    + " "
                    + candidate.remainingGpus());
            seen.add(
                candidate.tasks()
                    + " "
                    + candidate.tasksOfAllGroups()
                    + " "
                    + candidate.tasksWithSame("ecs.availability-zone")
                    + " "
                    + candidate.tasksWithSame("none")
                    + " "
                    + candidate.group()
                    + " "
                    + candidate.needs().equals(Wants.NOTHING)
                    + " "
                    + candidate.instances().size());
          }
          return 0;
        };
    PlacementRegistry registry =
        PlacementRegistry.empty().withStrategy("curious", field -> curious);

    place(registry, Wants.service(new PlacementStrategy("curious", "")));

    assertThat(seen).containsExactly("br1truefalse", "9 1024 3000 1000 2000 1", "1 2 1 1 0 true 4");
  }

  @Test
  void namesAStrategyThatKeepsState() {
    PlacementRegistry registry =
        PlacementRegistry.standard()
            .withStrategy(
                "moody",
                field -> {
                  int[] asked = new int[1];
                  return instance -> asked[0]++;
                });

    assertThatThrownBy(() -> checked(registry, Wants.service(new PlacementStrategy("moody", ""))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "placement strategy 'moody' must answer alike when asked again in another order, but"
                + " for ");
  }

  @Test
  void namesAConstraintThatKeepsState() {
    PlacementRegistry registry =
        PlacementRegistry.standard()
            .withConstraint(
                "moody",
                expression -> {
                  int[] asked = new int[1];
                  return instance -> asked[0]++ % 2 == 0;
                });

    assertThatThrownBy(() -> checked(registry, Wants.service(new PlacementConstraint("moody", ""))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("placement constraint 'moody' must answer alike");
  }

  @Test
  void noticesAStrategyThatDependsOnMoreThanItSays() {
    Strategy lying =
        new Strategy() {
          @Override
          public long score(Candidate candidate) {
            // It prefers who has a neighbour with many tasks, but declares only its own numbers.
            int neighbour = (candidate.instance() + 1) % candidate.instances().size();
            return -candidate.instances().tasks(neighbour, candidate.group());
          }

          @Override
          public Basis basis() {
            return Basis.instance();
          }
        };
    EcsPlacementEngine engine =
        EcsPlacementEngine.with(PlacementRegistry.standard().withStrategy("lying", field -> lying))
            .checkingPurity();
    Placer placer = engine.placer(cluster);
    cluster.tell(placer);
    Launch launch = launch(engine.policy(Wants.service(new PlacementStrategy("lying", ""))));
    assertThat(placer.place(launch)).isEqualTo(0);

    cluster.start(web, 2, Wants.NOTHING);

    assertThatThrownBy(() -> placer.place(launch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "one of strategies [lying], constraints [] depends on more than its basis says: the"
                + " index chose i-0, a look at every instance i-1");
  }

  @Test
  void findsNoFaultWithWhatEcsHas() {
    assertThat(checked(PlacementRegistry.standard(), Wants.service())).isEqualTo(0);
    assertThat(
            checked(
                PlacementRegistry.standard(),
                Wants.service(PlacementConstraint.memberOf("runningTasksCount == 7"))))
        .isEqualTo(Placer.NOWHERE);
  }

  @Test
  void saysWhatAnUndeclaredQuestionNeeds() {
    Strategy counting =
        new Strategy() {
          @Override
          public long score(Candidate candidate) {
            return candidate.tasksWithSame("rack");
          }

          @Override
          public Basis basis() {
            return Basis.instance();
          }
        };
    PlacementRegistry registry =
        PlacementRegistry.standard().withStrategy("counting", field -> counting);

    assertThatThrownBy(() -> place(registry, Wants.service(new PlacementStrategy("counting", ""))))
        .hasMessage("what asks for tasks per value of 'rack' must have that as its basis");
  }

  // A score that no other may have must not pass for an empty seat.
  @Test
  void placesAlsoWhereTheScoreIsTheWorstPossible() {
    Strategy worst =
        new Strategy() {
          @Override
          public long score(Candidate candidate) {
            return Long.MAX_VALUE;
          }

          @Override
          public Basis basis() {
            return Basis.instance();
          }
        };
    PlacementRegistry registry = PlacementRegistry.standard().withStrategy("worst", field -> worst);

    assertThat(place(registry, Wants.service(new PlacementStrategy("worst", "")))).isEqualTo(0);
  }

  private int place(PlacementRegistry registry, PolicyRequest request) {
    EcsPlacementEngine engine = EcsPlacementEngine.with(registry);
    return engine.placer(cluster).place(launch(engine.policy(request)));
  }

  private int checked(PlacementRegistry registry, PolicyRequest request) {
    EcsPlacementEngine engine = EcsPlacementEngine.with(registry).checkingPurity();
    return engine.placer(cluster).place(launch(engine.policy(request)));
  }

  private Launch launch(PlacementPolicy policy) {
    return Wants.launch(web, policy, Wants.NOTHING);
  }
}
