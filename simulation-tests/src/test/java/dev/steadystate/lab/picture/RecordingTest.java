package dev.steadystate.lab.picture;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.model.LastStatus;
import dev.steadystate.lab.picture.Recording.Change;
import dev.steadystate.lab.picture.Recording.Host;
import dev.steadystate.lab.picture.Recording.HostChange;
import dev.steadystate.lab.picture.Recording.HostState;
import dev.steadystate.lab.picture.Recording.Task;
import dev.steadystate.testkit.scenario.Scenario;
import dev.steadystate.testkit.scenario.ScenarioRun;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecordingTest {
  /** web:2 cannot be pulled; an instance drains, another is lost, and a zone comes back. */
  static final String SCENARIO =
      """
      name: a bad release
      seed: 7
      clusters:
        - clusterName: production
          containerInstances:
            - {count: 6, cpu: 2048, memory: 7680,
               availabilityZones: [us-east-1a, us-east-1b, us-east-1c]}
      fates:
        - match: {taskDefinition: "web:2"}
          fails: {in: pull, reason: "CannotPullContainerError: pull access denied"}
        - match: {taskDefinition: "web:1", launches: 3}
          containers: {app: {exits: {after: 4m, code: 1}}}
      steps:
        - at: 0s
          RegisterTaskDefinition: {family: web, containerDefinitions: [{name: app, image: "web:1", memory: 256, cpu: 128}]}
        - at: 0s
          CreateService:
            cluster: production
            serviceName: web
            taskDefinition: "web:1"
            desiredCount: 12
            deploymentConfiguration: {deploymentCircuitBreaker: {enable: true, rollback: true}}
        - at: 8m
          RegisterTaskDefinition: {family: web, containerDefinitions: [{name: app, image: "web:2", memory: 256, cpu: 128}]}
        - at: 8m
          UpdateService: {cluster: production, service: web, taskDefinition: "web:2"}
        - at: 16m
          UpdateContainerInstancesState: {cluster: production, containerInstances: [i-1], status: DRAINING}
        - at: 18m
          fault: {agentDisconnected: i-2}
        - at: 19m
          fault: {agentConnected: i-2}
        - at: 20m
          fault: {zoneLost: us-east-1c}
        - at: 24m
          fault: {zoneRestored: us-east-1c}
      until: 30m
      """;

  private final Recording recording = Recording.of(ScenarioRun.of(Scenario.parse(SCENARIO)));

  @Test
  void tellsTheLifeOfEveryTaskFromItsStart() {
    Task first = recording.tasks().get(0);

    assertThat(first.name()).isEqualTo("web/1");
    assertThat(first.changes().stream().map(Change::status))
        .startsWith(LastStatus.PENDING)
        .contains(LastStatus.RUNNING);
    assertThat(recording.tasks())
        .allSatisfy(task -> assertThat(task.changes().get(0).line()).isPositive())
        .allSatisfy(
            task ->
                assertThat(last(task).status() == LastStatus.STOPPED)
                    .isEqualTo(!task.stopCode().isEmpty()));
  }

  private static Change last(Task task) {
    return task.changes().get(task.changes().size() - 1);
  }

  @Test
  void saysHowTasksEnded() {
    assertThat(recording.tasks().stream().filter(task -> task.taskDefinition().equals("web:2")))
        .isNotEmpty()
        .allSatisfy(task -> assertThat(task.containers()).contains("pull access denied"));
  }

  @Test
  void tellsHowInstancesStoodAndKeepsOneThatCameBackApart() {
    assertThat(states("i-1")).containsExactly(List.of(HostState.ACTIVE, HostState.DRAINING));
    assertThat(states("i-2"))
        .containsExactly(List.of(HostState.ACTIVE, HostState.DISCONNECTED, HostState.ACTIVE));
    assertThat(states("i-3"))
        .containsExactly(List.of(HostState.ACTIVE, HostState.INACTIVE), List.of(HostState.ACTIVE));
  }

  private List<List<HostState>> states(String name) {
    return recording.hosts().stream()
        .filter(host -> host.name().equals(name))
        .map(RecordingTest::states)
        .toList();
  }

  private static List<HostState> states(Host host) {
    return host.changes().stream().map(HostChange::state).collect(toImmutableList());
  }

  @Test
  void givesEveryEntryOfTheJournalAndEveryRowOfTheSeries() {
    ScenarioRun run = ScenarioRun.of(Scenario.parse(SCENARIO));

    assertThat(recording.journal()).hasSize((int) run.simulation().journal().size());
    assertThat(recording.rows()).hasSameSizeAs(run.series().rows());
    assertThat(recording.length()).isEqualTo(30 * 60_000);
  }
}
