package dev.steadystate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.json.Json;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.view.TaskSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tasks and instances are found by any of their names, whatever came and went meanwhile. */
class NamesTest {
  private final EcsSimulation ecs = EcsSimulation.create();

  @Test
  void everyTaskIsFoundByItsIdAndByItsLaunch() {
    register("i-1", "i-2");
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:1"));
    ecs.createService(Service.of("web", "web:1", 3));
    // From the first question on what is found is kept up to date.
    ecs.runUntilSteady();
    assertThat(ecs.task("web/2").id()).isEqualTo(ecs.tasks().get(1).id());

    ecs.createService(Service.of("api", "web:1", 4));
    for (int i = 0; i < 5; i++) {
      ecs.runFor(Duration.ofMinutes(40));
      ecs.inject(new Fault.TaskExits("api", 1));
      ecs.updateService(ServiceUpdate.of("web").withForceNewDeployment());
    }
    ecs.runUntilSteady();
    EcsSimulation fork = ecs.fork();
    fork.updateService(ServiceUpdate.of("web").withForceNewDeployment());
    fork.runUntilSteady();

    assertThat(ecs.tasks()).hasSizeGreaterThan(7);
    for (EcsSimulation each : new EcsSimulation[] {ecs, fork}) {
      for (TaskSnapshot task : each.tasks()) {
        assertThat(each.task(task.id()).id()).isEqualTo(task.id());
        assertThat(each.task(task.arn()).id()).isEqualTo(task.id());
        assertThat(each.task(task.name()).id()).isEqualTo(task.id());
      }
    }
    assertThatThrownBy(() -> ecs.task("web/1")).hasMessageContaining("web/1");
  }

  @Test
  void aTaskOfAServiceGoesBeforeOneOfAFamilyOfThatName() {
    register("i-1");
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:1"));
    ecs.call("RunTask", Json.read("{\"taskDefinition\":\"web\"}"));
    String alone = ecs.task("web/1").id();
    ecs.createService(Service.of("web", "web:1", 1));
    ecs.runFor(Duration.ofSeconds(10));

    assertThat(ecs.task("web/1").id()).isNotEqualTo(alone);
    assertThat(ecs.task(alone).id()).isEqualTo(alone);
  }

  @Test
  void anInstanceThatCameBackIsTheLatestOfItsName() {
    register("i-1");
    String first = ecs.instance("i-1").id();
    ecs.inject(new Fault.InstanceLost("i-1"));
    register("i-1");

    assertThat(ecs.instance("i-1").id()).isNotEqualTo(first);
    assertThat(ecs.instance(first).ec2InstanceId()).isEqualTo("i-1");
    assertThatThrownBy(() -> register("i-1")).hasMessageContaining("i-1 is registered already");
  }

  private void register(String... names) {
    for (String name : names) {
      ecs.registerContainerInstance(name, "us-east-1a");
    }
  }
}
