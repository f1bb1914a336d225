package dev.steadystate.api;

import static dev.steadystate.api.Account.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steadystate.core.Rule;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.view.TaskSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TaskCallsTest {
  private static Account withWeb() {
    return Account.withInstances(2).withFamily("web").withService(2);
  }

  // Running.

  @Test
  void runTaskStartsWhatFitsAndNamesWhatDoesNot() {
    Account account = Account.withInstances(1);
    account.call(
        "RegisterTaskDefinition",
        "{'family':'big','containerDefinitions':[{'name':'app','image':'big','memory':3000}]}");

    Document answer = account.call("RunTask", "{'taskDefinition':'big','count':3}");

    assertThat(answer.list("tasks")).hasSize(2);
    Document failure = only(answer, "failures");
    assertThat(failure.string("reason")).hasValue("RESOURCE:MEMORY");
    assertThat(failure.string("arn").orElseThrow()).contains("container-instance/default/");
  }

  @Rule("PL-48")
  @Test
  void aTaskOutsideServicesBelongsToItsFamily() {
    Account account = Account.withInstances(1).withFamily("batch");

    account.call("RunTask", "{'taskDefinition':'batch','startedBy':'cron'}");

    TaskSnapshot task = account.ecs.task("batch/1");
    assertThat(task.group()).isEqualTo("family:batch");
    assertThat(task.startedBy()).isEqualTo("cron");
    assertThat(task.service()).isEmpty();
    assertThat(task).hasToString("batch/1 PENDING, batch:1 on i-1 in us-east-1a");
  }

  @Test
  void startTaskGoesWhereItIsToldAndSaysWhereItCannot() {
    Account account = Account.withInstances(2).withFamily("web");
    account.call("DeregisterContainerInstance", "{'containerInstance':'i-1'}");

    Document answer =
        account.call(
            "StartTask",
            "{'taskDefinition':'web','containerInstances':['i-2','i-1','i-7'],"
                + "'tags':[{'key':'a','value':'b'}]}");

    assertThat(account.ecs.task("web/1").ec2InstanceId()).isEqualTo("i-2");
    assertThat(only(answer, "tasks").list("tags")).hasSize(1);
    assertThat(answer.documents("failures"))
        .extracting(failure -> failure.string("reason").orElseThrow())
        .containsExactly("INACTIVE", "MISSING");
  }

  @Test
  void startTaskWithNoneOfItsInstancesThereStartsNothing() {
    Account account = Account.withInstances(1).withFamily("web");
    String before = account.ecs.digest();

    Document answer =
        account.call("StartTask", "{'taskDefinition':'web','containerInstances':['i-7']}");

    assertThat(answer.list("tasks")).isEmpty();
    assertThat(account.ecs.digest()).isEqualTo(before);
  }

  @Test
  void aClientTokenMakesRunTaskIdempotentAndNothingElse() {
    Account withToken = Account.withInstances(1).withFamily("web");
    Account without = Account.withInstances(1).withFamily("web");
    String run = "{'taskDefinition':'web','clientToken':'t-1'}";

    Document first = withToken.call("RunTask", run);
    Document again = withToken.call("RunTask", run);
    without.call("RunTask", "{'taskDefinition':'web'}");

    assertThat(again).isEqualTo(first);
    assertThat(withToken.ecs.tasks()).hasSize(1);
    assertThat(withToken.ecs.digest()).isEqualTo(without.ecs.digest());
  }

  @Test
  void aClientTokenUsedForSomethingElseIsAConflict() {
    Account account = Account.withInstances(1).withFamily("web");
    Document first = account.call("RunTask", "{'taskDefinition':'web','clientToken':'t-1'}");
    String arn = only(first, "tasks").string("taskArn").orElseThrow();

    EcsException refused =
        catchThrowableOfType(
            EcsException.class,
            () ->
                account.call("RunTask", "{'taskDefinition':'web','count':2,'clientToken':'t-1'}"));

    assertThat(refused.errorType()).isEqualTo("ConflictException");
    assertThat(refused.resourceIds()).containsExactly(arn);
  }

  @Test
  void aClientTokenIsForgottenAfterADay() {
    Account account = Account.withInstances(1).withFamily("web");
    account.call("RunTask", "{'taskDefinition':'web','clientToken':'t-1'}");
    account.runFor(Duration.ofDays(1));

    account.call("RunTask", "{'taskDefinition':'web','clientToken':'t-1'}");

    assertThat(account.ecs.tasks()).hasSize(2);
  }

  @Test
  void aForkRemembersTokensOnItsOwn() {
    Account account = Account.withInstances(1).withFamily("web");
    account.call("RunTask", "{'taskDefinition':'web','clientToken':'t-1'}");

    var fork = account.ecs.fork();
    account.call("RunTask", "{'taskDefinition':'web','clientToken':'t-2'}");
    fork.call(
        "RunTask",
        Document.builder().put("taskDefinition", "web").put("clientToken", "t-1").build());

    assertThat(fork.tasks()).hasSize(1);
    assertThat(account.ecs.tasks()).hasSize(2);
  }

  // Stopping.

  @Test
  void stopTaskAnswersWithATaskThatStillRuns() {
    Account account = withWeb();

    Document task = account.call("StopTask", "{'task':'web/1'}").document("task").orElseThrow();

    assertThat(task.string("lastStatus")).hasValue("RUNNING");
    assertThat(task.string("desiredStatus")).hasValue("STOPPED");
    assertThat(task.string("stoppedReason")).hasValue("Task stopped by user");
    assertThat(account.ecs.task("web/1").lastStatus().name()).isEqualTo("STOPPED");
  }

  // Looking.

  @Test
  void tasksAreFoundByIdArnAndLaunch() {
    Account account = withWeb();
    TaskSnapshot task = account.ecs.task("web/2");

    Document answer =
        account.call(
            "DescribeTasks",
            "{'tasks':['"
                + task.id()
                + "','"
                + task.arn()
                + "','web/2','"
                + "0".repeat(32)
                + "']}");

    assertThat(answer.documents("tasks"))
        .extracting(found -> found.string("taskArn").orElseThrow())
        .containsExactly(task.arn(), task.arn(), task.arn());
    assertThat(only(answer, "failures").string("reason")).hasValue("MISSING");
  }

  @Rule("TK-15")
  @Test
  void aStoppedTaskIsForgottenAfterAnHour() {
    Account account = withWeb();
    account.call("StopTask", "{'task':'web/1'}");
    account.runFor(Duration.ofMinutes(61));

    Document answer = account.call("DescribeTasks", "{'tasks':['web/1','web/3']}");

    assertThat(answer.list("tasks")).hasSize(1);
    assertThat(answer.list("failures")).hasSize(1);
  }

  @Test
  void aTaskThatStopsBeforeItsInterfaceIsAttachedNeverHadAnAddress() {
    Account account = Account.empty().withFargateFamily("web");
    account.call(
        "RunTask",
        "{'taskDefinition':'web','launchType':'FARGATE',"
            + "'networkConfiguration':{'awsvpcConfiguration':{'subnets':['s-1']}}}");
    account.runFor(Duration.ofSeconds(3)).call("StopTask", "{'task':'web/1'}");
    account.runFor(Duration.ofMinutes(1));

    Document task = only(account.call("DescribeTasks", "{'tasks':['web/1']}"), "tasks");

    assertThat(task.string("lastStatus")).hasValue("STOPPED");
    assertThat(only(only(task, "attachments"), "details").string("name")).hasValue("subnetId");
    assertThat(only(task, "containers").list("networkInterfaces")).isEmpty();
  }

  @Test
  @Rule("TK-15")
  void aTaskThatIsKeptForReportsIsForgottenByCallsAllTheSame() {
    Account account = Account.keepingStoppedTasks().addInstances(1).withFamily("web");
    account.call("RunTask", "{'taskDefinition':'web'}");
    account.call("StopTask", "{'task':'web/1'}");
    account.runFor(Duration.ofMinutes(59));
    assertThat(listed(account, "{'desiredStatus':'STOPPED'}")).isEqualTo(1);

    account.runFor(Duration.ofMinutes(2));

    assertThat(account.ecs.tasks()).hasSize(1);
    assertThat(listed(account, "{'desiredStatus':'STOPPED'}")).isZero();
    assertThat(
            only(account.call("DescribeTasks", "{'tasks':['web/1']}"), "failures").string("reason"))
        .hasValue("MISSING");
    assertThat(account.refusal("StopTask", "{'task':'web/1'}"))
        .contains("The referenced task was not found.");
  }

  @Test
  void listTasksFilters() {
    Account account = withWeb();
    account.call("RunTask", "{'taskDefinition':'web','startedBy':'me'}");
    account.call("StopTask", "{'task':'web/1'}");

    assertThat(listed(account, "{}")).isEqualTo(2);
    assertThat(listed(account, "{'desiredStatus':'STOPPED'}")).isEqualTo(1);
    assertThat(listed(account, "{'desiredStatus':'PENDING'}")).isZero();
    assertThat(listed(account, "{'serviceName':'web'}")).isEqualTo(1);
    assertThat(listed(account, "{'startedBy':'me'}")).isEqualTo(1);
    assertThat(listed(account, "{'family':'other'}")).isZero();
    assertThat(listed(account, "{'launchType':'FARGATE'}")).isZero();
    assertThat(
            listed(account, "{'containerInstance':'i-1'}")
                + listed(account, "{'containerInstance':'i-2'}"))
        .isEqualTo(2);
  }

  private static int listed(Account account, String request) {
    return account.call("ListTasks", request).list("taskArns").size();
  }

  @Test
  void tagsOfTasksComeFromWhereTheServiceSays() {
    Account account = Account.withInstances(1);
    account.call(
        "RegisterTaskDefinition",
        "{'family':'web','tags':[{'key':'of','value':'definition'}],"
            + "'containerDefinitions':[{'name':'app','image':'web','memory':128}]}");
    account.call(
        "CreateService",
        "{'serviceName':'a','taskDefinition':'web','desiredCount':1,"
            + "'propagateTags':'TASK_DEFINITION','tags':[{'key':'of','value':'service'}]}");
    account.call(
        "CreateService",
        "{'serviceName':'b','taskDefinition':'web','desiredCount':1,"
            + "'propagateTags':'SERVICE','tags':[{'key':'of','value':'service'}]}");
    account.call("CreateService", "{'serviceName':'c','taskDefinition':'web','desiredCount':1}");
    account.runFor(Duration.ofSeconds(10));

    assertThat(account.ecs.task("a/1").tags().string("of")).hasValue("definition");
    assertThat(account.ecs.task("b/1").tags().string("of")).hasValue("service");
    assertThat(account.ecs.task("c/1").tags().isEmpty()).isTrue();
  }

  @Test
  void aTaskOutsideServicesTakesTagsOfItsDefinitionIfAsked() {
    Account account = Account.withInstances(1);
    account.call(
        "RegisterTaskDefinition",
        "{'family':'batch','tags':[{'key':'a','value':'1'},{'key':'b','value':'2'}],"
            + "'containerDefinitions':[{'name':'app','image':'batch','memory':128}]}");

    account.call(
        "RunTask",
        "{'taskDefinition':'batch','propagateTags':'TASK_DEFINITION',"
            + "'tags':[{'key':'b','value':'3'}]}");

    assertThat(account.ecs.task("batch/1").tags()).hasToString("{\"a\":\"1\",\"b\":\"3\"}");
  }

  // Protection.

  @Rule({"SS-63", "TRF-98"})
  @Test
  void noMoreTasksAreProtectedThanAreDesired() {
    Account account = withWeb();
    account.call("UpdateService", "{'service':'web','desiredCount':1}");

    Document answer =
        account.call(
            "UpdateTaskProtection",
            "{'cluster':'default','tasks':['web/1','web/2'],'protectionEnabled':true}");

    assertThat(only(answer, "protectedTasks").string("taskArn"))
        .hasValue(account.ecs.task("web/1").arn());
    assertThat(only(answer, "failures").string("reason")).hasValue("DEPLOYMENT_BLOCKED");
  }

  @Rule("TRF-98")
  @Test
  void failuresOfProtectionComeInTheOrderOfTheRequest() {
    Account account = withWeb().withFamily("batch");
    account.call("RunTask", "{'taskDefinition':'batch'}");
    String unknown = "0123456789abcdef0123456789abcdef";

    Document answer =
        account.call(
            "UpdateTaskProtection",
            "{'cluster':'default','tasks':['batch/1','"
                + unknown
                + "','web/1'],'protectionEnabled':true}");

    assertThat(answer.documents("failures"))
        .extracting(failure -> failure.string("reason").orElseThrow())
        .containsExactly("TASK_NOT_VALID", "MISSING");
    assertThat(answer.list("protectedTasks")).hasSize(1);
  }

  @Rule("TRF-98")
  @Test
  void aTaskOutsideServicesCannotBeProtected() {
    Account account = Account.withInstances(1).withFamily("batch");
    account.call("RunTask", "{'taskDefinition':'batch'}");

    Document answer =
        account.call(
            "UpdateTaskProtection",
            "{'cluster':'default','tasks':['batch/1'],'protectionEnabled':true}");

    assertThat(only(answer, "failures").string("reason")).hasValue("TASK_NOT_VALID");
  }

  @Rule({"TRF-97", "TRF-99"})
  @Test
  void protectionIsShownUntilItIsTakenBack() {
    Account account = withWeb();
    account.call(
        "UpdateTaskProtection", "{'cluster':'default','tasks':['web/1'],'protectionEnabled':true}");
    assertThat(account.ecs.task("web/1").protectedUntil())
        .hasValue(account.ecs.now().plus(Duration.ofHours(2)));

    account.call(
        "UpdateTaskProtection",
        "{'cluster':'default','tasks':['web/1'],'protectionEnabled':false}");

    Document shown =
        only(
            account.call("GetTaskProtection", "{'cluster':'default','tasks':['web/1']}"),
            "protectedTasks");
    assertThat(shown.bool("protectionEnabled")).hasValue(false);
    assertThat(shown.has("expirationDate")).isFalse();
    assertThat(account.call("GetTaskProtection", "{'cluster':'default'}").list("protectedTasks"))
        .hasSize(2);
  }
}
