package dev.steadystate.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Rule;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.EcsException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Deployments, service deployments and revisions as the API shows them at each moment. */
class DeploymentRecordsTest {
  @Test
  @Rule({"DEP-12", "DEP-13", "DEP-15", "DEP-18", "DEP-19", "DEP-20", "DEP-71", "W5-3"})
  void showsADeploymentFromTheCallToTheEnd() {
    Web web = Web.steady(4, 100, 200);
    assertThat(web.deployment("A").id()).matches("ecs-svc/[0-9]{19}");

    web.deploy(2);
    assertThat(web.deployments())
        .containsExactly(
            "B PRIMARY IN_PROGRESS: desired 0, pending 0, running 0",
            "A ACTIVE COMPLETED: desired 4, pending 0, running 4");

    web.tick();
    assertThat(web.deployments())
        .containsExactly(
            "B PRIMARY IN_PROGRESS: desired 4, pending 4, running 0",
            "A ACTIVE COMPLETED: desired 4, pending 0, running 4");

    web.after(10);
    assertThat(web.deployments())
        .containsExactly(
            "B PRIMARY IN_PROGRESS: desired 4, pending 0, running 4",
            "A ACTIVE COMPLETED: desired 0, pending 0, running 0");

    web.after(10);
    assertThat(web.deployments())
        .containsExactly("B PRIMARY COMPLETED: desired 4, pending 0, running 4");
  }

  @Test
  @Rule({"DEP-19", "DEP-49", "W5-2"})
  void showsWhatTheBoundsLetADeploymentWant() {
    Web web = Web.steady(4, 50, 100);
    web.deploy(2);
    web.tick();

    assertThat(web.deployments())
        .containsExactly(
            "B PRIMARY IN_PROGRESS: desired 0, pending 0, running 0",
            "A ACTIVE COMPLETED: desired 2, pending 0, running 2");
    web.after(10);
    assertThat(web.deployments())
        .containsExactly(
            "B PRIMARY IN_PROGRESS: desired 2, pending 2, running 0",
            "A ACTIVE COMPLETED: desired 2, pending 0, running 2");
  }

  @Test
  @Rule({"DEP-16", "DEP-22", "DEP-63"})
  void saysWhereEachDeploymentIs() {
    Web web = Web.steady(2, 100, 200);
    web.deploy(2);
    web.tick();
    web.deploy(3);
    web.tick();

    assertThat(web.inShort(web.deployment("A").rolloutStateReason()))
        .isEqualTo("ECS deployment A completed.");
    assertThat(web.inShort(web.deployment("B").rolloutStateReason()))
        .isEqualTo("ECS deployment B in progress.");
    assertThat(web.inShort(web.deployment("C").rolloutStateReason()))
        .isEqualTo("ECS deployment C in progress.");
    assertThat(web.deployment("B").rolloutState()).hasToString("IN_PROGRESS");
    assertThat(web.deployment("B").status()).hasToString("ACTIVE");
  }

  @Test
  @Rule("DEP-23")
  void readsTheDefaultsBack() {
    Web web = Web.brisk();
    web.call(
        "CreateService",
        Document.builder()
            .put("serviceName", "web")
            .put("taskDefinition", "web:1")
            .put("desiredCount", 2)
            .build());

    Document configuration = web.describe().document("deploymentConfiguration").orElseThrow();

    assertThat(configuration.integer("maximumPercent")).hasValue(200);
    assertThat(configuration.integer("minimumHealthyPercent")).hasValue(100);
    assertThat(configuration.string("strategy")).contains("ROLLING");
    assertThat(configuration.integer("bakeTimeInMinutes")).hasValue(0);
    Document breaker = configuration.document("deploymentCircuitBreaker").orElseThrow();
    assertThat(breaker.bool("enable")).contains(false);
    assertThat(breaker.bool("rollback")).contains(false);
    assertThat(breaker.bool("resetOnHealthyTask")).contains(true);
    assertThat(breaker.document("thresholdConfiguration").orElseThrow().toString())
        .contains("BOUNDED_PERCENT")
        .contains("50");
  }

  @Test
  @Rule("DEP-21")
  void countsFailedTasksWithoutABreakerToo() {
    Web web =
        Web.brisk(
            Fates.rule()
                .family("web")
                .revision(2)
                .failsIn(StartFailure.Stage.PULL, "CannotPullContainerError: no such image"));
    web.create(Web.service(4, 100, 200));
    web.deploy(2);
    web.tick();
    web.after(20);

    assertThat(web.deployment("B").failedTasks()).isEqualTo(8);
    assertThat(web.deployment("B").rolloutState()).hasToString("IN_PROGRESS");
  }

  @Test
  @Rule({"DEP-148", "DEP-149", "DEP-157", "DEP-75"})
  void keepsARecordOfEachDeployment() {
    Web web = Web.steady(2, 100, 200);
    web.deploy(2);
    assertThat(web.statuses()).containsExactly("PENDING", "SUCCESSFUL");

    web.tick();
    assertThat(web.statuses()).containsExactly("IN_PROGRESS", "SUCCESSFUL");

    web.ecs.runUntilSteady();
    assertThat(web.statuses()).containsExactly("SUCCESSFUL", "SUCCESSFUL");
    Document record = web.records().get(0);
    assertThat(record.string("serviceDeploymentArn").orElseThrow())
        .matches("arn:aws:ecs:us-east-1:123456789012:service-deployment/default/web/[\\w-]{21,22}");
    assertThat(record.has("startedAt")).isTrue();
    assertThat(record.has("finishedAt")).isTrue();
    String target =
        record.document("targetServiceRevision").orElseThrow().string("arn").orElseThrow();
    String digits = web.deployment("B").id().substring("ecs-svc/".length());
    assertThat(target)
        .isEqualTo("arn:aws:ecs:us-east-1:123456789012:service-revision/default/web/" + digits);
    Document revision =
        web.call(
                "DescribeServiceRevisions",
                Document.of("serviceRevisionArns", ImmutableList.of(target)))
            .documents("serviceRevisions")
            .get(0);
    assertThat(revision.string("taskDefinition").orElseThrow()).endsWith("web:2");

    web.desire(1);
    web.ecs.runUntilSteady();
    assertThat(
            web.records()
                .get(0)
                .document("targetServiceRevision")
                .orElseThrow()
                .integer("runningTaskCount"))
        .as("a snapshot of the end (DEP-75)")
        .hasValue(2);
  }

  @Test
  @Rule({"DEP-63", "DEP-64", "DEP-150", "DEP-149"})
  void stopsTheRecordOfAnOvertakenDeployment() {
    Web web = Web.steady(2, 100, 200);
    web.deploy(2);
    web.tick();

    web.deploy(3);

    assertThat(web.statuses()).containsExactly("PENDING", "STOP_REQUESTED", "SUCCESSFUL");
    web.tick();
    assertThat(web.statuses()).containsExactly("IN_PROGRESS", "STOPPED", "SUCCESSFUL");
    assertThat(web.news()).contains("stopped 2 pending tasks.");
    web.after(10);
    assertThat(web.census()).isEqualTo("web:1 2, web:3 2");
  }

  @Test
  @Rule({"DEP-153", "DEP-155", "DEP-151", "DEP-152", "DEP-150"})
  void rollsBackOnRequest() {
    Web web = Web.steady(2, 100, 200);
    web.deploy(2);
    web.tick();

    web.stopDeployment();
    assertThat(web.statuses()).containsExactly("ROLLBACK_REQUESTED", "SUCCESSFUL");
    web.stopDeployment();
    assertThat(web.statuses()).containsExactly("ROLLBACK_REQUESTED", "SUCCESSFUL");

    web.tick();
    assertThat(web.statuses()).containsExactly("ROLLBACK_IN_PROGRESS", "SUCCESSFUL");
    Document record = web.records().get(0);
    assertThat(record.string("statusReason"))
        .contains("Service deployment rolled back because of a user request.");
    assertThat(record.document("rollback").orElseThrow().string("serviceRevisionArn").orElseThrow())
        .endsWith(web.deployment("A").id().substring("ecs-svc/".length()));
    assertThat(web.deployment("A").status()).hasToString("PRIMARY");

    web.stopDeployment();
    web.ecs.runUntilSteady();
    assertThat(web.statuses()).containsExactly("ROLLBACK_SUCCESSFUL", "SUCCESSFUL");
    assertThat(web.census()).isEqualTo("web:1 2");
    assertThat(web.live()).extracting(task -> task.launchNumber()).containsExactly(1, 2);
  }

  @Test
  @Rule("DEP-153")
  void rollsBackBeforeTheFirstRound() {
    Web web = Web.steady(2, 100, 200);
    web.deploy(2);

    web.stopDeployment();
    web.ecs.runUntilSteady();

    assertThat(web.statuses()).containsExactly("ROLLBACK_SUCCESSFUL", "SUCCESSFUL");
    assertThat(web.tasks()).hasSize(2);
  }

  @Test
  @Rule({"DEP-155", "DEP-65"})
  void rollsBackOnRequestToTheLatestThatCompleted() {
    Web web = Web.steady(2, 100, 200);
    web.deploy(2);
    web.tick();
    web.deploy(3);
    web.tick();

    web.stopDeployment();
    web.ecs.runUntilSteady();

    assertThat(web.census()).isEqualTo("web:1 2");
    assertThat(web.statuses()).containsExactly("ROLLBACK_SUCCESSFUL", "STOPPED", "SUCCESSFUL");
  }

  @Test
  @Rule({"DEP-153", "DEP-154"})
  void refusesToStopWhatHasFinishedAndToAbort() {
    Web web = Web.steady(2, 100, 200);
    String digest = web.ecs.digest();
    String arn = web.records().get(0).string("serviceDeploymentArn").orElseThrow();

    assertRefused(web::stopDeployment, "ConflictException", "SUCCESSFUL");
    assertRefused(
        () ->
            web.call(
                "StopServiceDeployment",
                Document.builder()
                    .put("serviceDeploymentArn", arn)
                    .put("stopType", "ABORT")
                    .build()),
        "InvalidParameterException",
        "ABORT");
    assertRefused(
        () -> web.call("StopServiceDeployment", Document.of("serviceDeploymentArn", arn + "x")),
        "ServiceDeploymentNotFoundException",
        "not found");

    assertThat(web.ecs.digest()).isEqualTo(digest);
  }

  private static void assertRefused(Runnable call, String type, String words) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            EcsException.class,
            refused -> {
              assertThat(refused.errorType()).isEqualTo(type);
              assertThat(refused.getMessage()).contains(words);
            });
  }

  @Test
  @Rule("DEP-156")
  void listsRecordsByStatusNewestFirst() {
    Web web = Web.steady(1, 100, 200);
    for (int revision = 2; revision <= 4; revision++) {
      web.deploy(revision);
      web.ecs.runUntilSteady();
    }
    web.deploy(5);
    web.tick();

    Document page =
        web.call(
            "ListServiceDeployments",
            Document.builder()
                .put("service", "web")
                .put("status", ImmutableList.of("SUCCESSFUL"))
                .put("maxResults", 3)
                .build());

    assertThat(page.documents("serviceDeployments")).hasSize(3);
    assertThat(page.has("nextToken")).isTrue();
    assertThat(page.documents("serviceDeployments").get(0).string("targetServiceRevisionArn"))
        .isEqualTo(
            web.records().get(1).document("targetServiceRevision").orElseThrow().string("arn"));
  }

  @Test
  @Rule({"DEP-91", "DEP-98", "DEP-149"})
  void showsTheBreakerAndStopsWithoutRollback() {
    Web web =
        Web.brisk(
            Fates.rule()
                .family("web")
                .revision(2)
                .pull(Duration.ofSeconds(1))
                .failsIn(StartFailure.Stage.PULL, "CannotPullContainerError: no such image"));
    web.create(Web.service(2, 100, 200).withCircuitBreaker(CircuitBreaker.withoutRollback()));
    web.deploy(2);
    web.tick();
    assertThat(breaker(web)).isEqualTo("MONITORING 0 of 3");
    web.after(10);
    assertThat(breaker(web)).isEqualTo("MONITORING 2 of 3");

    web.after(10);

    assertThat(breaker(web)).isEqualTo("TRIGGERED 4 of 3");
    assertThat(web.statuses().get(0)).isEqualTo("STOP_REQUESTED");
    web.after(10);
    assertThat(web.statuses().get(0)).isEqualTo("STOPPED");
    assertThat(web.deployments())
        .containsExactly(
            "B PRIMARY FAILED: desired 0, pending 0, running 0",
            "A ACTIVE COMPLETED: desired 2, pending 0, running 2");
  }

  private static String breaker(Web web) {
    Document breaker = web.records().get(0).document("deploymentCircuitBreaker").orElseThrow();
    return breaker.string("status").orElseThrow()
        + " "
        + breaker.integer("failureCount").orElseThrow()
        + " of "
        + breaker.integer("threshold").orElseThrow();
  }
}
