package dev.steadystate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.journal.Subject;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.view.TaskSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task is found by its id, its ARN and its name, as long as it is remembered. */
class FindingTasksTest {
  private EcsSimulation ecs;

  @BeforeEach
  void open() {
    ecs = EcsSimulation.create();
    ecs.registerContainerInstance("i-1", "us-east-1a");
    ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
    ecs.createService(Service.of("web", "web:1", 3));
    ecs.runUntilSteady();
  }

  @Test
  void byIdAndArnAndName() {
    for (TaskSnapshot task : ecs.tasks()) {
      assertThat(ecs.task(task.id())).isEqualTo(task);
      assertThat(ecs.task(task.arn())).isEqualTo(task);
      assertThat(ecs.task("web/" + task.launchNumber())).isEqualTo(task);
    }
  }

  @Test
  void alsoTasksThatCameAfterTheFirstQuestion() {
    TaskSnapshot first = ecs.task("web/1");

    ecs.stopTask("web/1");
    ecs.runFor(Duration.ofMinutes(2));

    assertThat(ecs.task(first.id()).isLive()).isFalse();
    TaskSnapshot fourth = ecs.task("web/4");
    assertThat(ecs.task(fourth.id())).isEqualTo(fourth);
  }

  @Test
  void byWhatTheJournalTellsOfThem() {
    ecs.stopTask("web/1");
    ecs.runFor(Duration.ofMinutes(2));

    for (TaskSnapshot task : ecs.tasks()) {
      Subject subject = started(task).subject();
      assertThat(ecs.taskView(subject).id()).isEqualTo(task.id());
      assertThat(ecs.taskTimes(ecs.taskView(subject)))
          .isEqualTo(ecs.taskTimes("default", task.id()));
    }
    assertThat(ecs.tasks()).hasSize(4);
  }

  @Test
  void noLongerByItWhenTheyAreForgotten() {
    Subject subject = started(ecs.task("web/1")).subject();
    ecs.stopTask("web/1");

    ecs.runFor(Duration.ofHours(2));

    assertThatThrownBy(() -> ecs.taskView(subject)).hasMessage("no task 'web/1'");
  }

  @Test
  void theLatestServiceDeploymentIsTheFirstOfAll() {
    ecs.updateService(ServiceUpdate.of("web").withForceNewDeployment());
    ecs.runUntilSteady();

    assertThat(ecs.serviceDeployments(ecs.service("web"))).hasSize(2);
    assertThat(ecs.latestServiceDeployment("default", "web"))
        .contains(ecs.serviceDeployments(ecs.service("web")).get(0));
  }

  private JournalEntry started(TaskSnapshot task) {
    return ecs.journal().entries().stream()
        .filter(entry -> entry.kind() == EntryKind.TASK_STARTED)
        .filter(entry -> entry.subject().name().equals(task.id()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void untilTheyAreForgotten() {
    String id = ecs.task("web/1").id();
    ecs.stopTask("web/1");

    ecs.runFor(Duration.ofHours(2));

    assertNotFound(id);
    assertNotFound("web/1");
    assertThat(ecs.task("web/2").isLive()).isTrue();
  }

  @Test
  void inAForkAsInItsOrigin() {
    String id = ecs.task("web/1").id();
    EcsSimulation fork = ecs.fork();

    fork.inject(new Fault.TaskExits("web/1", 1));
    fork.runFor(Duration.ofMinutes(2));

    assertThat(fork.task("web/4").isLive()).isTrue();
    assertThat(fork.task(id).isLive()).isFalse();
    assertThat(ecs.task(id).isLive()).isTrue();
    assertNotFound("web/4");
  }

  @Test
  void ofTheServiceBeforeThoseOfTheFamily() {
    TaskSnapshot alone = ecs.runTask(RunTask.of("web:1")).tasks().get(0);

    assertThat(ecs.task("web/1").service()).isEqualTo("web");
    assertThat(ecs.task(alone.id()).service()).isEmpty();
    assertThat(alone.name()).isEqualTo("web/1");
  }

  @Test
  void ofTheLatestServiceOfAName() {
    String id = ecs.task("web/1").id();
    ecs.deleteService("web");
    ecs.runFor(Duration.ofMinutes(1));

    ecs.createService(Service.of("web", "web:1", 1));
    ecs.runUntilSteady();

    assertThat(ecs.task("web/1").id()).isNotEqualTo(id);
    assertThat(ecs.task("web/1").isLive()).isTrue();
    assertThat(ecs.task(id).isLive()).isFalse();
  }

  @Test
  void onlyInItsOwnCluster() {
    ecs.createCluster("other");
    String id = ecs.task("web/1").id();

    assertThatThrownBy(() -> ecs.task("other", id)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ecs.task("other", "web/1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void assertNotFound(String name) {
    assertThatThrownBy(() -> ecs.task(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no task '" + name + "'");
  }
}
