package dev.steadystate.rules;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.Rule;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.view.TaskSnapshot;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Few stop of many: then the scheduler does not look at all tasks again each time. A fork remembers
 * no earlier look, and has to choose the same.
 */
@Rule("SS-64")
class ManyVictimsTest {
  private static final int TASKS = 100;

  private final EcsSimulation ecs = EcsSimulation.builder().seed(7).build();

  @BeforeEach
  void manyTasks() {
    for (int i = 1; i <= 6; i++) {
      ecs.registerContainerInstance(
          ContainerInstance.of("i-" + i, "us-east-1" + (char) ('a' + i % 3)));
    }
    ecs.registerTaskDefinition(
        TaskDefinition.of(
            "web", ContainerDefinition.of("web", "nginx").withCpu(16).withMemory(16)));
    ecs.createService(Service.of("web", "web:1", TASKS));
    ecs.runUntilSteady();
  }

  private void scaleTo(int desiredCount) {
    EcsSimulation fork = ecs.fork();
    for (EcsSimulation each : List.of(ecs, fork)) {
      each.updateService(ServiceUpdate.of("web").withDesiredCount(desiredCount));
      each.runFor(ofSeconds(30));
    }
    assertThat(stopping(ecs)).isEqualTo(stopping(fork));
  }

  private static List<String> stopping(EcsSimulation ecs) {
    return ecs.tasks("default").stream()
        .filter(task -> !task.isLive())
        .map(TaskSnapshot::id)
        .toList();
  }

  private long live() {
    return ecs.tasks("default").stream().filter(TaskSnapshot::isLive).count();
  }

  @Test
  void choosesOneByOneAsOneThatLooksAtAll() {
    for (int gone = 1; gone <= 30; gone++) {
      scaleTo(TASKS - gone);
      assertThat(live()).isEqualTo(TASKS - gone);
    }
  }

  @Test
  void seesWhoJoinedAndWhoLeftSince() {
    scaleTo(TASKS - 1);
    for (int round = 0; round < 12; round++) {
      scaleTo(TASKS + 20);
      ecs.runFor(ofMinutes(2));
      ecs.inject(new Fault.TaskExits("web/" + (round + 1), 1));
      ecs.runFor(ofMinutes(2));
      scaleTo(TASKS + 18);
      scaleTo(TASKS - 1);
    }
    assertThat(live()).isEqualTo(TASKS - 1);
  }

  @Test
  void sparesTheProtectedAmongMany() {
    EcsSimulation without = ecs.fork();
    without.updateService(ServiceUpdate.of("web").withDesiredCount(TASKS - 1));
    without.runFor(ofSeconds(30));
    String next = stopping(without).get(0);
    scaleTo(TASKS); // Nothing is too many yet.

    ecs.protectTask(next, ofMinutes(60));
    scaleTo(TASKS - 1);
    scaleTo(TASKS - 2);

    assertThat(stopping(ecs)).hasSize(2).doesNotContain(next);
  }

  @Test
  void takesThoseOnADrainingInstanceFirst() {
    ecs.updateService(ServiceUpdate.of("web").withDesiredCount(TASKS - 1));
    ecs.runFor(ofMinutes(2));
    ecs.drain("i-2");
    ecs.updateService(ServiceUpdate.of("web").withDesiredCount(TASKS - 3));
    ecs.runFor(ofMinutes(10));

    assertThat(
            ecs.tasks("default").stream()
                .filter(task -> task.lastStatus() == LastStatus.RUNNING)
                .filter(task -> task.ec2InstanceId().equals("i-2")))
        .isEmpty();
    assertThat(live()).isEqualTo(TASKS - 3);
  }
}
