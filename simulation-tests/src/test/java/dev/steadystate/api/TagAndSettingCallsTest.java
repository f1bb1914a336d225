package dev.steadystate.api;

import static dev.steadystate.api.Account.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.document.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagAndSettingCallsTest {
  private static Account account() {
    return Account.withInstances(1).withFamily("web").withService(1);
  }

  private static String arn(Account account, String kind) {
    return switch (kind) {
      case "cluster" -> "arn:aws:ecs:us-east-1:123456789012:cluster/default";
      case "service" -> account.ecs.service("web").arn();
      case "task" -> account.ecs.task("web/1").arn();
      case "container-instance" -> account.ecs.instance("i-1").arn();
      default -> "arn:aws:ecs:us-east-1:123456789012:task-definition/web:1";
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"cluster", "service", "task", "container-instance", "task-definition"})
  void tagsAreAddedOverwrittenAndTakenAway(String kind) {
    Account account = account();
    String arn = arn(account, kind);

    account.call(
        "TagResource",
        "{'resourceArn':'" + arn + "','tags':[{'key':'a','value':'1'},{'key':'b','value':'2'}]}");
    account.call("TagResource", "{'resourceArn':'" + arn + "','tags':[{'key':'a','value':'3'}]}");
    account.call("UntagResource", "{'resourceArn':'" + arn + "','tagKeys':['b','c']}");

    Document tag =
        only(account.call("ListTagsForResource", "{'resourceArn':'" + arn + "'}"), "tags");
    assertThat(tag).hasToString("{\"key\":\"a\",\"value\":\"3\"}");
  }

  @Test
  void tagsGivenAtCreationAreThere() {
    Account account = account();
    account.call(
        "CreateService",
        "{'serviceName':'api','taskDefinition':'web','desiredCount':0,"
            + "'tags':[{'key':'a','value':'1'}]}");

    Document tags =
        account.call(
            "ListTagsForResource", "{'resourceArn':'" + account.ecs.service("api").arn() + "'}");

    assertThat(tags.list("tags")).hasSize(1);
  }

  @Test
  void fiftyTagsAreTheMost() {
    Account account = account();
    String arn = arn(account, "service");
    for (int from : new int[] {0, 25}) {
      StringBuilder tags = new StringBuilder();
      for (int i = from; i < from + 25; i++) {
        tags.append(i == from ? "" : ",").append("{'key':'k").append(i).append("'}");
      }
      account.call("TagResource", "{'resourceArn':'" + arn + "','tags':[" + tags + "]}");
    }

    String refusal =
        account.refusal("TagResource", "{'resourceArn':'" + arn + "','tags':[{'key':'more'}]}");

    assertThat(refusal)
        .isEqualTo(
            "LimitExceededException: a resource can have at most 50 tags, but would have 51");
  }

  @Test
  void settingsArePutListedAndDeleted() {
    Account account = account();

    account.call("PutAccountSetting", "{'name':'awsvpcTrunking','value':'enabled'}");
    account.call("PutAccountSettingDefault", "{'name':'containerInsights','value':'enhanced'}");
    Document two = account.call("ListAccountSettings", "{}");
    account.call("DeleteAccountSetting", "{'name':'containerInsights'}");
    Document one = account.call("ListAccountSettings", "{'value':'enabled'}");
    Document all = account.call("ListAccountSettings", "{'effectiveSettings':true}");

    assertThat(two.list("settings")).hasSize(2);
    assertThat(only(one, "settings").string("name")).hasValue("awsvpcTrunking");
    assertThat(all.list("settings")).hasSize(10);
    assertThat(all.has("nextToken")).isTrue();
  }
}
