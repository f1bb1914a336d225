package dev.steadystate.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.TaskDefinition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LuckTest {
  @Test
  void changingOneServiceLeavesTheLuckOfAnotherAlone() {
    List<String> alone = startsOfWeb(0);

    List<String> besideAnother = startsOfWeb(4);

    assertThat(besideAnother).isEqualTo(alone);
  }

  private static List<String> startsOfWeb(int others) {
    EcsSimulation ecs =
        EcsSimulation.builder()
            .seed(7)
            .fates(
                Fates.of(
                    Fates.rule().pull(Fates.uniform(Duration.ofSeconds(1), Duration.ofMinutes(5)))))
            .build();
    ecs.registerContainerInstance("i-1", "us-east-1a");
    ecs.registerContainerInstance("i-2", "us-east-1b");
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
    if (others > 0) {
      ecs.createService(Service.of("other", "web", others));
    }
    ecs.createService(Service.of("web", "web", 3));
    ecs.runFor(Duration.ofMinutes(20));
    return ecs.tasks().stream()
        .filter(task -> task.service().equals("web"))
        .map(task -> task.id() + " " + task.startedAt())
        .toList();
  }
}
