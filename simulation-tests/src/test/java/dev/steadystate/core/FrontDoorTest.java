package dev.steadystate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.view.ServiceCounts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How time passes at a caller's word, and what can be asked at any time. */
class FrontDoorTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void letsTimePassAsFarAsAsked() {
    EcsSimulation ecs = EcsSimulation.create();
    Clock clock = ecs.clock();

    ecs.runFor(Duration.ofHours(5));

    assertThat(ecs.now()).isEqualTo(START.plus(Duration.ofHours(5)));
    assertThat(clock.instant()).isEqualTo(ecs.now());
    assertThatThrownBy(() -> ecs.runUntil(START))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "time runs forward only: it is 2026-01-01T05:00:00Z, later than 2026-01-01T00:00:00Z");
  }

  @Test
  void takesOneInstantAfterTheOther() {
    EcsSimulation ecs = web(1);
    List<Instant> instants = new ArrayList<>();
    ecs.observeInstants(instants::add);

    assertThat(ecs.tick()).isTrue();
    assertThat(ecs.tick()).isTrue();

    assertThat(instants).containsExactly(START, START.plusSeconds(8));
    assertThat(EcsSimulation.create().tick()).isFalse();
  }

  @Test
  void endsARunWhenAConditionHolds() {
    EcsSimulation ecs = web(2);

    boolean came = ecs.runUntil(it -> it.service("web").runningCount() == 2, Duration.ofMinutes(5));

    assertThat(came).isTrue();
    assertThat(ecs.now()).isEqualTo(START.plusSeconds(15));
    assertThat(ecs.runUntil(it -> false, Duration.ofSeconds(100))).isFalse();
    assertThat(ecs.now()).isEqualTo(START.plusSeconds(115));
    assertThat(ecs.runUntil(it -> true, Duration.ofSeconds(100))).isTrue();
    assertThat(ecs.now()).isEqualTo(START.plusSeconds(115));
  }

  @Test
  void saysWhoseSteadyStateDidNotCome() {
    EcsSimulation ecs =
        EcsSimulation.builder()
            .fates(
                Fates.of(
                    Fates.rule()
                        .family("broken")
                        .failsIn(StartFailure.Stage.PULL, "CannotPullContainerError: none")))
            .build();
    ecs.registerContainerInstance("i-1", "us-east-1a");
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
    ecs.registerTaskDefinition(TaskDefinition.of("broken", "nginx"));
    ecs.createService(Service.of("web", "web:1", 1));
    ecs.createService(Service.of("broken", "broken:1", 1));

    assertThatThrownBy(ecs::runUntilSteady)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no steady state within PT168H")
        .hasMessageContaining("broken")
        .hasMessageNotContaining("web");
  }

  @Test
  void isSteadyUntilACallIsSeen() {
    EcsSimulation ecs = web(1);
    ecs.runUntilSteady();
    assertThat(ecs.isSteady()).isTrue();

    ecs.updateService(ServiceUpdate.of("web").withDesiredCount(2));

    assertThat(ecs.isSteady()).isFalse();
    ecs.runUntilSteady();
    assertThat(ecs.service("web").runningCount()).isEqualTo(2);
  }

  @Test
  void isSteadyOnceADeletedServiceIsGone() {
    EcsSimulation ecs = web(1);
    ecs.runUntilSteady();

    ecs.deleteService("web");

    assertThat(ecs.isSteady()).isFalse();
    ecs.runUntilSteady();
    assertThat(ecs.isSteady()).isTrue();
  }

  @Test
  void showsCountsThatMoveOnWithTime() {
    EcsSimulation ecs = web(2);
    ServiceCounts counts = ecs.counts().get(0);

    ecs.runFor(Duration.ZERO);
    assertThat(counts.pendingCount()).isEqualTo(2);
    assertThat(counts.runningCount()).isZero();
    ecs.runUntilSteady();
    assertThat(counts.pendingCount()).isZero();
    assertThat(counts.runningCount()).isEqualTo(2);
    assertThat(counts.healthyCount()).isEqualTo(2);
    assertThat(counts.desiredCount()).isEqualTo(2);
    assertThat(counts.name()).isEqualTo("web");
    assertThat(counts.clusterName()).isEqualTo("default");
    assertThat(counts.isSteady()).isTrue();
    assertThatThrownBy(() -> ecs.counts().remove(0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void knowsWhatItWasBornWith() {
    EcsSimulation ecs = EcsSimulation.builder().seed(42).parameters(Parameters.prompt()).build();

    assertThat(ecs.seed()).isEqualTo(42);
    assertThat(ecs.parameters()).isEqualTo(Parameters.prompt());
    assertThat(ecs.nextLaunchAttempt("nobody")).isEmpty();
    assertThat(ecs.selfCheck()).isEmpty();
  }

  @Test
  void schedulesNothingForThePast() {
    EcsSimulation ecs = web(1);
    ecs.runFor(Duration.ofSeconds(10));

    assertThatThrownBy(() -> ecs.schedule(START, "DeleteService", Document.of("service", "web")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in the past");
  }

  private static EcsSimulation web(int desiredCount) {
    EcsSimulation ecs = EcsSimulation.create();
    ecs.registerContainerInstance("i-1", "us-east-1a");
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
    ecs.createService(Service.of("web", "web:1", desiredCount));
    return ecs;
  }
}
