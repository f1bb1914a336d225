package dev.steadystate.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Rule;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.model.ContainerInstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventBridgeTest {
  private static ImmutableList<Document> events(Account account, String detailType) {
    return account.ecs.eventBridge().stream()
        .filter(event -> event.string("detail-type").orElseThrow().equals(detailType))
        .collect(ImmutableList.toImmutableList());
  }

  private static List<String> details(List<Document> events, String... members) {
    List<String> details = new ArrayList<>();
    for (Document event : events) {
      Document detail = event.document("detail").orElseThrow();
      List<String> words = new ArrayList<>();
      for (String member : members) {
        detail.get(member).ifPresent(value -> words.add(value.toString()));
      }
      details.add(String.join(" ", words));
    }
    return details;
  }

  @Test
  void aTaskIsToldAsItWasThen() {
    Account account = Account.empty().withFargateFamily("web");
    account.call(
        "RunTask",
        "{'taskDefinition':'web','launchType':'FARGATE',"
            + "'networkConfiguration':{'awsvpcConfiguration':{'subnets':['s-1']}}}");
    account.runFor(Duration.ofMinutes(1));
    account.call("StopTask", "{'task':'web/1','reason':'enough'}");
    account.runFor(Duration.ofMinutes(1));

    ImmutableList<Document> events = events(account, "ECS Task State Change");

    assertThat(details(events, "version", "lastStatus", "desiredStatus", "stoppedReason"))
        .containsExactly(
            "1 PROVISIONING RUNNING",
            "2 PENDING RUNNING",
            "3 ACTIVATING RUNNING",
            "4 RUNNING RUNNING",
            "5 RUNNING STOPPED enough",
            "6 STOPPING STOPPED enough",
            "7 DEPROVISIONING STOPPED enough",
            "8 STOPPED STOPPED enough");
    Document running = events.get(3);
    assertThat(running.string("source")).hasValue("aws.ecs");
    assertThat(running.string("time")).hasValue("2026-01-01T00:00:20Z");
    assertThat(running.strings("resources")).containsExactly(account.ecs.task("web/1").arn());
    Document detail = running.document("detail").orElseThrow();
    assertThat(detail.string("startedAt")).hasValue("2026-01-01T00:00:20Z");
    assertThat(detail.string("updatedAt")).hasValue("2026-01-01T00:00:20Z");
    assertThat(detail.has("stoppedAt")).isFalse();
    assertThat(detail.has("stopCode")).isFalse();
    assertThat(Account.only(detail, "attachments").string("status")).hasValue("ATTACHED");
    assertThat(Account.only(detail, "containers").string("lastStatus")).hasValue("RUNNING");
    assertThat(Account.only(detail, "containers").has("exitCode")).isFalse();
  }

  @Test
  void whoeverObservesHearsTheSame() {
    Account account = Account.withInstances(2).withFamily("web");
    ImmutableList<Document> before = account.ecs.eventBridge();
    List<Document> heard = new ArrayList<>(before);
    account.ecs.observeEventBridge(heard::add);

    account.withService(2);
    account.call("UpdateService", "{'service':'web','forceNewDeployment':true}");
    account.runFor(Duration.ofMinutes(5));

    assertThat(withoutVersions(heard))
        .containsExactlyElementsOf(withoutVersions(account.ecs.eventBridge()));
  }

  /** An instance that was there before somebody listened is not known to have registered. */
  private static List<String> withoutVersions(List<Document> events) {
    return events.stream()
        .map(event -> event.toString().replaceAll("\"version\":[0-9]+", ""))
        .toList();
  }

  @Test
  void instancesComeDrainAndGo() {
    Account account = Account.withInstances(1);
    account.call(
        "UpdateContainerInstancesState", "{'containerInstances':['i-1'],'status':'DRAINING'}");
    account.call("DeregisterContainerInstance", "{'containerInstance':'i-1'}");
    account.ecs.registerContainerInstance(ContainerInstance.of("i-1", "us-east-1c"));

    ImmutableList<Document> events = events(account, "ECS Container Instance State Change");

    assertThat(details(events, "ec2InstanceId", "status", "agentConnected", "version"))
        .containsExactly(
            "i-1 ACTIVE true 1",
            "i-1 DRAINING true 2",
            "i-1 INACTIVE false 3",
            "i-1 ACTIVE true 1");
    assertThat(events.get(3).toString()).contains("us-east-1c");
    assertThat(events.get(0).toString()).contains("us-east-1a");
  }

  @Test
  @Rule("DEP-171")
  void serviceActionsTellOfStartsAndSteadyState() {
    Account account = Account.withInstances(1).withFamily("web").withService(1);

    ImmutableList<Document> events = events(account, "ECS Service Action");

    assertThat(details(events, "eventType", "eventName"))
        .containsExactly("INFO TASKS_STARTED", "INFO SERVICE_STEADY_STATE");
    assertThat(events.get(0).document("detail").orElseThrow().strings("taskArns"))
        .containsExactly(account.ecs.task("web/1").arn());
    assertThat(events.get(0).strings("resources"))
        .containsExactly(account.ecs.service("web").arn());
  }

  @Test
  @Rule("DEP-171")
  void aTaskWithoutAPlaceIsAPlacementFailure() {
    Account account = Account.withInstances(1);
    account.call(
        "RegisterTaskDefinition",
        "{'family':'web','containerDefinitions':[{'name':'app','image':'web','memory':128,"
            + "'cpu':4096}]}");
    account.withService(1);

    ImmutableList<Document> events = events(account, "ECS Service Action");

    assertThat(details(events, "eventType", "eventName", "reason"))
        .startsWith("ERROR SERVICE_TASK_PLACEMENT_FAILURE RESOURCE:CPU")
        .contains("WARN SERVICE_TASK_START_IMPAIRED");
  }

  /** Who sets a desired count knows it; of one that was computed ECS tells. */
  @Test
  @Rule("DEP-171")
  void aDaemonTellsHowManyInstancesItHasCounted() {
    Account account = Account.withInstances(2).withFamily("web");
    account.call(
        "CreateService",
        "{'serviceName':'log','taskDefinition':'web','schedulingStrategy':'DAEMON'}");
    account.runFor(Duration.ofMinutes(2));
    account.ecs.registerContainerInstance(ContainerInstance.of("i-3", "us-east-1a"));
    account.runFor(Duration.ofMinutes(2));
    account.withService(1).call("UpdateService", "{'service':'web','desiredCount':2}");
    account.runFor(Duration.ofMinutes(2));

    assertThat(details(actionsOf(account, "log"), "eventType", "eventName"))
        .containsExactly(
            "INFO TASKS_STARTED",
            "INFO SERVICE_STEADY_STATE",
            "INFO SERVICE_DESIRED_COUNT_UPDATED",
            "INFO TASKS_STARTED",
            "INFO SERVICE_STEADY_STATE");
    assertThat(details(actionsOf(account, "web"), "eventName"))
        .doesNotContain("SERVICE_DESIRED_COUNT_UPDATED");
  }

  @Test
  @Rule("DEP-171")
  void replacementsOfUnhealthyTasksAreTasksStartedToo() {
    Account account = Account.withInstances(1);
    account.call(
        "RegisterTaskDefinition",
        "{'family':'web','containerDefinitions':[{'name':'app','image':'web','memory':128,"
            + "'healthCheck':{'command':['CMD','true'],'interval':10}}]}");
    account.withService(1);
    account.ecs.inject(new Fault.TaskHealth("web/1", Behaviour.FAILING));
    account.runFor(Duration.ofMinutes(2));

    assertThat(details(actionsOf(account, "web"), "eventName"))
        .containsExactly(
            "TASKS_STARTED",
            "SERVICE_STEADY_STATE",
            "TASKS_STARTED",
            "TASKS_STOPPED",
            "SERVICE_STEADY_STATE");
  }

  private static List<Document> actionsOf(Account account, String service) {
    return events(account, "ECS Service Action").stream()
        .filter(event -> event.strings("resources").get(0).endsWith("/" + service))
        .toList();
  }

  @Test
  @Rule({"DEP-168", "DEP-169", "DEP-170"})
  void aDeploymentThatFailsIsToldWithItsRollback() {
    Account account =
        Account.with(
                Fates.of(
                    Fates.rule()
                        .family("web")
                        .revision(2)
                        .failsIn(StartFailure.Stage.PULL, "CannotPullContainerError: no")))
            .addInstances(2)
            .withFamily("web")
            .withFamily("web");
    account.call(
        "CreateService",
        "{'serviceName':'web','taskDefinition':'web:1','desiredCount':1,"
            + "'deploymentConfiguration':{'deploymentCircuitBreaker':"
            + "{'enable':true,'rollback':true}}}");
    account.runFor(Duration.ofMinutes(5));
    String first = account.ecs.service("web").primary().id();
    account.call("UpdateService", "{'service':'web','taskDefinition':'web:2'}");
    String second = account.ecs.service("web").primary().id();
    account.runFor(Duration.ofMinutes(30));

    ImmutableList<Document> events = events(account, "ECS Deployment State Change");

    assertThat(details(events, "eventName", "deploymentId", "reason"))
        .containsExactly(
            "SERVICE_DEPLOYMENT_IN_PROGRESS %1$s ECS deployment %1$s in progress.".formatted(first),
            "SERVICE_DEPLOYMENT_COMPLETED %1$s ECS deployment %1$s completed.".formatted(first),
            "SERVICE_DEPLOYMENT_IN_PROGRESS %1$s ECS deployment %1$s in progress."
                .formatted(second),
            "SERVICE_DEPLOYMENT_FAILED %s ECS deployment circuit breaker: task failed to start."
                .formatted(second),
            ("SERVICE_DEPLOYMENT_IN_PROGRESS %1$s ECS deployment circuit breaker: rolling back to"
                    + " deploymentId %1$s.")
                .formatted(first),
            "SERVICE_DEPLOYMENT_COMPLETED %1$s ECS deployment %1$s completed.".formatted(first));
  }

  @Test
  void aTaskThatIsForgottenLeavesItsName() {
    Account account = Account.withInstances(1).withFamily("web");
    account.call("RunTask", "{'taskDefinition':'web'}");
    account.call("StopTask", "{'task':'web/1'}");
    account.runFor(Duration.ofHours(2));

    ImmutableList<Document> events = events(account, "ECS Task State Change");

    assertThat(account.ecs.tasks()).isEmpty();
    assertThat(details(events, "lastStatus", "desiredStatus"))
        .containsExactly("PENDING RUNNING", "PENDING STOPPED", "STOPPED STOPPED");
  }

  @Test
  void aTaskTellsOfItsAddressOnceItIsAttachedAndOfItsImageOnceItRuns() {
    Account account = Account.empty().withFargateFamily("web");
    List<Document> heard = new ArrayList<>();
    account.ecs.observeEventBridge(heard::add);
    account.call(
        "RunTask",
        "{'taskDefinition':'web','launchType':'FARGATE',"
            + "'networkConfiguration':{'awsvpcConfiguration':{'subnets':['s-1']}}}");
    account.runFor(Duration.ofMinutes(1));
    account.call("StopTask", "{'task':'web/1'}");
    account.runFor(Duration.ofMinutes(1));

    ImmutableList<Document> events = events(account, "ECS Task State Change");

    assertThat(events)
        .extracting(EventBridgeTest::known)
        .containsExactly(
            "PROVISIONING subnetId",
            "PENDING subnetId networkInterfaceId macAddress privateDnsName privateIPv4Address at 1",
            "ACTIVATING subnetId networkInterfaceId macAddress privateDnsName privateIPv4Address at"
                + " 1",
            "RUNNING subnetId networkInterfaceId macAddress privateDnsName privateIPv4Address at 1"
                + " runs",
            "RUNNING subnetId networkInterfaceId macAddress privateDnsName privateIPv4Address at 1"
                + " runs",
            "STOPPING subnetId networkInterfaceId macAddress privateDnsName privateIPv4Address at 1"
                + " runs",
            "DEPROVISIONING subnetId networkInterfaceId macAddress privateDnsName"
                + " privateIPv4Address at 1 runs",
            "STOPPED subnetId networkInterfaceId macAddress privateDnsName privateIPv4Address at 1"
                + " runs");
    assertThat(withoutVersions(heard))
        .containsExactlyElementsOf(withoutVersions(account.ecs.eventBridge()));
  }

  @Test
  void eachContainerIsToldAsItWasThen() {
    Account account =
        Account.with(
                Fates.of(
                    Fates.rule()
                        .container(Fates.container("init").exits(Duration.ofSeconds(5), 0))
                        .container(Fates.container("app").exits(Duration.ofSeconds(20), 9))
                        .container(Fates.container("log").ignoresSigterm())))
            .addInstances(1);
    List<Document> heard = new ArrayList<>(account.ecs.eventBridge());
    account.ecs.observeEventBridge(heard::add);

    runWithInitAndLog(account);

    ImmutableList<Document> events = events(account, "ECS Task State Change");
    assertThat(events.stream().map(EventBridgeTest::containersOf))
        .containsExactly(
            "PENDING: init PENDING, app PENDING, log PENDING",
            "ACTIVATING: init PENDING, app PENDING, log PENDING",
            "RUNNING: init STOPPED 0, app RUNNING, log RUNNING",
            "RUNNING: init STOPPED 0, app STOPPED 9, log RUNNING",
            "STOPPING: init STOPPED 0, app STOPPED 9, log RUNNING",
            "STOPPED: init STOPPED 0, app STOPPED 9, log STOPPED 137");
    assertThat(withoutVersions(heard))
        .containsExactlyElementsOf(withoutVersions(account.ecs.eventBridge()));
  }

  @Test
  void aContainerThatWasGivenUpIsToldWithTheStop() {
    Account account =
        Account.with(
                Fates.of(
                    Fates.rule()
                        .container(Fates.container("init").exits(Duration.ofSeconds(5), 1))
                        .container(Fates.container("log").ignoresSigterm())))
            .addInstances(1);
    List<Document> heard = new ArrayList<>(account.ecs.eventBridge());
    account.ecs.observeEventBridge(heard::add);

    runWithInitAndLog(account);

    ImmutableList<Document> events = events(account, "ECS Task State Change");
    assertThat(events.stream().map(EventBridgeTest::containersOf).skip(2))
        .containsExactly(
            "ACTIVATING: init STOPPED 1, app STOPPED 143, log RUNNING",
            "STOPPING: init STOPPED 1, app STOPPED 143, log RUNNING",
            "STOPPED: init STOPPED 1, app STOPPED 143, log STOPPED 137");
    assertThat(details(events, "executionStoppedAt").subList(1, 3))
        .containsExactly("", "2026-01-01T00:00:20Z");
    assertThat(withoutVersions(heard))
        .containsExactlyElementsOf(withoutVersions(account.ecs.eventBridge()));
  }

  private static void runWithInitAndLog(Account account) {
    account.call(
        "RegisterTaskDefinition",
        "{'family':'web','containerDefinitions':["
            + "{'name':'init','image':'i','memory':64,'essential':false},"
            + "{'name':'app','image':'i','memory':64,"
            + "'dependsOn':[{'containerName':'init','condition':'SUCCESS'}]},"
            + "{'name':'log','image':'i','memory':64,'essential':false}]}");
    account.call("RunTask", "{'taskDefinition':'web'}");
    account.runFor(Duration.ofMinutes(2));
  }

  private static String containersOf(Document event) {
    Document detail = event.document("detail").orElseThrow();
    return detail.string("lastStatus").orElseThrow()
        + detail.documents("containers").stream()
            .map(
                container ->
                    container.string("name").orElseThrow()
                        + " "
                        + container.string("lastStatus").orElseThrow()
                        + container.get("exitCode").map(code -> " " + code).orElse(""))
            .collect(Collectors.joining(", ", ": ", ""));
  }

  /** Writes the details of the interface, the addresses of the container, and whether it runs. */
  private static String known(Document event) {
    Document detail = event.document("detail").orElseThrow();
    Document container = Account.only(detail, "containers");
    StringBuilder known = new StringBuilder(detail.string("lastStatus").orElseThrow());
    Account.only(detail, "attachments")
        .documents("details")
        .forEach(it -> known.append(' ').append(it.string("name").orElseThrow()));
    if (container.has("networkInterfaces")) {
      known.append(" at ").append(container.list("networkInterfaces").size());
    }
    if (container.has("imageDigest") && container.has("runtimeId")) {
      known.append(" runs");
    }
    return known.toString();
  }
}
