package dev.steadystate.testkit.report;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.testkit.scenario.Scenario;
import dev.steadystate.testkit.scenario.ScenarioRun;
import org.junit.jupiter.api.Test;

class EndingsTest {
  private static final String WORLD =
      """
      clusters: [{clusterName: default, containerInstances: [{cpu: 1024, memory: 1024}]}]
      fates:
        - match: {}
          containers:
            init: {exits: {after: 1s, code: 4}}
            web: {exits: {after: 9s, code: 9}}
            log: {shutdown: never}
      steps:
        - at: 0s
          RegisterTaskDefinition:
            family: web
            containerDefinitions:
              - {name: init, image: init, memory: 32, essential: false}
              - {name: log, image: log, memory: 32, essential: false}
              - {name: web, image: web, memory: 32%s}
        - {at: 0s, RunTask: {taskDefinition: web}}
        %s
      until: 2m
      """;

  @Test
  void nameTheContainerThatEndedTheTaskNotTheFirstThatIsDefined() {
    assertThat(endings("", "")).containsExactly("web exit 9: Essential container in task exited");
  }

  @Test
  void sayWhatKeptAContainerFromStarting() {
    assertThat(endings(", dependsOn: [{containerName: init, condition: SUCCESS}]", ""))
        .containsExactly(
            "init exit 4: Task failed to start: CannotStartContainerError: dependency graph: a"
                + " dependency of container web can no longer be met");
  }

  @Test
  void listTheCodesOfATaskThatWasToldToStop() {
    assertThat(endings("", "- {at: 18s, StopTask: {task: web/1, reason: no more}}"))
        .containsExactly("exit 4, 137, 143: no more");
  }

  @Test
  void haveNoCodeWhereNothingRan() {
    assertThat(endings("", "- {at: 1s, StopTask: {task: web/1}}"))
        .containsExactly("Task stopped by user");
  }

  private static ImmutableList<String> endings(String dependsOn, String step) {
    ScenarioRun run = ScenarioRun.of(Scenario.parse(WORLD.formatted(dependsOn, step)));
    Endings endings = Endings.of(run.simulation().journal());
    return run.tasks().map(endings::of).collect(toImmutableList());
  }
}
