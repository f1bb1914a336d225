package dev.steadystate.api;

import static dev.steadystate.api.Account.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.Rule;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.view.InstanceSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClusterAndInstanceCallsTest {
  private static final String ARNS = "arn:aws:ecs:us-east-1:123456789012:";

  // Clusters.

  @Test
  @Rule("CQ-30")
  void anInstanceIsKnownByItsIdentityDocumentWhereItsAgentIsSilent() {
    Account account = Account.empty();

    account.call(
        "RegisterContainerInstance",
        "{'instanceIdentityDocument':'{\\'instanceId\\':\\'i-1\\',\\'instanceType\\':"
            + "\\'t4g.small\\',\\'architecture\\':\\'arm64\\',\\'imageId\\':\\'ami-1\\'}',"
            + "'attributes':[{'name':'ecs.instance-type','value':'c7g.large'}]}");

    assertThat(found(account, "attribute:ecs.instance-type == c7g.large")).isEqualTo(1);
    assertThat(found(account, "attribute:ecs.cpu-architecture == arm64")).isEqualTo(1);
    assertThat(found(account, "attribute:ecs.ami-id == ami-1")).isEqualTo(1);
    assertThat(found(account, "attribute:ecs.os-family == LINUX")).isEqualTo(1);
    assertThat(found(account, "attribute:ecs.os-type == linux")).isEqualTo(1);
  }

  private static int found(Account account, String filter) {
    return account
        .call("ListContainerInstances", "{'filter':'" + filter + "'}")
        .list("containerInstanceArns")
        .size();
  }

  @Test
  void theDefaultClusterIsThereBeforeAnybodyCreatesIt() {
    Account account = Account.empty();

    Document listed = account.call("ListClusters", "{}");
    Document created = account.call("CreateCluster", "{'tags':[{'key':'a','value':'b'}]}");

    assertThat(listed.strings("clusterArns")).containsExactly(ARNS + "cluster/default");
    assertThat(created.document("cluster").orElseThrow().list("tags")).hasSize(1);
  }

  @Test
  void theSameCreateClusterAnswersWithTheClusterThatIsThere() {
    Account account = Account.empty();
    account.call("CreateCluster", "{'clusterName':'a'}");
    String before = account.ecs.digest();

    account.call("CreateCluster", "{'clusterName':'a'}");

    assertThat(account.ecs.digest()).isEqualTo(before);
  }

  @Test
  void aDeletedClusterIsStillDescribedAndItsNameCanBeUsedAgain() {
    Account account = Account.empty();
    account.call("CreateCluster", "{'clusterName':'a'}");

    Document deleted = account.call("DeleteCluster", "{'cluster':'" + ARNS + "cluster/a'}");
    Document described = account.call("DescribeClusters", "{'clusters':['a']}");
    Document listed = account.call("ListClusters", "{}");
    Document created = account.call("CreateCluster", "{'clusterName':'a'}");

    assertThat(deleted.document("cluster").orElseThrow().string("status")).hasValue("INACTIVE");
    assertThat(only(described, "clusters").string("status")).hasValue("INACTIVE");
    assertThat(listed.list("clusterArns")).hasSize(1);
    assertThat(created.document("cluster").orElseThrow().string("status")).hasValue("ACTIVE");
  }

  @Test
  void settingsAndCapacityProvidersAreKeptAndShown() {
    Account account = Account.empty();

    account.call(
        "UpdateClusterSettings",
        "{'cluster':'default','settings':[{'name':'containerInsights','value':'enabled'}]}");
    account.call(
        "UpdateCluster", "{'cluster':'default','serviceConnectDefaults':{'namespace':'internal'}}");
    account.call(
        "PutClusterCapacityProviders",
        "{'cluster':'default','capacityProviders':['FARGATE','FARGATE_SPOT'],"
            + "'defaultCapacityProviderStrategy':[{'capacityProvider':'FARGATE','weight':1}]}");

    Document cluster =
        only(account.call("DescribeClusters", "{'include':['SETTINGS']}"), "clusters");
    assertThat(only(cluster, "settings").string("value")).hasValue("enabled");
    assertThat(cluster.strings("capacityProviders")).containsExactly("FARGATE", "FARGATE_SPOT");
    assertThat(cluster.list("defaultCapacityProviderStrategy")).hasSize(1);
    assertThat(cluster.document("serviceConnectDefaults"))
        .hasValue(Document.of("namespace", "internal"));
  }

  // Container instances.

  @Test
  void anInstanceRegistersAsItsAgentSays() {
    Account account = Account.empty();

    Document answer =
        account.call(
            "RegisterContainerInstance",
            "{'instanceIdentityDocument':"
                + "'{\\'instanceId\\':\\'i-7\\',\\'availabilityZone\\':\\'us-east-1c\\'}',"
                + "'totalResources':[{'name':'CPU','type':'INTEGER','integerValue':1024},"
                + "{'name':'MEMORY','type':'INTEGER','integerValue':2000},"
                + "{'name':'PORTS','type':'STRINGSET','stringSetValue':['22','80']}],"
                + "'attributes':[{'name':'stack','value':'prod'}],"
                + "'tags':[{'key':'a','value':'b'}]}");

    assertThat(answer.document("containerInstance").orElseThrow().list("tags")).hasSize(1);
    InstanceSnapshot instance = account.ecs.instance("i-7");
    assertThat(instance.availabilityZone()).isEqualTo("us-east-1c");
    assertThat(instance.registered().cpu()).isEqualTo(1024);
    assertThat(instance.registered().ports()).containsExactly(22, 80, 2375, 2376, 51678, 51679);
    assertThat(instance.attributes()).containsEntry("stack", "prod");
    assertThat(instance)
        .hasToString(
            "i-7 ACTIVE in us-east-1c, 0 tasks, 1024 CPU, 2000 MiB left of 1024 CPU, 2000 MiB");
  }

  @Test
  void anInstanceThatDoesNotSayWhoItIsGetsAnId() {
    Account account = Account.empty();

    account.call("RegisterContainerInstance", "{}");
    account.call("RegisterContainerInstance", "{}");

    assertThat(account.ecs.instances())
        .extracting(InstanceSnapshot::ec2InstanceId)
        .allMatch(id -> id.matches("i-0[0-9a-f]{16}"))
        .doesNotHaveDuplicates();
  }

  @Test
  void anInstanceThatRegistersAgainKeepsItsArn() {
    Account account = Account.withInstances(1);
    String arn = account.ecs.instance("i-1").arn();

    Document answer =
        account.call("RegisterContainerInstance", "{'containerInstanceArn':'" + arn + "'}");

    assertThat(answer.document("containerInstance").orElseThrow().string("containerInstanceArn"))
        .hasValue(arn);
    assertThat(account.ecs.instances()).hasSize(1);
  }

  @Rule({"SS-100", "SS-102"})
  @Test
  void instancesDrainAndComeBack() {
    Account account = Account.withInstances(2);
    account.call("DeregisterContainerInstance", "{'containerInstance':'i-2'}");

    Document draining =
        account.call(
            "UpdateContainerInstancesState",
            "{'containerInstances':['i-1','i-2','i-3'],'status':'DRAINING'}");

    assertThat(only(draining, "containerInstances").string("status")).hasValue("DRAINING");
    assertThat(draining.documents("failures"))
        .extracting(failure -> failure.string("reason").orElseThrow())
        .containsExactly("INACTIVE", "MISSING");
    account.call(
        "UpdateContainerInstancesState", "{'containerInstances':['i-1'],'status':'ACTIVE'}");
    assertThat(account.ecs.instance("i-1").status()).isEqualTo(InstanceStatus.ACTIVE);
  }

  @Rule({"SS-112", "TK-94"})
  @Test
  void forcedDeregistrationEndsTheTasksThere() {
    Account account = Account.withInstances(1).withFamily("web").withService(1);

    account.call("DeregisterContainerInstance", "{'containerInstance':'i-1','force':true}");

    assertThat(account.ecs.instance("i-1").status()).isEqualTo(InstanceStatus.INACTIVE);
    assertThat(account.ecs.task("web/1").stoppedReason())
        .hasValue("Container instance deregistration forced by user");
  }

  @Test
  void listContainerInstancesFiltersByExpressionAndStatus() {
    Account account = Account.withInstances(3);
    account.call("DeregisterContainerInstance", "{'containerInstance':'i-3'}");
    account.call(
        "UpdateContainerInstancesState", "{'containerInstances':['i-2'],'status':'DRAINING'}");

    assertThat(listed(account, "{}")).isEqualTo(2);
    assertThat(listed(account, "{'status':'DRAINING'}")).isEqualTo(1);
    assertThat(listed(account, "{'status':'REGISTERING'}")).isZero();
    assertThat(listed(account, "{'filter':'attribute:ecs.availability-zone == us-east-1a'}"))
        .isEqualTo(1);
    assertThat(account.refusal("ListContainerInstances", "{'filter':'attribute:a =='}"))
        .startsWith("InvalidParameterException: ");
  }

  private static int listed(Account account, String request) {
    return account.call("ListContainerInstances", request).list("containerInstanceArns").size();
  }

  // Attributes.

  @Test
  void attributesArePutListedAndDeleted() {
    Account account = Account.withInstances(2);
    String arn = account.ecs.instance("i-1").arn();

    Document put =
        account.call(
            "PutAttributes",
            "{'attributes':[{'name':'stack','value':'prod','targetId':'i-1'},"
                + "{'name':'ssd','targetId':'"
                + arn
                + "'}]}");
    Document listed =
        account.call(
            "ListAttributes",
            "{'targetType':'container-instance','attributeName':'stack',"
                + "'attributeValue':'prod'}");
    Document deleted =
        account.call(
            "DeleteAttributes",
            "{'attributes':[{'name':'ssd','targetId':'i-1'},{'name':'hdd','targetId':'i-1'}]}");

    assertThat(put.list("attributes")).hasSize(2);
    assertThat(only(listed, "attributes"))
        .hasToString("{\"name\":\"stack\",\"value\":\"prod\",\"targetId\":\"" + arn + "\"}");
    assertThat(only(deleted, "attributes").string("name")).hasValue("ssd");
    assertThat(account.ecs.instance("i-1").attributes())
        .containsEntry("stack", "prod")
        .doesNotContainKey("ssd");
  }

  @Test
  void tenCustomAttributesAreTheMost() {
    Account account = Account.withInstances(1);
    StringBuilder ten = new StringBuilder("{'attributes':[");
    for (int i = 0; i < 10; i++) {
      ten.append(i == 0 ? "" : ",").append("{'name':'a").append(i).append("','targetId':'i-1'}");
    }
    account.call("PutAttributes", ten + "]}");

    String refusal =
        account.refusal("PutAttributes", "{'attributes':[{'name':'b','targetId':'i-1'}]}");

    assertThat(refusal)
        .isEqualTo(
            "AttributeLimitExceededException: a container instance can have at most 10 custom"
                + " attributes, but i-1 would have 11");
  }

  @Test
  void aNewAttributeMakesRoomForATaskThatNeedsIt() {
    Account account = Account.withInstances(1);
    account.call(
        "RegisterTaskDefinition",
        "{'family':'web','containerDefinitions':[{'name':'app','image':'web','memory':128}],"
            + "'placementConstraints':[{'type':'memberOf','expression':'attribute:stack == prod'}]}");
    account.call("CreateService", "{'serviceName':'web','taskDefinition':'web','desiredCount':1}");
    account.runFor(Duration.ofMinutes(1));
    assertThat(account.ecs.tasks()).isEmpty();

    account.call(
        "PutAttributes", "{'attributes':[{'name':'stack','value':'prod','targetId':'i-1'}]}");
    account.runFor(Duration.ofMinutes(5));

    assertThat(account.ecs.tasks()).hasSize(1);
  }

  @Rule("CQ-16")
  @Test
  void anInstanceKeepsTheVersionOfItsAgentUntilTheAgentTellsAnother() {
    Account account = Account.empty();
    Document first =
        account
            .call("RegisterContainerInstance", "{'versionInfo':{'agentVersion':'1.9.0'}}")
            .document("containerInstance")
            .orElseThrow();
    account.call(
        "RegisterContainerInstance",
        "{'versionInfo':{'agentVersion':'1.14.5','agentHash':'a190a73f'}}");
    account.call("RegisterContainerInstance", "{}");

    assertThat(first.document("versionInfo").orElseThrow().string("agentVersion"))
        .hasValue("1.9.0");
    assertThat(instancesWhere(account, "agentVersion < 1.14.5")).isEqualTo(1);
    assertThat(instancesWhere(account, "agentVersion <= 1.14.5")).isEqualTo(2);
    assertThat(instancesWhere(account, "agentVersion >= 1.0")).isEqualTo(3);

    account.call(
        "RegisterContainerInstance",
        "{'versionInfo':{'agentVersion':'1.50.0'},'containerInstanceArn':'"
            + first.string("containerInstanceArn").orElseThrow()
            + "'}");

    assertThat(instancesWhere(account, "agentVersion < 1.14.5")).isZero();
    assertThat(instancesWhere(account, "agentVersion == 1.50.0")).isEqualTo(1);
  }

  private static int instancesWhere(Account account, String filter) {
    return account
        .call("ListContainerInstances", "{'filter':'" + filter + "'}")
        .list("containerInstanceArns")
        .size();
  }
}
