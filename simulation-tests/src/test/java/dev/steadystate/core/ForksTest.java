package dev.steadystate.core;

import static dev.steadystate.core.fate.Fates.container;
import static dev.steadystate.core.fate.Fates.exponential;
import static dev.steadystate.core.fate.Fates.rule;
import static dev.steadystate.core.fate.Fates.uniform;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.HealthCheck;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.RestartPolicy;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A fork goes on as the original does, and neither touches the other: whatever is in flight, be it
 * health checks, throttles, rollouts, protection, draining, target groups, calls scheduled ahead or
 * events that a silent agent has yet to report.
 */
class ForksTest {
  private static final String TARGETS =
      "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/T/0123456789abcdef";

  @ParameterizedTest(name = "forked after {0} s")
  @ValueSource(ints = {0, 7, 15, 31, 65, 101, 125, 161, 207, 260, 305, 410, 700, 4000})
  void goOnAlike(int seconds) {
    EcsSimulation original = troubled();
    EcsSimulation straight = troubled();
    original.runFor(Duration.ofSeconds(seconds));

    EcsSimulation fork = original.fork();
    EcsSimulation disturbed = original.fork();
    disturbed.runFor(Duration.ofSeconds(20));
    disturbed.deleteService("web");
    disturbed.call("PutAttributes", attribute());
    disturbed.inject(new Fault.InstanceLost("i-1"));
    disturbed.runFor(Duration.ofSeconds(5000));

    for (EcsSimulation ecs : List.of(fork, original)) {
      ecs.runUntil(straight.now().plusSeconds(9000));
      assertThat(ecs.selfCheck()).isEmpty();
    }
    straight.runFor(Duration.ofSeconds(9000));
    assertThat(disturbed.selfCheck()).isEmpty();
    assertThat(disturbed.digest()).isNotEqualTo(straight.digest());
    assertThat(fork.digest()).isEqualTo(straight.digest());
    assertThat(original.digest()).isEqualTo(straight.digest());
    assertThat(fork.tasks()).isEqualTo(straight.tasks());
    assertThat(fork.instances()).isEqualTo(straight.instances());
    assertThat(fork.answers()).hasSameSizeAs(straight.answers());
    assertThat(fork.journal().toString()).isEqualTo(straight.journal().toString());
    fork.services()
        .forEach(
            service ->
                assertThat(fork.describe(service))
                    .isEqualTo(straight.describe(straight.service(service.name()))));
  }

  /** Everything at once, and much of it scheduled ahead. */
  private static EcsSimulation troubled() {
    EcsSimulation ecs =
        EcsSimulation.builder()
            .seed(4)
            .fates(
                Fates.of(
                    rule()
                        .family("broken")
                        .failsIn(StartFailure.Stage.PULL, "CannotPullContainerError: none"),
                    rule()
                        .family("web")
                        .activating(uniform(Duration.ofSeconds(1), Duration.ofSeconds(30)))
                        .container(
                            container("web")
                                .exits(exponential(Duration.ofMinutes(20)), 1)
                                .shutdown(Duration.ofSeconds(12))),
                    rule()
                        .family("sick")
                        .share("0.5")
                        .container(
                            container("sick").health(Duration.ofSeconds(90), Behaviour.HANGING))))
            .build();
    ecs.registerContainerInstance(
        ContainerInstance.of("i-1", "a").withCpu(8192).withMemory(16384).withGpus(2));
    ecs.registerContainerInstance(ContainerInstance.of("i-2", "b").withCpu(8192));
    ecs.registerContainerInstance(ContainerInstance.of("i-3", "b").withCpu(2048));
    ContainerDefinition web =
        ContainerDefinition.of("web", "web").withPortMappings(PortMapping.of(80));
    for (int revision = 1; revision <= 2; revision++) {
      ecs.registerTaskDefinition(TaskDefinition.of("web", web.withCpu(300 + revision)));
    }
    ecs.registerTaskDefinition(TaskDefinition.of("broken", "broken"));
    ecs.registerTaskDefinition(
        TaskDefinition.of(
            "sick",
            ContainerDefinition.of("sick", "sick")
                .withHealthCheck(HealthCheck.standard().withInterval(10).withRetries(2))
                .withRestartPolicy(RestartPolicy.standard())));
    ecs.registerTaskDefinition(TaskDefinition.of("log", "log"));
    ecs.registerTaskDefinition(
        TaskDefinition.of("gpu", ContainerDefinition.of("gpu", "gpu").withGpus(1)));
    ecs.registerTaskDefinition(TaskDefinition.of("far", "far").onFargate(256, 512));
    ecs.putTargetGroup(TARGETS, Duration.ofSeconds(45));
    ecs.putAlarm("errors", Duration.ofSeconds(30), 2);

    ecs.createService(
        Service.of("web", "web:1", 5)
            .withTargetGroup(TARGETS, "web", 80)
            .withMinimumHealthyPercent(60)
            .withMaximumPercent(140));
    ecs.createService(
        Service.of("broken", "broken:1", 2).withCircuitBreaker(CircuitBreaker.withRollback()));
    ecs.createService(
        Service.of("sick", "sick:1", 4)
            .withGracePeriod(20)
            .withPlacementStrategy(PlacementStrategy.random()));
    ecs.createService(Service.daemon("log", "log:1"));
    ecs.createService(
        Service.of("far", "far:1", 3)
            .withLaunchType(LaunchType.FARGATE)
            .inSubnets("subnet-1", "subnet-2"));
    ecs.runTask(RunTask.of("gpu:1").withCount(2));
    later(ecs, 30, "UpdateTaskProtection", protection());
    ecs.schedule(ecs.now().plusSeconds(60), new Fault.AgentDisconnected("i-2"));
    later(ecs, 100, "UpdateService", ServiceUpdate.of("web").withTaskDefinition("web:2"));
    ecs.schedule(ecs.now().plusSeconds(150), new Fault.TaskExits("web/2", 3));
    later(ecs, 200, "UpdateContainerInstancesState", draining());
    later(ecs, 250, "UpdateService", ServiceUpdate.of("sick").withDesiredCount(2));
    ecs.schedule(ecs.now().plusSeconds(300), new Fault.AgentConnected("i-2"));
    ecs.schedule(ecs.now().plusSeconds(330), new Fault.SchedulerPaused(Duration.ofSeconds(33)));
    ecs.schedule(ecs.now().plusSeconds(400), new Fault.TaskHealth("sick", Behaviour.FAILING));
    ecs.schedule(ecs.now().plusSeconds(600), new Fault.ZoneLost("b"));
    ecs.schedule(ecs.now().plusSeconds(900), new Fault.ZoneRestored("b"));
    later(ecs, 1000, "UpdateService", ServiceUpdate.of("broken").withTaskDefinition("log:1"));
    return ecs;
  }

  private static void later(EcsSimulation ecs, int seconds, String action, ServiceUpdate update) {
    later(ecs, seconds, action, update.toDocument());
  }

  private static void later(EcsSimulation ecs, int seconds, String action, Document request) {
    ecs.schedule(ecs.now().plusSeconds(seconds), action, request);
  }

  private static Document protection() {
    return Document.builder()
        .put("cluster", "default")
        .put("tasks", List.of("web/1", "web/3"))
        .put("protectionEnabled", true)
        .put("expiresInMinutes", 10)
        .build();
  }

  private static Document draining() {
    return Document.builder()
        .put("containerInstances", List.of("i-3"))
        .put("status", "DRAINING")
        .build();
  }

  private static Document attribute() {
    return Document.of(
        "attributes", List.of(Document.builder().put("name", "a").put("targetId", "i-1").build()));
  }
}
