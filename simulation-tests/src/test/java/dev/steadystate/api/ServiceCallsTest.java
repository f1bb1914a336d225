package dev.steadystate.api;

import static dev.steadystate.api.Account.only;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.view.ServiceSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServiceCallsTest {
  private static final String CREATE =
      "{'serviceName':'web','taskDefinition':'web:1','desiredCount':2}";

  private static Account withWeb() {
    return Account.withInstances(2).withFamily("web").withService(2);
  }

  private static Document service(Account account, String name) {
    return only(account.call("DescribeServices", "{'services':['" + name + "']}"), "services");
  }

  // Creating.

  @Test
  void theSameCreateServiceAnswersWithTheServiceThatIsThere() {
    Account account = withWeb();
    String before = account.ecs.digest();

    Document again = account.call("CreateService", CREATE).document("service").orElseThrow();

    assertThat(again.integer("runningCount")).hasValue(2);
    assertThat(account.ecs.digest()).isEqualTo(before);
  }

  @Test
  void aClientTokenSaysNothingOfTheService() {
    Account account = withWeb();

    Document again = account.call("CreateService", CREATE.replace("}", ",'clientToken':'x'}"));

    assertThat(again.document("service").orElseThrow().integer("runningCount")).hasValue(2);
  }

  @Test
  void theSameServiceInOtherWordsIsTheSame() {
    Account account = withWeb();

    account.ecs.createService(Service.of("web", "web:1", 2));
    account.call("CreateService", CREATE.replace("}", ",'cluster':'default'}"));
    account.call(
        "CreateService",
        CREATE.replace("}", ",'cluster':'arn:aws:ecs:us-east-1:123456789012:cluster/default'}"));

    assertThat(account.ecs.services()).hasSize(1);
  }

  @Test
  void whoChoosesNoLaunchTypeFollowsTheClusterOrElseRunsOnInstances() {
    Account account = Account.empty().withFargateFamily("web");
    account.call(
        "PutClusterCapacityProviders",
        "{'cluster':'default','capacityProviders':['FARGATE'],"
            + "'defaultCapacityProviderStrategy':[{'capacityProvider':'FARGATE','weight':1}]}");
    String network = "'networkConfiguration':{'awsvpcConfiguration':{'subnets':['s-1']}}}";

    Document service =
        account
            .call(
                "CreateService",
                "{'serviceName':'web','taskDefinition':'web','desiredCount':1," + network)
            .document("service")
            .orElseThrow();
    account.call("RunTask", "{'taskDefinition':'web'," + network);
    account.runFor(Duration.ofMinutes(1));

    assertThat(service.list("capacityProviderStrategy")).hasSize(1);
    assertThat(service.has("launchType")).isFalse();
    assertThat(account.ecs.tasks())
        .hasSize(2)
        .allMatch(dev.steadystate.core.view.TaskSnapshot::isOnFargate);
  }

  @Test
  void aServiceMayNameACapacityProviderOfItsCluster() {
    Account account = Account.withInstances(1).withFamily("web");
    account.call(
        "PutClusterCapacityProviders",
        "{'cluster':'default','capacityProviders':['spare'],'defaultCapacityProviderStrategy':[]}");

    account.call(
        "CreateService",
        "{'serviceName':'web','taskDefinition':'web','desiredCount':1,"
            + "'capacityProviderStrategy':[{'capacityProvider':'spare','weight':1}]}");
    account.runFor(Duration.ofMinutes(1));

    assertThat(account.ecs.tasks()).hasSize(1);
  }

  @Test
  void aBareFamilyIsItsLatestActiveRevision() {
    Account account =
        Account.withInstances(1).withFamily("web").withFamily("web").withFamily("web");
    account.call("DeregisterTaskDefinition", "{'taskDefinition':'web:3'}");

    Document created =
        account.call(
            "CreateService", "{'serviceName':'web','taskDefinition':'web','desiredCount':1}");

    assertThat(created.document("service").orElseThrow().string("taskDefinition").orElseThrow())
        .endsWith("task-definition/web:2");
  }

  @Test
  void aNameMayBeUsedAgainOnceItsServiceIsInactive() {
    Account account = withWeb();
    account.call("DeleteService", "{'service':'web','force':true}");
    account.runFor(Duration.ofMinutes(2));
    assertThat(service(account, "web").string("status")).hasValue("INACTIVE");

    Document created = account.call("CreateService", CREATE).document("service").orElseThrow();

    assertThat(created.string("status")).hasValue("ACTIVE");
    assertThat(created.integer("runningCount")).hasValue(0);
  }

  @Test
  void valuesAndDocumentsMakeTheSameService() {
    Account byDocument = withWeb();
    Account byValue = Account.withInstances(2).withFamily("web");

    byValue.ecs.createService(Service.of("web", "web:1", 2));
    byValue.runFor(Duration.ofMinutes(2));

    assertThat(byValue.ecs.digest()).isEqualTo(byDocument.ecs.digest());
    assertThat(service(byValue, "web")).isEqualTo(service(byDocument, "web"));
  }

  // Updating.

  @Test
  void whatAnUpdateLeavesOutStaysAndEmptyListsTakeAway() {
    Account account = Account.withInstances(2).withFamily("web");
    account.call(
        "CreateService",
        "{'serviceName':'web','taskDefinition':'web:1','desiredCount':2,"
            + "'healthCheckGracePeriodSeconds':7,'propagateTags':'SERVICE',"
            + "'placementStrategy':[{'type':'binpack','field':'memory'}],"
            + "'placementConstraints':[{'type':'distinctInstance'}]}");

    account.call(
        "UpdateService",
        "{'service':'web','placementConstraints':[],"
            + "'deploymentConfiguration':{'minimumHealthyPercent':50}}");

    Document service = service(account, "web");
    assertThat(service.list("placementConstraints")).isEmpty();
    assertThat(service.documents("placementStrategy"))
        .containsExactly(Document.builder().put("type", "binpack").put("field", "memory").build());
    assertThat(service.integer("healthCheckGracePeriodSeconds")).hasValue(7);
    assertThat(service.string("propagateTags")).hasValue("SERVICE");
    Document configuration = service.document("deploymentConfiguration").orElseThrow();
    assertThat(configuration.integer("minimumHealthyPercent")).hasValue(50);
    assertThat(configuration.integer("maximumPercent")).hasValue(200);
    assertThat(service.list("deployments")).hasSize(1);
  }

  @Test
  void whatIsSentButEqualStartsNoDeployment() {
    Account account = Account.empty().withFargateFamily("web");
    String network =
        "'networkConfiguration':{'awsvpcConfiguration':{'subnets':['s-1'],'securityGroups':['g']}}";
    account.call(
        "CreateService",
        "{'serviceName':'web','taskDefinition':'web:1','desiredCount':1,'launchType':'FARGATE',"
            + network
            + "}");

    account.call("UpdateService", "{'service':'web','taskDefinition':'web:1'," + network + "}");
    int afterTheSame = service(account, "web").list("deployments").size();
    account.call("UpdateService", "{'service':'web'," + network.replace("'g'", "'h'") + "}");
    int afterAnother = service(account, "web").list("deployments").size();

    assertThat(ImmutableList.of(afterTheSame, afterAnother)).containsExactly(1, 2);
  }

  @Test
  void otherSubnetsByValueStartADeploymentToo() {
    Account account = Account.empty();
    account.ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx").onFargate(256, 512));
    account.ecs.createService(
        Service.of("web", "web:1", 1)
            .withLaunchType(dev.steadystate.core.model.LaunchType.FARGATE)
            .inSubnets("s-1"));

    ServiceSnapshot same = account.ecs.updateService(ServiceUpdate.of("web").inSubnets("s-1"));
    ServiceSnapshot other = account.ecs.updateService(ServiceUpdate.of("web").inSubnets("s-2"));

    assertThat(same.deployments()).hasSize(1);
    assertThat(other.deployments()).hasSize(2);
    assertThat(other.deployments().get(1).definition().subnets()).containsExactly("s-1");
  }

  @Test
  void theSixthDeploymentIsRefused() {
    Account account = withWeb();
    String force = "{'service':'web','forceNewDeployment':true}";
    for (int i = 0; i < 4; i++) {
      account.call("UpdateService", force);
    }

    String refusal = account.refusal("UpdateService", force);

    assertThat(refusal)
        .isEqualTo(
            "InvalidParameterException: 5 active deployments exist, unable to create new"
                + " deployment.");
  }

  // Rolling back.

  @Test
  void aRollbackBringsBackAllThatTheDeploymentHadChanged() {
    Account account = Account.empty().withFargateFamily("web").withFargateFamily("web");
    account.call(
        "CreateService",
        "{'serviceName':'web','taskDefinition':'web:1','desiredCount':1,'launchType':'FARGATE',"
            + "'networkConfiguration':{'awsvpcConfiguration':{'subnets':['s-1']}}}");
    account.runFor(Duration.ofMinutes(2));
    account.call(
        "UpdateService",
        "{'service':'web','taskDefinition':'web:2','platformVersion':'1.3.0',"
            + "'networkConfiguration':{'awsvpcConfiguration':{'subnets':['s-2']}}}");
    String arn =
        account
            .call("ListServiceDeployments", "{'service':'web','status':['PENDING']}")
            .documents("serviceDeployments")
            .get(0)
            .string("serviceDeploymentArn")
            .orElseThrow();

    account.call("StopServiceDeployment", "{'serviceDeploymentArn':'" + arn + "'}");
    account.runFor(Duration.ofMinutes(5));

    Document service = service(account, "web");
    assertThat(service.string("taskDefinition").orElseThrow()).endsWith("web:1");
    assertThat(service.string("platformVersion")).hasValue("LATEST");
    assertThat(service.document("networkConfiguration").orElseThrow().toString())
        .contains("s-1")
        .doesNotContain("s-2");
    account.call(
        "UpdateService",
        "{'service':'web','networkConfiguration':{'awsvpcConfiguration':{'subnets':['s-2']}}}");
    assertThat(service(account, "web").list("deployments")).hasSize(2);
  }

  @Test
  void aFinishedDeploymentCannotBeStopped() {
    Account account = withWeb();
    String arn = service(account, "web").string("currentServiceDeployment").orElseThrow();

    String refusal =
        account.refusal("StopServiceDeployment", "{'serviceDeploymentArn':'" + arn + "'}");

    assertThat(refusal)
        .isEqualTo(
            "ConflictException: The service deployment is in the terminal state SUCCESSFUL.");
  }

  // Listing.

  @Test
  void listServicesShowsActiveOnesTenAPage() {
    Account account = withWeb();
    for (int i = 1; i <= 11; i++) {
      account.call(
          "CreateService",
          "{'serviceName':'s" + i + "','taskDefinition':'web:1','desiredCount':0}");
    }
    account.call("DeleteService", "{'service':'web','force':true}");

    Document first = account.call("ListServices", "{}");
    Document second =
        account.call(
            "ListServices", "{'nextToken':'" + first.string("nextToken").orElseThrow() + "'}");

    assertThat(first.list("serviceArns")).hasSize(10);
    assertThat(second.strings("serviceArns"))
        .containsExactly("arn:aws:ecs:us-east-1:123456789012:service/default/s11");
    assertThat(second.has("nextToken")).isFalse();
  }

  @Test
  void listServicesFiltersByLaunchTypeAndStrategy() {
    Account account = withWeb();
    account.call(
        "CreateService",
        "{'serviceName':'agent','taskDefinition':'web:1','schedulingStrategy':'DAEMON'}");

    assertThat(account.call("ListServices", "{'schedulingStrategy':'DAEMON'}").list("serviceArns"))
        .hasSize(1);
    assertThat(account.call("ListServices", "{'launchType':'FARGATE'}").list("serviceArns"))
        .isEmpty();
    assertThat(account.call("ListServices", "{'resourceManagementType':'ECS'}").list("serviceArns"))
        .isEmpty();
  }

  @Test
  void aNamespaceIsKnownByTheServicesInIt() {
    Account account = withWeb();
    account.call(
        "CreateService",
        "{'serviceName':'api','taskDefinition':'web:1','desiredCount':0,"
            + "'serviceConnectConfiguration':{'enabled':true,'namespace':'internal'}}");

    Document found = account.call("ListServicesByNamespace", "{'namespace':'internal'}");

    assertThat(found.strings("serviceArns"))
        .containsExactly("arn:aws:ecs:us-east-1:123456789012:service/default/api");
  }

  @Test
  void aServiceIsDescribedThoughItWasDeletedBeforeItsNewestDeploymentBegan() {
    Account account = withWeb();
    account.ecs.runUntilSteady();
    account.call("UpdateService", "{'service':'web','forceNewDeployment':true}");
    account.call("DeleteService", "{'service':'web','force':true}");
    account.ecs.runFor(Duration.ofSeconds(10));

    Document service = only(account.call("DescribeServices", "{'services':['web']}"), "services");

    assertThat(service.documents("deployments").get(0).string("status")).hasValue("PRIMARY");
  }

  @Test
  void serviceDeploymentsAreFilteredByTime() {
    Account account = withWeb();
    account.call("UpdateService", "{'service':'web','forceNewDeployment':true}");

    Document since =
        account.call(
            "ListServiceDeployments", "{'service':'web','createdAt':{'after':1767225700}}");
    Document until =
        account.call(
            "ListServiceDeployments", "{'service':'web','createdAt':{'before':1767225600}}");

    assertThat(only(since, "serviceDeployments").string("status")).hasValue("PENDING");
    assertThat(only(until, "serviceDeployments").string("status")).hasValue("SUCCESSFUL");
  }

  @Test
  void aStrategyIsShownWithItsDefaults() {
    Account account = Account.empty().withFargateFamily("web");

    Document answer =
        account.call(
            "CreateService",
            "{'serviceName':'web','taskDefinition':'web','desiredCount':1,"
                + "'capacityProviderStrategy':[{'weight':1,'capacityProvider':'FARGATE_SPOT'}],"
                + "'networkConfiguration':{'awsvpcConfiguration':{'subnets':['s-1']}}}");

    Document service = answer.document("service").orElseThrow();
    assertThat(service.list("capacityProviderStrategy").toString())
        .isEqualTo("[{\"capacityProvider\":\"FARGATE_SPOT\",\"weight\":1,\"base\":0}]");
  }

  @Test
  void aServiceChangesFromALaunchTypeToAStrategyOnlyWithANewDeployment() {
    Account account = Account.empty().withFargateFamily("web");
    account.call(
        "CreateService",
        "{'serviceName':'web','taskDefinition':'web','desiredCount':1,'launchType':'FARGATE',"
            + "'networkConfiguration':{'awsvpcConfiguration':{'subnets':['s-1']}}}");
    String spot = "'capacityProviderStrategy':[{'capacityProvider':'FARGATE_SPOT','weight':1}]";

    String refusal = account.refusal("UpdateService", "{'service':'web'," + spot + "}");
    account.call("UpdateService", "{'service':'web','forceNewDeployment':true," + spot + "}");
    account.call("UpdateService", "{'service':'web','desiredCount':2," + spot + "}");
    account.runFor(Duration.ofMinutes(3));

    assertThat(refusal)
        .isEqualTo(
            "InvalidParameterException: When switching from launch type to capacity provider"
                + " strategy on an existing service, or making a change to a capacity provider"
                + " strategy on a service that is already using one, you must force a new"
                + " deployment.");
    Document service = service(account, "web");
    assertThat(service.has("launchType")).isFalse();
    assertThat(service.list("capacityProviderStrategy")).hasSize(1);
    assertThat(service.integer("runningCount")).hasValue(2);
    assertThat(only(service, "deployments").has("launchType")).isFalse();
  }
}
