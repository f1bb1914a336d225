package dev.steadystate.testkit.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.TaskDefinition;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LawWatchTest {
  private final EcsSimulation ecs = EcsSimulation.builder().seed(5).build();

  LawWatchTest() {
    ecs.registerContainerInstance("i-1", "us-east-1a");
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
    ecs.createService(Service.of("web", "web:1", 2));
  }

  @Test
  void aBrokenLawSaysWhenAndWhyAndHowToReplayIt() {
    Law law = Law.always("nothing ever runs", it -> it.service("web").runningCount() == 0);
    LawWatch.over(ecs, ImmutableList.of(law));

    assertThatThrownBy(() -> ecs.runFor(Duration.ofMinutes(1)))
        .isInstanceOf(LawBroken.class)
        .hasMessageContaining("law broken: nothing ever runs")
        .hasMessageContaining("at: 2026-01-01T00:00:15Z")
        .hasMessageContaining("seed: 5")
        .hasMessageContaining("(service web) has started 2 tasks")
        .hasMessageContaining("the last entries of the journal")
        .hasMessageContaining("replay it: EcsSimulation.builder().seed(5L)");
  }

  @Test
  void whatHoldsEventuallyIsDemandedAtTheEnd() {
    LawWatch watch =
        LawWatch.over(
            ecs, ImmutableList.of(Law.eventually("all are steady", EcsSimulation::isSteady)));

    assertThatThrownBy(watch::end).hasMessageContaining("law broken: all are steady");
    ecs.runUntilSteady();
    watch.end();
  }

  @Test
  void whatIsVisitedIsMarked() {
    LawWatch watch = Laws.watch(ecs);

    ecs.runUntilSteady();

    assertThat(watch.visited()).containsExactly("a steady state");
  }

  @Test
  void aWatchMayBeginInMidRun() {
    ecs.runFor(Duration.ofSeconds(20));
    LawWatch watch = Laws.watch(ecs);

    ecs.runUntilSteady();
    ecs.stopTask("web/1");
    ecs.runUntilSteady();

    watch.end();
  }

  @Test
  void lawsChangeNothing() {
    EcsSimulation unwatched = ecs.fork();
    Laws.watch(ecs);

    ecs.runFor(Duration.ofHours(13));
    unwatched.runFor(Duration.ofHours(13));

    assertThat(ecs.digest()).isEqualTo(unwatched.digest());
  }
}
