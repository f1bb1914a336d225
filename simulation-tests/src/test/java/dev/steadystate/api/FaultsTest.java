package dev.steadystate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.steadystate.core.Rule;
import dev.steadystate.core.api.Faults;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.json.Json;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.view.InstanceSnapshot;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FaultsTest {
  private static Account withWeb() {
    return Account.withInstances(4).withFamily("web").withService(4);
  }

  // Written down.

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments(new Fault.InstanceLost("i-3"), "{'instanceLost':'i-3'}"),
        arguments(
            new Fault.InstanceRegistered(
                ContainerInstance.of("i-9", "us-east-1c")
                    .withGpus(1)
                    .withNetworkInterfaces(3)
                    .withReservedPorts(80)),
            "{'instanceRegistered':{'cluster':'default','id':'i-9',"
                + "'availabilityZone':'us-east-1c','cpu':2048,'memory':7680,"
                + "'networkInterfaces':3,'gpus':1,'reservedPorts':[80],'attributes':"
                + "{'ecs.availability-zone':'us-east-1c','ecs.instance-type':'m5.large',"
                + "'ecs.os-type':'linux','ecs.os-family':'LINUX',"
                + "'ecs.cpu-architecture':'x86_64'}}}"),
        arguments(new Fault.AgentDisconnected("i-1"), "{'agentDisconnected':'i-1'}"),
        arguments(new Fault.AgentConnected("i-1"), "{'agentConnected':'i-1'}"),
        arguments(new Fault.ZoneLost("us-east-1a"), "{'zoneLost':'us-east-1a'}"),
        arguments(new Fault.ZoneRestored("us-east-1a"), "{'zoneRestored':'us-east-1a'}"),
        arguments(new Fault.TaskExits("web/3", 1), "{'taskExits':{'task':'web/3','code':1}}"),
        arguments(
            new Fault.TaskHealth("web", Behaviour.FAILING),
            "{'taskHealth':{'service':'web','is':'failing'}}"),
        arguments(new Fault.SchedulerPaused(Duration.ofMinutes(2)), "{'schedulerPaused':'2m'}"),
        arguments(
            new Fault.AlarmChanges("high-cpu", AlarmState.ALARM),
            "{'alarm':{'name':'high-cpu','state':'ALARM'}}"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void everyFaultIsWrittenAndReadAgain(Fault fault, String json) {
    assertThat(Faults.toDocument(fault)).hasToString(json.replace('\'', '"'));
    assertThat(Faults.read(Json.read(json.replace('\'', '"')))).isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                    | a fault should be one of
          {"zoneLots":"us-east-1a"}             | Unknown fault zoneLots, did you mean zoneLost?
          {"zoneLost":""}                       | zoneLost: zoneLost should not be empty
          {"schedulerPaused":"soon"}            | schedulerPaused: expected a duration such as
          {"taskHealth":{"task":"a","is":"ok"}} | taskHealth: is should be one of [passing, failing, hanging] but was ok
          {"taskExits":{"taks":"a"}}            | taskExits: unknown member taks, did you mean task?
          """)
  void aFaultThatCannotBeReadIsRefused(String json, String message) {
    assertThatThrownBy(() -> Faults.read(Json.read(json)))
        .isInstanceOf(EcsException.class)
        .hasMessageStartingWith(message);
  }

  // Happening.

  @Rule("OWN-9")
  @Test
  void aZoneComesBackWithTheInstancesItLost() {
    Account account = withWeb();
    account.call("DeregisterContainerInstance", "{'containerInstance':'i-3','force':true}");

    account.ecs.inject(new Fault.ZoneLost("us-east-1b"));
    account.runFor(Duration.ofMinutes(1));
    assertThat(account.ecs.instance("i-2").status()).isEqualTo(InstanceStatus.INACTIVE);
    account.ecs.inject(new Fault.ZoneRestored("us-east-1b"));

    assertThat(account.ecs.instances())
        .extracting(InstanceSnapshot::ec2InstanceId)
        .containsExactly("i-1", "i-2", "i-3", "i-4", "i-2", "i-4");
    assertThat(account.ecs.instances()).extracting(InstanceSnapshot::id).doesNotHaveDuplicates();
    assertThat(account.ecs.instance("i-2").status()).isEqualTo(InstanceStatus.ACTIVE);
    assertThatThrownBy(() -> account.ecs.inject(new Fault.ZoneRestored("us-east-1b")))
        .hasMessage("zone us-east-1b has lost no instance");
  }

  @Test
  void aLostInstanceTakesItsTasksWithIt() {
    Account account = withWeb();

    account.ecs.inject(new Fault.InstanceLost("i-1"));

    assertThat(account.ecs.tasks())
        .filteredOn(task -> task.ec2InstanceId().equals("i-1"))
        .isNotEmpty()
        .allSatisfy(
            task ->
                assertThat(task.stoppedReason()).hasValue("Host EC2 (instance i-1) terminated."));
  }

  @Test
  void oneTaskExitsOrAllOfAService() {
    Account account = withWeb();

    account.ecs.inject(new Fault.TaskExits("web/2", 3));
    long afterOne = stopped(account);
    account.ecs.inject(new Fault.TaskExits("web", 1));
    long afterAll = stopped(account);

    assertThat(afterOne).isEqualTo(1);
    assertThat(afterAll).isEqualTo(4);
    assertThat(account.ecs.task("web/2").container("app").exitCode()).hasValue(3);
  }

  private static long stopped(Account account) {
    return account.ecs.tasks().stream().filter(task -> !task.isLive()).count();
  }

  @Test
  void healthChecksAnswerOtherwiseFromNowOn() {
    Account account = Account.withInstances(1);
    account.call(
        "RegisterTaskDefinition",
        "{'family':'web','containerDefinitions':[{'name':'app','image':'web','memory':128,"
            + "'healthCheck':{'command':['CMD','true'],'interval':5,'retries':1}}]}");
    account.call("CreateService", "{'serviceName':'web','taskDefinition':'web','desiredCount':1}");
    account.runFor(Duration.ofMinutes(1));
    assertThat(account.ecs.task("web/1").healthStatus()).isEqualTo(HealthStatus.HEALTHY);

    account.ecs.inject(new Fault.TaskHealth("web/1", Behaviour.FAILING));
    account.runFor(Duration.ofSeconds(6));

    assertThat(account.ecs.task("web/1").healthStatus()).isEqualTo(HealthStatus.UNHEALTHY);
  }

  @Test
  void aContainerThatWasToldToStopStopsWhateverItsHealthChecksSay() {
    Account account =
        Account.with(
                Fates.of(
                    Fates.rule().container(Fates.container("app").shutdown(Duration.ofSeconds(9)))))
            .addInstances(1);
    account.call(
        "RegisterTaskDefinition",
        "{'family':'web','containerDefinitions':[{'name':'app','image':'web','memory':128,"
            + "'healthCheck':{'command':['CMD','true']}}]}");
    account.call("RunTask", "{'taskDefinition':'web'}");
    account.runFor(Duration.ofMinutes(1));
    account.call("StopTask", "{'task':'web/1'}");
    account.runFor(Duration.ofSeconds(1));

    account.ecs.inject(new Fault.TaskHealth("web/1", Behaviour.FAILING));
    account.runFor(Duration.ofSeconds(8));

    assertThat(account.ecs.task("web/1").lastStatus()).isEqualTo(LastStatus.STOPPED);
  }

  @Test
  void aSilentAgentTakesNoNewTasks() {
    Account account = Account.withInstances(1).withFamily("web");

    account.ecs.inject(new Fault.AgentDisconnected("i-1"));

    assertThat(account.ecs.instance("i-1"))
        .hasToString(
            "i-1 ACTIVE (agent disconnected) in us-east-1a, 0 tasks, 2048 CPU, 7680 MiB left of"
                + " 2048 CPU, 7680 MiB");
    account.ecs.inject(new Fault.AgentConnected("i-1"));
    assertThat(account.ecs.instance("i-1").agentConnected()).isTrue();
  }

  @Test
  void isTheCauseOfTheExitThatItBringsAboutHoweverLateItIsReported() {
    Account account = withWeb();
    account.runFor(Duration.ofMinutes(2));
    String instance = account.ecs.task("web/1").ec2InstanceId();
    account.ecs.inject(new Fault.AgentDisconnected(instance));
    account.ecs.inject(new Fault.TaskExits("web/1", 137));
    account.runFor(Duration.ofMinutes(1));

    account.ecs.inject(new Fault.AgentConnected(instance));

    JournalEntry exit =
        account.ecs.journal().entries().stream()
            .filter(entry -> entry.kind() == EntryKind.CONTAINER_EXITED)
            .findFirst()
            .orElseThrow();
    JournalEntry cause = account.ecs.journal().entry(exit.cause()).orElseThrow();
    assertThat(cause.kind()).isEqualTo(EntryKind.FAULT);
    assertThat(cause.text()).isEqualTo("exits with code 137");
  }

  @Test
  void isTheCauseOfTheVerdictThatItBringsAbout() {
    Account account = Account.withInstances(1);
    account.call(
        "RegisterTaskDefinition",
        "{'family':'web','containerDefinitions':[{'name':'app','image':'web','memory':128,"
            + "'healthCheck':{'command':['CMD','true'],'interval':5}}]}");
    account.call("CreateService", "{'serviceName':'web','taskDefinition':'web','desiredCount':1}");
    account.runFor(Duration.ofMinutes(2));

    account.ecs.inject(new Fault.TaskHealth("web", Behaviour.FAILING));
    account.runFor(Duration.ofSeconds(20));

    JournalEntry verdict =
        account.ecs.journal().entries().stream()
            .filter(entry -> entry.text().equals("UNHEALTHY"))
            .findFirst()
            .orElseThrow();
    assertThat(account.ecs.journal().entry(verdict.cause()))
        .map(JournalEntry::kind)
        .contains(EntryKind.FAULT);
  }

  @Rule("TK-67")
  @Test
  void aVerdictThatASilentAgentOwesIsReportedWhenItIsBack() {
    Account account = Account.withInstances(1);
    account.call(
        "RegisterTaskDefinition",
        "{'family':'web','containerDefinitions':[{'name':'app','image':'web','memory':128,"
            + "'healthCheck':{'command':['CMD','true'],'interval':5}}]}");
    account.call("CreateService", "{'serviceName':'web','taskDefinition':'web','desiredCount':1}");
    account.runFor(Duration.ofSeconds(16));
    account.ecs.inject(new Fault.AgentDisconnected("i-1"));
    account.runFor(Duration.ofMinutes(1));
    account.ecs.inject(new Fault.TaskHealth("web", Behaviour.PASSING));
    assertThat(account.ecs.task("web/1").healthStatus()).isEqualTo(HealthStatus.UNKNOWN);

    account.ecs.inject(new Fault.AgentConnected("i-1"));

    assertThat(account.ecs.task("web/1").healthStatus()).isEqualTo(HealthStatus.HEALTHY);
  }

  @Test
  void aPausedSchedulerStartsNothing() {
    Account account = Account.withInstances(1).withFamily("web");
    account.ecs.inject(new Fault.SchedulerPaused(Duration.ofMinutes(2)));

    account.withService(1);

    assertThat(account.ecs.task("web/1").createdAt())
        .isEqualTo(java.time.Instant.parse("2026-01-01T00:02:00Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"instanceLost":"i-9"}            | no container instance i-9 is registered
          {"zoneLost":"us-east-1z"}         | no container instance is in zone us-east-1z
          {"taskExits":{"task":"web/9"}}    | no task or service with tasks is called web/9
          {"taskExits":{"service":"api"}}   | no task or service with tasks is called api
          {"taskHealth":{"service":"web","is":"failing"}} | web has no running container with a health check
          {"instanceRegistered":{"id":"i-1"}} | container instance i-1 is registered already
          """)
  void aFaultOfNothingIsRefusedAndChangesNothing(String json, String message) {
    Account account = withWeb();
    String before = account.ecs.digest();

    assertThatThrownBy(() -> account.ecs.inject(Faults.read(Json.read(json))))
        .isInstanceOf(EcsException.class)
        .hasMessage(message);

    assertThat(account.ecs.digest()).isEqualTo(before);
  }

  @Test
  void faultsScheduledAheadHappenAtTheirInstant() {
    Account account = withWeb();
    Account byHand = withWeb();

    account.ecs.schedule(account.ecs.now().plusSeconds(35), new Fault.TaskExits("web/1", 1));
    account.ecs.schedule(account.ecs.now().plusSeconds(36), new Fault.InstanceLost("i-9"));
    account.runFor(Duration.ofMinutes(5));
    byHand.runFor(Duration.ofSeconds(35));
    byHand.ecs.inject(new Fault.TaskExits("web/1", 1));
    byHand.runFor(Duration.ofMinutes(5).minusSeconds(35));

    assertThat(account.ecs.digest()).isEqualTo(byHand.ecs.digest());
    assertThat(account.ecs.answers()).hasSize(2);
    assertThat(account.ecs.answers().get(1).error().orElseThrow())
        .hasMessage("no container instance i-9 is registered");
  }

  @Test
  void aServiceInSeveralClustersIsNamedByItsArn() {
    Account account = withWeb();
    account.call("CreateCluster", "{'clusterName':'other'}");
    account.ecs.registerContainerInstance(
        ContainerInstance.of("i-5", "us-east-1a").withCluster("other"));
    account.call(
        "CreateService",
        "{'cluster':'other','serviceName':'web','taskDefinition':'web:1','desiredCount':1}");
    account.runFor(Duration.ofMinutes(1));

    assertThatThrownBy(() -> account.ecs.inject(new Fault.TaskExits("web", 1)))
        .hasMessage("web is in several clusters: name it by its ARN");
    account.ecs.inject(new Fault.TaskExits(account.ecs.service("other", "web").arn(), 1));

    assertThat(account.ecs.task("other", "web/1").isLive()).isFalse();
    assertThat(stopped(account)).isZero();
  }
}
