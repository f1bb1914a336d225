package dev.steadystate.api;

import static dev.steadystate.api.Account.blurred;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.Resources;
import dev.steadystate.core.document.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Answers as real ECS gives them, member by member and in their order (spec 8, section 3): each is
 * held against a file of the resources.
 */
class DescribeShapesTest {
  private static final String NETWORK =
      "'networkConfiguration':{'awsvpcConfiguration':{'subnets':['subnet-1'],"
          + "'securityGroups':['sg-1'],'assignPublicIp':'ENABLED'}}";
  private static final String FARGATE_SERVICE =
      "{'serviceName':'web','taskDefinition':'web','desiredCount':2,'launchType':'FARGATE',"
          + "'loadBalancers':[{'targetGroupArn':'arn:tg','containerName':'app','containerPort':80}],"
          + NETWORK
          + "}";

  private static void assertShape(Document answer, String golden) {
    assertThat(blurred(answer) + "\n").isEqualTo(textOf(golden));
  }

  private static String textOf(String golden) {
    try {
      return Resources.toString(
          Resources.getResource(DescribeShapesTest.class, golden), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Account withFargateService() {
    Account account = Account.empty().withFargateFamily("web");
    account.call("CreateService", FARGATE_SERVICE);
    return account.runFor(Duration.ofMinutes(2));
  }

  private static String latestDeployment(Account account) {
    return account
        .call("ListServiceDeployments", "{'service':'web'}")
        .documents("serviceDeployments")
        .get(0)
        .string("serviceDeploymentArn")
        .orElseThrow();
  }

  // Services.

  @Test
  void createServiceAnswersWithTheNewServiceAndItsOneDeployment() {
    Account account = Account.empty().withFargateFamily("web");

    Document answer = account.call("CreateService", FARGATE_SERVICE);

    assertShape(answer, "create-service.json");
  }

  @Test
  void updateServiceAnswersWithTheNewDeploymentBeforeTheOld() {
    Account account = withFargateService();

    Document answer = account.call("UpdateService", "{'service':'web','forceNewDeployment':true}");

    assertShape(answer, "update-service.json");
  }

  @Test
  void describeServicesShowsADaemonOnInstances() {
    Account account = Account.withInstances(2).withFamily("agent");
    account.call(
        "CreateService",
        "{'serviceName':'agent','taskDefinition':'agent:1','schedulingStrategy':'DAEMON',"
            + "'tags':[{'key':'team','value':'infra'}]}");
    account.runFor(Duration.ofSeconds(30));

    Document answer =
        account.call("DescribeServices", "{'services':['agent','nobody'],'include':['TAGS']}");

    assertShape(answer, "describe-services.json");
  }

  // Tasks.

  @Test
  void runTaskOnFargateAnswersWithATaskThatWaitsForItsInterface() {
    Account account = Account.empty().withFargateFamily("web");

    Document answer =
        account.call(
            "RunTask",
            "{'taskDefinition':'web','launchType':'FARGATE','startedBy':'me',"
                + "'overrides':{'containerOverrides':[{'name':'app','cpu':1}]},"
                + NETWORK
                + "}");

    assertShape(answer, "run-task.json");
  }

  @Test
  void describeTasksShowsARunningTaskOnFargateWithItsAddress() {
    Account account = withFargateService();

    Document answer = account.call("DescribeTasks", "{'tasks':['web/1']}");

    assertShape(answer, "describe-fargate-task.json");
  }

  @Test
  void describeTasksShowsPortsAndTheEndOfATaskOnAnInstance() {
    Account account = Account.withInstances(1).withFamily("web").withService(1);
    account.call("StopTask", "{'task':'web/1','reason':'lunch'}");
    account.runFor(Duration.ofSeconds(1));

    Document answer = account.call("DescribeTasks", "{'tasks':['web/1']}");

    assertShape(answer, "describe-stopped-task.json");
  }

  @Test
  void taskProtectionIsShownWithItsEnd() {
    Account account = Account.withInstances(1).withFamily("web").withService(2);

    Document answer =
        account.call(
            "UpdateTaskProtection",
            "{'cluster':'default','tasks':['web/1','web/9'],'protectionEnabled':true,"
                + "'expiresInMinutes':10}");

    assertShape(answer, "update-task-protection.json");
  }

  // Container instances and clusters.

  @Test
  void describeContainerInstancesShowsWhatIsRegisteredAndWhatRemains() {
    Account account = Account.withInstances(1).withFamily("web").withService(2);

    Document answer =
        account.call("DescribeContainerInstances", "{'containerInstances':['i-1','i-2']}");

    assertShape(answer, "describe-container-instances.json");
  }

  @Test
  void describeClustersShowsThePartsAskedFor() {
    Account account = Account.withInstances(1).withFamily("web").withService(2);
    account.call(
        "CreateCluster",
        "{'clusterName':'batch','capacityProviders':['FARGATE'],"
            + "'defaultCapacityProviderStrategy':[{'capacityProvider':'FARGATE','weight':1}],"
            + "'tags':[{'key':'team','value':'data'}]}");

    Document answer =
        account.call(
            "DescribeClusters",
            "{'clusters':['default','batch','nowhere'],'include':['STATISTICS','SETTINGS','TAGS']}");

    assertShape(answer, "describe-clusters.json");
  }

  // Deployments.

  @Test
  void listServiceDeploymentsIsBriefAndNewestFirst() {
    Account account = withFargateService();
    account.call("UpdateService", "{'service':'web','forceNewDeployment':true}");

    Document answer = account.call("ListServiceDeployments", "{'service':'web'}");

    assertShape(answer, "list-service-deployments.json");
  }

  @Test
  void describeServiceDeploymentsShowsSourcesAndTarget() {
    Account account = withFargateService();
    account.call("UpdateService", "{'service':'web','forceNewDeployment':true}");
    account.runFor(Duration.ofSeconds(15));

    Document answer =
        account.call(
            "DescribeServiceDeployments",
            "{'serviceDeploymentArns':['"
                + latestDeployment(account)
                + "','arn:aws:ecs:us-east-1:123456789012:service-deployment/default/web/none']}");

    assertShape(answer, "describe-service-deployments.json");
  }

  @Test
  void describeServiceRevisionsShowsWhatWasRolledOutThen() {
    Account account = withFargateService();
    String revision =
        account
            .call("ListServiceDeployments", "{'service':'web'}")
            .documents("serviceDeployments")
            .get(0)
            .string("targetServiceRevisionArn")
            .orElseThrow();
    account.call(
        "UpdateService",
        "{'service':'web','networkConfiguration':{'awsvpcConfiguration':{'subnets':['other']}}}");
    account.runFor(Duration.ofMinutes(10));

    Document answer =
        account.call("DescribeServiceRevisions", "{'serviceRevisionArns':['" + revision + "']}");

    assertShape(answer, "describe-service-revisions.json");
  }
}
