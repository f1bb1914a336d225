package dev.steadystate.api;

import static dev.steadystate.api.Account.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.document.Document;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TaskDefinitionCallsTest {
  private static final String ARNS = "arn:aws:ecs:us-east-1:123456789012:task-definition/";

  private static Account withRevisions() {
    return Account.withInstances(1).withFamily("web").withFamily("web").withFamily("api");
  }

  @Test
  void revisionsCountOnAndAreNeverUsedAgain() {
    Account account = withRevisions();
    account.call("DeregisterTaskDefinition", "{'taskDefinition':'web:2'}");

    account.withFamily("web");

    assertThat(
            account
                .call("DescribeTaskDefinition", "{'taskDefinition':'web'}")
                .document("taskDefinition")
                .orElseThrow()
                .integer("revision"))
        .hasValue(3);
  }

  @Test
  void anInactiveRevisionIsDescribedAndServicesKeepIt() {
    Account account = withRevisions();
    account.call(
        "CreateService", "{'serviceName':'web','taskDefinition':'web:1','desiredCount':1}");

    Document answer = account.call("DeregisterTaskDefinition", "{'taskDefinition':'web:1'}");
    account.runFor(Duration.ofMinutes(1));

    Document definition = answer.document("taskDefinition").orElseThrow();
    assertThat(definition.string("status")).hasValue("INACTIVE");
    assertThat(definition.has("deregisteredAt")).isTrue();
    assertThat(account.ecs.service("web").runningCount()).isEqualTo(1);
    account.call("UpdateService", "{'service':'web','desiredCount':2}");
    account.runFor(Duration.ofMinutes(1));
    assertThat(account.ecs.service("web").runningCount()).isEqualTo(2);
  }

  @Test
  void aDeletedRevisionVanishesWhenNothingUsesIt() {
    Account account = withRevisions();
    account.call(
        "CreateService", "{'serviceName':'web','taskDefinition':'web:1','desiredCount':1}");
    account.runFor(Duration.ofMinutes(1));
    account.call("DeregisterTaskDefinition", "{'taskDefinition':'web:1'}");

    Document answer =
        account.call("DeleteTaskDefinitions", "{'taskDefinitions':['web:1','web:2']}");

    assertThat(only(answer, "taskDefinitions").string("status")).hasValue("DELETE_IN_PROGRESS");
    assertThat(only(answer, "failures").string("arn")).hasValue(ARNS + "web:2");
    String inProgress = "{'status':'DELETE_IN_PROGRESS'}";
    assertThat(listed(account, inProgress)).isEqualTo("[" + ARNS + "web:1]");
    account.call("DeleteService", "{'service':'web','force':true}");
    account.runFor(Duration.ofMinutes(2));
    assertThat(listed(account, inProgress)).isEqualTo("[]");
    assertThat(account.refusal("DescribeTaskDefinition", "{'taskDefinition':'web:1'}"))
        .isEqualTo("ClientException: Unable to describe task definition.");
  }

  private static String listed(Account account, String request) {
    return account.call("ListTaskDefinitions", request).list("taskDefinitionArns").toString();
  }

  @Test
  void listTaskDefinitionsSortsByFamilyAndRevision() {
    Account account = withRevisions();
    account.call("DeregisterTaskDefinition", "{'taskDefinition':'web:1'}");

    assertThat(listed(account, "{}")).isEqualTo("[" + ARNS + "api:1, " + ARNS + "web:2]");
    assertThat(listed(account, "{'sort':'DESC'}"))
        .isEqualTo("[" + ARNS + "web:2, " + ARNS + "api:1]");
    assertThat(listed(account, "{'familyPrefix':'we'}")).isEqualTo("[]");
    assertThat(listed(account, "{'familyPrefix':'web','status':'INACTIVE'}"))
        .isEqualTo("[" + ARNS + "web:1]");
  }

  @Test
  void listTaskDefinitionFamiliesKnowsPrefixes() {
    Account account = withRevisions();
    account.call("DeregisterTaskDefinition", "{'taskDefinition':'api:1'}");

    assertThat(families(account, "{}")).isEqualTo("[api, web]");
    assertThat(families(account, "{'familyPrefix':'we'}")).isEqualTo("[web]");
    assertThat(families(account, "{'status':'ACTIVE'}")).isEqualTo("[web]");
    assertThat(families(account, "{'status':'INACTIVE'}")).isEqualTo("[api]");
  }

  private static String families(Account account, String request) {
    return account.call("ListTaskDefinitionFamilies", request).list("families").toString();
  }
}
