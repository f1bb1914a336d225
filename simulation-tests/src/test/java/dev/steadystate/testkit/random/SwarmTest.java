package dev.steadystate.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.testkit.law.Law;
import dev.steadystate.testkit.law.Laws;
import org.junit.jupiter.api.Test;

/**
 * Random scripts under all laws: 300 in the ordinary build, a hundred thousand with the profile.
 *
 * <pre>
 * mvn -Pswarm verify
 * mvn -Pswarm verify -Dsteadystate.swarm.from=100000 -Dsteadystate.swarm.to=200000
 * </pre>
 */
class SwarmTest {
  private static final boolean SWARM = Boolean.getBoolean("steadystate.swarm");
  private static final long FROM = Long.getLong("steadystate.swarm.from", 0);
  private static final long TO = Long.getLong("steadystate.swarm.to", SWARM ? 100_000 : 300);
  private static final long SLICE = 10_000;

  @Test
  void everyScriptKeepsEveryLawAndTogetherTheyVisitEverything() {
    Swarm swarm = Swarm.of(Dials.standard());

    Swarm.Catch caught = swarm.range(FROM, Math.min(FROM + SLICE, TO));
    for (long from = FROM + SLICE; from < TO; from += SLICE) {
      System.out.println("so far: " + caught);
      caught = caught.and(swarm.range(from, Math.min(from + SLICE, TO)));
    }

    System.out.println(caught);
    caught.broken().keySet().stream().findFirst().ifPresent(swarm::explain);
    assertThat(caught.broken()).isEmpty();
    assertThat(caught.visited())
        .containsAll(
            Laws.all().stream()
                .filter(law -> law.kind() == Law.Kind.SOMETIMES)
                .map(Law::name)
                .toList());
  }

  /** None and one of everything, and more than fits. */
  @Test
  void scriptsOfOtherSizesKeepEveryLawToo() {
    ImmutableList<Dials> sizes =
        ImmutableList.of(
            Dials.standard().withSwarm(false),
            Dials.standard().withSize(1, 1, 0),
            Dials.standard().withSize(1, 1, 1),
            Dials.standard().withSize(3, 4, 30).withSteps(100));

    Swarm.Catch caught =
        sizes.stream()
            .map(dials -> Swarm.of(dials).range(FROM, FROM + (SWARM ? 5_000 : 25)))
            .reduce(Swarm.Catch::and)
            .orElseThrow();

    System.out.println("of other sizes: " + caught);
    assertThat(caught.broken()).isEmpty();
  }

  @Test
  void saysWhichScriptsBreakALawAndShrinksThem() {
    Law never = Law.always("nothing runs", ecs -> running(ecs) == 0);
    Swarm swarm = Swarm.of(Dials.small()).under(ImmutableList.of(never));

    Swarm.Catch caught = swarm.range(0, 5);

    assertThat(caught.scripts()).isEqualTo(5);
    assertThat(caught.toString()).startsWith("5 random scripts, " + caught.broken().size());
    assertThat(caught.broken()).isNotEmpty();
    long first = caught.broken().keySet().iterator().next();
    assertThatThrownBy(() -> swarm.explain(first))
        .isInstanceOf(Counterexample.class)
        .hasMessageContaining("law broken: nothing runs");
  }

  private static int running(EcsSimulation ecs) {
    return ecs.clusters().stream().mapToInt(cluster -> cluster.runningTasksCount()).sum();
  }
}
