package dev.steadystate.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.TaskDefinition;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduledAnswersTest {
  @Test
  void showTheServiceAsItWasWhenTheCallWasMade() {
    EcsSimulation ecs = EcsSimulation.create();
    ecs.registerContainerInstance("i-1", "us-east-1a");
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
    ecs.createService(Service.of("web", "web:1", 1));
    ecs.runUntilSteady();
    ecs.schedule(
        ecs.now().plusSeconds(5),
        "UpdateService",
        Document.builder().put("service", "web").put("desiredCount", 3).build());

    ecs.runFor(Duration.ofMinutes(5));

    Document answer = ecs.answers().get(0).output().orElseThrow();
    Document service = answer.document("service").orElseThrow();
    assertThat(service.integer("desiredCount")).hasValue(3);
    assertThat(service.integer("runningCount")).hasValue(1);
    assertThat(ecs.service("web").runningCount()).isEqualTo(3);
  }
}
