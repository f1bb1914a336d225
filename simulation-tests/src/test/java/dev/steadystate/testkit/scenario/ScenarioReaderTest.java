package dev.steadystate.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.steadystate.core.fate.ContainerFate;
import dev.steadystate.core.fate.Fate;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.fate.TaskFacts;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.random.Stream;
import dev.steadystate.testkit.scenario.tree.MalformedText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {
  private static final String EVERYTHING =
      """
      name: a bad release is rolled back
      seed: 42
      start: 2026-01-01T00:00:00Z
      subnets: {subnet-1: us-east-1a}
      timing: {base: observed, reconcileInterval: 5s}
      parameters: {throttle.baseDelay: 30s, throttle.multiplier: 2.5, optimisticRelease: false}
      clusters:
        - clusterName: production
          containerInstances:
            - {count: 6, instanceType: m5.large, cpu: 2048, memory: 7680,
               availabilityZones: [us-east-1a, us-east-1b, us-east-1c],
               attributes: {stack: prod}, networkInterfaces: 3, gpus: 0, reservedPorts: [22]}
      fates:
        - match: {taskDefinition: "web:2", service: web, launches: 1-3, cluster: production}
          share: 0.3
          provisioning: 5s
          pull: {uniform: [2s, 8s]}
          fails: {in: pull, reason: "CannotPullContainerError: pull access denied"}
        - match: {taskDefinition: web}
          containers:
            app:
              exits: {after: 90s, code: 1}
              health: [{after: 0s, is: failing}, {after: 35s, is: passing}, {after: 10m, is: hanging}]
              shutdown: 2s
      steps:
        - at: 0s
          RegisterTaskDefinition: {family: web, containerDefinitions: [{name: app, image: "web:1", memory: 256, cpu: 128}]}
        - at: 10m
          UpdateService: {cluster: production, service: web, taskDefinition: "web:2"}
        - at: 0s
          CreateService: {cluster: production, serviceName: web, taskDefinition: "web:1", desiredCount: 4}
        - at: 11m
          UpdateService: {cluster: production, service: web, desiredCount: -1}
          fails: InvalidParameterException
        - at: 12m
          fault: {instanceLost: i-3}
        - {at: 12m, fault: {instanceRegistered: {cluster: production, count: 2, cpu: 1024, memory: 512}}}
        - {at: 12m, fault: {agentDisconnected: i-1}}
        - {at: 12m, fault: {agentConnected: i-1}}
        - {at: 12m, fault: {zoneLost: us-east-1a}}
        - {at: 12m, fault: {zoneRestored: us-east-1a}}
        - {at: 12m, fault: {taskExits: {task: web/3, code: 137}}}
        - {at: 12m, fault: {taskHealth: {service: web, is: failing}}}
        - {at: 12m, fault: {schedulerPaused: 2m}}
        - {at: 12m, fault: {alarm: {name: errors, state: ALARM}}}
        - at: 15m
          expect: {cluster: production, service: web, runningCount: 4, pendingCount: 0, steady: true,
                   rolloutState: COMPLETED, events: ["has reached a steady state."]}
        - always: {from: 5m}
          expect: {cluster: production, service: web, runningCount: {atLeast: 3, atMost: 8}}
      until: 30m
      """;

  @Test
  void readsEveryKey() {
    Scenario scenario = Scenario.parse(EVERYTHING);

    assertThat(scenario.name()).isEqualTo("a bad release is rolled back");
    assertThat(scenario.seed()).isEqualTo(42);
    assertThat(scenario.subnets()).containsEntry("subnet-1", "us-east-1a");
    assertThat(scenario.parameters())
        .isEqualTo(
            Parameters.observed()
                .with("reconcileInterval", "5s")
                .with("throttle.baseDelay", "30s")
                .with("throttle.multiplier", "2.5")
                .with("optimisticRelease", "false"));
    assertThat(scenario.steps()).hasSize(16);
    assertThat(scenario.until()).isEqualTo(Until.after(Duration.ofMinutes(30)));
  }

  @Test
  void scriptIsInOrderOfTimeThenOfTheFile() {
    Scenario scenario = Scenario.parse(EVERYTHING);

    assertThat(scenario.script())
        .filteredOn(Step.Call.class::isInstance)
        .extracting(step -> ((Step.Call) step).action())
        .containsExactly(
            "RegisterTaskDefinition", "CreateService", "UpdateService", "UpdateService");
  }

  @Test
  void instancesAreNumberedThroughAndDealtToZonesInTurn() {
    Roster roster =
        Scenario.parse(
                """
                clusters:
                  - clusterName: a
                    containerInstances:
                      - {count: 2, cpu: 1024, memory: 512, availabilityZones: [x, y]}
                      - {id: i-special, cpu: 1024, memory: 512}
                  - clusterName: b
                    containerInstances:
                      - {count: 3, cpu: 1024, memory: 512, availabilityZones: [x, y]}
                steps:
                  - {at: 2m, fault: {instanceRegistered: {cluster: b, cpu: 1, memory: 1}}}
                  - {at: 1m, fault: {instanceRegistered: {cluster: a, cpu: 1, memory: 1}}}
                """)
            .roster();

    assertThat(roster.atStart())
        .extracting(
            ContainerInstance::cluster,
            ContainerInstance::ec2InstanceId,
            ContainerInstance::availabilityZone)
        .map(Object::toString)
        .containsExactly(
            "(\"a\", \"i-1\", \"x\")",
            "(\"a\", \"i-2\", \"y\")",
            "(\"a\", \"i-special\", \"us-east-1a\")",
            "(\"b\", \"i-3\", \"x\")",
            "(\"b\", \"i-4\", \"y\")",
            "(\"b\", \"i-5\", \"x\")");
    assertThat(roster.later().get(0).get(0).ec2InstanceId()).isEqualTo("i-6");
    assertThat(roster.later().get(0).get(0).cluster()).isEqualTo("a");
    assertThat(roster.later().get(1).get(0).ec2InstanceId()).isEqualTo("i-7");
  }

  @Test
  void instancesCarryTheAttributesOfEcsUnlessTheFileSaysOtherwise() {
    ContainerInstance instance =
        Scenario.parse(
                """
                clusters:
                  - clusterName: a
                    containerInstances:
                      - {cpu: 1024, memory: 512, instanceType: m5.large, networkInterfaces: 3,
                         attributes: {stack: prod, gen: 5, ecs.os-family: LINUX_2}}
                """)
            .roster()
            .atStart()
            .get(0);

    assertThat(instance.attributes())
        .containsExactly(
            new Attribute("ecs.os-type", "linux"),
            new Attribute("ecs.os-family", "LINUX_2"),
            new Attribute("ecs.cpu-architecture", "x86_64"),
            new Attribute("ecs.availability-zone", "us-east-1a"),
            new Attribute("ecs.instance-type", "m5.large"),
            new Attribute("stack", "prod"),
            new Attribute("gen", "5"));
    assertThat(instance.networkInterfaces()).isEqualTo(3);
  }

  @Test
  void fatesAreThoseOfTheFile() {
    Scenario scenario = Scenario.parse(EVERYTHING);

    Fate fate =
        scenario.fates().fateOf(new TaskFacts("production", "web", "web", 1, 1), Stream.of(1));

    ContainerFate app = fate.container("app");
    assertThat(app.exitAfter()).isEqualTo(90_000);
    assertThat(app.health())
        .extracting(ContainerFate.HealthChange::after)
        .containsExactly(0L, 35_000L, 600_000L);
    assertThat(scenario.fates().rules().get(0).failure())
        .contains(
            new StartFailure(
                StartFailure.Stage.PULL, "CannotPullContainerError: pull access denied"));
  }

  @Test
  void whatIsLeftOutIsAsTheContractSays() {
    Scenario scenario = Scenario.parse("steps: []");

    assertThat(scenario.seed()).isZero();
    assertThat(scenario.start()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(scenario.clusters())
        .extracting(ClusterGroup::clusterName)
        .containsExactly("default");
    assertThat(scenario.parameters()).isEqualTo(Parameters.observed());
    assertThat(scenario.until()).isEqualTo(Until.steady());
  }

  @Test
  void writesWhatItReadsBack() {
    Scenario scenario = Scenario.parse(EVERYTHING);

    assertThat(Scenario.parse(scenario.text())).isEqualTo(scenario);
    assertThat(Scenario.parse(scenario.document().toString())).isEqualTo(scenario);
  }

  @Test
  void writesFilesThatPeopleLikeToRead() {
    assertThat(Scenario.parse(EVERYTHING).text())
        .startsWith(
            """
            name: a bad release is rolled back
            seed: 42
            subnets: {subnet-1: us-east-1a}
            parameters:
            """)
        .contains(
            """
              - {at: 12m, fault: {instanceLost: i-3}}
            """);
  }

  @ParameterizedTest(name = "[{index}] {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "stepz: []           | line 1, column 1: unknown key 'stepz', the nearest known key is 'steps'",
        "qqqqqq: []          | line 1, column 1: unknown key 'qqqqqq', expected one of [name, seed, start, subnets, timing, parameters, clusters, fates, steps, until]",
        "[1]                 | line 1, column 1: expected a mapping with keys of [name, seed, start, subnets, timing, parameters, clusters, fates, steps, until], but found a list",
        "seed: x             | line 1, column 7: seed: expected a whole number of at most 64 bits, but found 'x'",
        "seed: 1.5           | line 1, column 7: seed: expected a whole number of at most 64 bits, but found '1.5'",
        "seed: 9223372036854775808 | line 1, column 7: seed: expected a whole number of at most 64 bits, but found '9223372036854775808'",
        "name:               | line 1, column 6: name: expected a name, but found nothing",
        "start: tomorrow     | line 1, column 8: start: expected an instant such as 2026-01-01T00:00:00Z, but found 'tomorrow'",
        "timing: slow        | line 1, column 9: timing: expected one of [observed, prompt], but found 'slow'",
        "timing: {bas: prompt} | line 1, column 10: timing: unknown key 'bas', the nearest known key is 'base'",
        "parameters: {throttle.baseDelai: 1s} | line 1, column 14: parameters: unknown key 'throttle.baseDelai', the nearest known key is 'throttle.baseDelay'",
        "parameters: {retryInterval: 10} | line 1, column 29: parameters.retryInterval: retryInterval must be a duration such as 10s, but was '10'",
        "until: never        | line 1, column 8: until: expected a duration such as 250ms, 20s, 5m, 1h30m, 7d or PT20S, but found 'never'",
        "clusters: [{clusterName: a}, {clusterName: a}] | line 1, column 11: clusters: the cluster 'a' is given twice",
        "clusters: [{clusterName: a b}] | line 1, column 26: clusters[0].clusterName: expected the name of a cluster: 1 to 255 letters, digits, hyphens and underscores, but found 'a b'",
        "clusters: [{clusterName: a, containerInstances: [{cpu: 1, memory: 1, attributes: {a b: c}}]}] | line 1, column 50: clusters[0].containerInstances[0]: the name of an attribute should be 1 to 128 letters, digits and -_/\\. but was \"a b\"",
        "seed: '42'          | line 1, column 7: seed: expected a whole number of at most 64 bits, but found the text '42'",
        "clusters: [{}]      | line 1, column 12: clusters[0]: the key 'clusterName' is missing",
        "clusters: [{clusterName: a, containerInstances: [{cpu: 1}]}] | line 1, column 50: clusters[0].containerInstances[0]: the key 'memory' is missing",
        "clusters: [{clusterName: a, containerInstances: [{id: x, count: 2, cpu: 1, memory: 1}]}] | line 1, column 65: clusters[0].containerInstances[0].count: expected 1, because 'id' names a single instance, but found '2'",
        "clusters: [{clusterName: a, containerInstances: [{cpu: 1, memory: 1}, {id: i-1, cpu: 1, memory: 1}]}] | line 1, column 1: the ec2InstanceId 'i-1' is given twice",
        "fates: [{match: {launches: 3-1}}] | line 1, column 28: fates[0].match.launches: launches want the lower number first, but found 3-1",
        "fates: [{match: {launches: x}}] | line 1, column 28: fates[0].match.launches: expected a launch number such as 2, or a range such as 1-3, but found 'x'",
        "fates: [{share: 1.5}] | line 1, column 17: fates[0].share: a chance must be from 0 to 1, but was 1.5",
        "fates: [{pull: {uniform: [8s, 2s]}}] | line 1, column 26: fates[0].pull.uniform: uniform wants the shorter length first, but was [8000ms, 2000ms]",
        "fates: [{pull: {unifrom: [8s, 2s]}}] | line 1, column 17: fates[0].pull: unknown key 'unifrom', the nearest known key is 'uniform'",
        "fates: [{fails: {in: pending}}] | line 1, column 22: fates[0].fails.in: expected one of [pull, activating], but found 'pending'",
        "fates: [{containers: {app: {health: [{after: 1s, is: ill}]}}}] | line 1, column 54: fates[0].containers.app.health[0].is: expected one of [passing, failing, hanging], but found 'ill'",
        "steps: [{at: 1s}]   | line 1, column 9: steps[0]: expected one ECS action, one fault or one expect, but found none",
        "steps: [{ListTasks: {}}] | line 1, column 9: steps[0]: the key 'at' is missing",
        "steps: [{at: 10, ListTasks: {}}] | line 1, column 14: steps[0].at: expected a duration such as 250ms, 20s, 5m, 1h30m, 7d or PT20S, but found '10'",
        "steps: [{at: 1s, CreateServise: {}}] | line 1, column 18: steps[0]: unknown key 'CreateServise', the nearest known key is 'CreateService'",
        "steps: [{at: 1s, fault: {instanceLots: i-1}}] | line 1, column 26: steps[0].fault: unknown key 'instanceLots', the nearest known key is 'instanceLost'",
        "steps: [{at: 1s, fault: {instanceLost: i-1}}] | line 1, column 9: steps[0]: no container instance has the ec2InstanceId 'i-1', the file registers []",
        "steps: [{at: 1s, fault: {taskExits: {code: 1}}}] | line 1, column 37: steps[0].fault.taskExits: expected either 'task' or 'service'",
        "steps: [{at: 1s, expect: {service: web}}] | line 1, column 26: steps[0].expect: expected one of [runningCount, pendingCount, steady, rolloutState, events]",
        "steps: [{at: 1s, expect: {runingCount: 3}}] | line 1, column 27: steps[0].expect: unknown key 'runingCount', the nearest known key is 'runningCount'",
        "steps: [{at: 1s, fails: X, expect: {steady: true}}] | line 1, column 25: steps[0].fails: only an ECS action can be expected to fail",
        "steps: [{always: {}, ListTasks: {}}] | line 1, column 18: steps[0].always: only an expect can hold always",
        "{until: 1m, steps: [{at: 2m, ListTasks: {}}]} | line 1, column 21: steps[0]: a step at 2m comes after the end of the run at 1m",
        "steps: [{at: 1s, RunTask: [1]}] | line 1, column 27: steps[0].RunTask: expected the input of the call, but found a list",
      })
  void refusesWithLinePathAndNearestKey(String text, String message) {
    assertThatExceptionOfType(MalformedText.class)
        .isThrownBy(() -> Scenario.parse(text))
        .withMessage(message);
  }

  @Test
  void takesACallWithoutArgumentsAndLeavesOutWhatIsNothing() {
    Scenario scenario =
        Scenario.parse(
            """
            steps:
              - {at: 0s, ListClusters: }
              - {at: 0, ListTasks: {cluster: a, family: , maxResults: 3}}
            """);

    assertThat(scenario.steps())
        .map(step -> ((Step.Call) step).input().members().keySet().stream().toList())
        .containsExactly(List.of(), List.of("cluster", "maxResults"));
  }
}
