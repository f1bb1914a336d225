package dev.steadystate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.steadystate.core.Rule;
import dev.steadystate.core.api.Schema;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What ECS refuses for what there is or is not, with its type and message (spec 8, section 6). */
class RefusalsTest {
  private static final String ARNS = "arn:aws:ecs:us-east-1:123456789012:";

  /** Given instances i-1 and i-2, family web, a running service web and an empty cluster empty. */
  private static Account account() {
    Account account = Account.withInstances(2).withFamily("web").withService(2);
    account.call("CreateCluster", "{'clusterName':'empty'}");
    account.call("CreateCluster", "{'clusterName':'gone'}");
    account.call("DeleteCluster", "{'cluster':'gone'}");
    account.withFargateFamily("far");
    account.withFamily("old");
    account.call("DeregisterTaskDefinition", "{'taskDefinition':'old:1'}");
    account.call(
        "CreateService", "{'serviceName':'leaving','taskDefinition':'web','desiredCount':1}");
    account.call("DeleteService", "{'service':'leaving','force':true}");
    return account;
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        // Clusters.
        arguments(
            "DescribeServices",
            "{'cluster':'no','services':['web']}",
            "ClusterNotFoundException: Cluster not found."),
        arguments(
            "CreateService",
            "{'cluster':'gone','serviceName':'a','taskDefinition':'web','desiredCount':1}",
            "ClusterNotFoundException: The referenced cluster was inactive."),
        arguments(
            "CreateCluster",
            "{'clusterName':'a b'}",
            "InvalidParameterException: clusterName should be 1 to 255 letters, digits, hyphens"
                + " and underscores but was \"a b\""),
        arguments(
            "CreateCluster",
            "{'clusterName':'empty','settings':[{'name':'containerInsights','value':'enabled'}]}",
            "InvalidParameterException: Arguments on this idempotent request are inconsistent with"
                + " arguments used in previous request(s)."),
        arguments(
            "CreateCluster",
            "{'clusterName':'c','settings':[{'name':'containerInsights','value':'yes'}]}",
            "InvalidParameterException: the value of containerInsights should be one of [enhanced,"
                + " enabled, disabled] but was yes"),
        arguments(
            "CreateCluster",
            "{'clusterName':'c','defaultCapacityProviderStrategy':[{'capacityProvider':'FARGATE'}]}",
            "InvalidParameterException: The specified capacity provider strategy cannot contain a"
                + " capacity provider that is not associated with the cluster."),
        arguments(
            "DeleteCluster",
            "{'cluster':'default'}",
            "ClusterContainsServicesException: The Cluster cannot be deleted while Services are"
                + " active."),
        // Container instances.
        arguments(
            "RegisterContainerInstance",
            "{'instanceIdentityDocument':'{\\'instanceId\\':\\'i-1\\'}'}",
            "InvalidParameterException: container instance i-1 is registered already"),
        arguments(
            "DeregisterContainerInstance",
            "{'containerInstance':'i-1'}",
            "InvalidParameterException: Found running tasks on the instance."),
        arguments(
            "DeregisterContainerInstance",
            "{'containerInstance':'i-9'}",
            "InvalidParameterException: The referenced container instance was not found."),
        arguments(
            "UpdateContainerInstancesState",
            "{'containerInstances':['i-1'],'status':'DEREGISTERING'}",
            "InvalidParameterException: Container instance status should be one of [ACTIVE,"
                + " DRAINING]"),
        arguments(
            "UpdateContainerInstancesState",
            "{'containerInstances':['i-1'],'status':'INACTIVE'}",
            "InvalidParameterException: Container instance status should be one of [ACTIVE,"
                + " DRAINING]"),
        arguments(
            "PutAttributes",
            "{'attributes':[{'name':'a','targetId':'i-9'}]}",
            "TargetNotFoundException: Could not find i-9"),
        arguments(
            "PutAttributes",
            "{'attributes':[{'name':'ecs.os-type','targetId':'i-1'}]}",
            "InvalidParameterException: an attribute whose name begins with ecs. cannot be changed:"
                + " ecs.os-type"),
        arguments(
            "DeleteAttributes",
            "{'attributes':[{'name':'a','value':'b','targetId':'i-1'}]}",
            "InvalidParameterException: the value of an attribute to delete should not be given"),
        arguments(
            "ListAttributes",
            "{'targetType':'container-instance','attributeValue':'b'}",
            "InvalidParameterException: attributeValue should only be given together with"
                + " attributeName"),
        // Task definitions.
        arguments(
            "DescribeTaskDefinition",
            "{'taskDefinition':'nothing'}",
            "ClientException: Unable to describe task definition."),
        arguments(
            "DescribeTaskDefinition",
            "{'taskDefinition':'web:9'}",
            "ClientException: Unable to describe task definition."),
        arguments(
            "DeregisterTaskDefinition",
            "{'taskDefinition':'web'}",
            "ClientException: Revision is missing."),
        arguments(
            "DeregisterTaskDefinition",
            "{'taskDefinition':'web:x'}",
            "InvalidParameterException: Invalid revision number. Number: x"),
        // Services.
        arguments(
            "CreateService",
            "{'serviceName':'a','taskDefinition':'nothing','desiredCount':1}",
            "ClientException: TaskDefinition not found."),
        arguments(
            "CreateService",
            "{'serviceName':'a','taskDefinition':'old:1','desiredCount':1}",
            "ClientException: TaskDefinition is inactive"),
        arguments(
            "CreateService",
            "{'serviceName':'web','taskDefinition':'web:1','desiredCount':5}",
            "InvalidParameterException: Creation of service was not idempotent."),
        arguments(
            "CreateService",
            "{'serviceName':'leaving','taskDefinition':'web','desiredCount':1}",
            "InvalidParameterException: Unable to Start a service that is still Draining."),
        arguments(
            "CreateService",
            "{'serviceName':'a','desiredCount':1,'deploymentController':{'type':'EXTERNAL'}}",
            "UnsupportedFeatureException: The deployment controller EXTERNAL, whose services have"
                + " no task definition, is not simulated."),
        arguments(
            "CreateService",
            "{'serviceName':'a','taskDefinition':'web','desiredCount':1,'placementConstraints':"
                + "[{'type':'distinctInstance','expression':'x'}]}",
            "InvalidParameterException: distinctInstance expression should not be specified"),
        arguments(
            "CreateService",
            "{'serviceName':'a','taskDefinition':'far','desiredCount':1,'launchType':'FARGATE',"
                + "'platformVersion':'1.5.0','networkConfiguration':{'awsvpcConfiguration':"
                + "{'subnets':['s']}}}",
            "PlatformUnknownException: The specified platform version does not exist: \"1.5.0\" is"
                + " none of [LATEST, 1.0.0, 1.1.0, 1.2.0, 1.3.0, 1.4.0]"),
        arguments(
            "CreateService",
            "{'serviceName':'a','taskDefinition':'web','desiredCount':1,"
                + "'enableExecuteCommand':true}",
            "InvalidParameterException: The service couldn't be created because a valid taskRoleArn"
                + " is not being used. Specify a valid task role in your task definition and try"
                + " again."),
        arguments(
            "CreateService",
            "{'serviceName':'a','taskDefinition':'web','desiredCount':1,"
                + "'capacityProviderStrategy':[{'capacityProvider':'spare','weight':1}]}",
            "InvalidParameterException: The specified capacity provider spare was not found."),
        arguments(
            "UpdateService",
            "{'service':'web','forceNewDeployment':true,"
                + "'capacityProviderStrategy':[{'capacityProvider':'spare','weight':1}]}",
            "InvalidParameterException: The specified capacity provider spare was not found."),
        arguments(
            "RunTask",
            "{'taskDefinition':'web',"
                + "'capacityProviderStrategy':[{'capacityProvider':'spare','weight':1}]}",
            "InvalidParameterException: The specified capacity provider spare was not found."),
        arguments(
            "CreateService",
            "{'serviceName':'a','taskDefinition':'web','desiredCount':1,'loadBalancers':"
                + "[{'containerName':'app','containerPort':80}]}",
            "InvalidParameterException: You must specify either a loadBalancerName or a"
                + " targetGroupArn."),
        arguments(
            "CreateService",
            "{'serviceName':'a','taskDefinition':'web','desiredCount':1,'deploymentConfiguration':"
                + "{'alarms':{'alarmNames':[],'enable':true,'rollback':true}}}",
            "InvalidParameterException: alarmNames can not be empty when alarms are enabled"),
        arguments(
            "UpdateService",
            "{'service':'web','deploymentConfiguration':"
                + "{'alarms':{'alarmNames':[],'enable':true,'rollback':true}}}",
            "InvalidParameterException: alarmNames can not be empty when alarms are enabled"),
        arguments(
            "CreateService",
            "{'serviceName':'a','taskDefinition':'web','desiredCount':1,"
                + "'serviceConnectConfiguration':{'enabled':true}}",
            "InvalidParameterException: Service Connect configuration is invalid: Namespace is"
                + " missing"),
        arguments(
            "CreateService",
            "{'serviceName':'a','taskDefinition':'web','desiredCount':1,'deploymentController':"
                + "{'type':'CODE_DEPLOY'},'loadBalancers':[{'targetGroupArn':'t',"
                + "'containerName':'app','containerPort':80}]}",
            "UnsupportedFeatureException: The deployment controller CODE_DEPLOY is not simulated."),
        arguments(
            "UpdateService",
            "{'service':'web','deploymentController':{'type':'CODE_DEPLOY'}}",
            "UnsupportedFeatureException: The migration of a service from the deployment controller"
                + " ECS to CODE_DEPLOY is not simulated."),
        arguments(
            "UpdateService",
            "{'service':'nobody','desiredCount':1}",
            "ServiceNotFoundException: Service not found."),
        arguments(
            "UpdateService",
            "{'service':'leaving','desiredCount':1}",
            "ServiceNotActiveException: Service was not ACTIVE."),
        arguments(
            "UpdateService",
            "{'service':'web','taskDefinition':'old:1'}",
            "ClientException: TaskDefinition is inactive"),
        arguments(
            "UpdateService",
            "{'service':'web','deploymentConfiguration':{'maximumPercent':100}}",
            "InvalidParameterException: Both maximumPercent and minimumHealthyPercent cannot be 100"
                + " as this will block deployments"),
        arguments(
            "UpdateService",
            "{'service':'web','desiredCount':-1}",
            "InvalidParameterException: desiredCount cannot be a negative number."),
        arguments(
            "DeleteService",
            "{'service':'web'}",
            "InvalidParameterException: The service cannot be stopped while it is scaled above 0."),
        arguments(
            "DeleteService",
            "{'service':'nobody'}",
            "ServiceNotFoundException: Service not found."),
        arguments(
            "DescribeServices",
            "{'services':[]}",
            "InvalidParameterException: Services cannot be empty."),
        arguments(
            "DescribeServices",
            "{'services':['" + ARNS + "service/empty/web']}",
            "InvalidParameterException: Invalid identifier: Identifier is for cluster empty. Your"
                + " cluster is default"),
        arguments(
            "ListServiceDeployments",
            "{'service':'nobody'}",
            "ServiceNotFoundException: Service not found."),
        arguments(
            "StopServiceDeployment",
            "{'serviceDeploymentArn':'" + ARNS + "service-deployment/default/web/none'}",
            "ServiceDeploymentNotFoundException: Service deployment not found."),
        arguments(
            "StopServiceDeployment",
            "{'serviceDeploymentArn':'"
                + ARNS
                + "service-deployment/default/web/none','stopType':'ABORT'}",
            "InvalidParameterException: stopType should be ROLLBACK but was ABORT"),
        // Tasks.
        arguments(
            "RunTask",
            "{'taskDefinition':'nothing'}",
            "ClientException: TaskDefinition not found."),
        arguments(
            "RunTask", "{'taskDefinition':'old:1'}", "ClientException: TaskDefinition is inactive"),
        arguments(
            "RunTask",
            "{'cluster':'empty','taskDefinition':'web'}",
            "InvalidParameterException: No Container Instances were found in your cluster."),
        arguments(
            "StartTask",
            "{'taskDefinition':'web','containerInstances':[]}",
            "ClientException: Container Instances cannot be empty."),
        arguments(
            "StopTask",
            "{'task':'web/9'}",
            "InvalidParameterException: The referenced task was not found."),
        arguments(
            "DescribeTasks", "{'tasks':[]}", "InvalidParameterException: Tasks cannot be empty."),
        arguments(
            "DescribeTasks",
            "{'tasks':['abc']}",
            "InvalidParameterException: taskId length should be one of [32,36]"),
        arguments(
            "ListTasks",
            "{'startedBy':'me','family':'web'}",
            "InvalidParameterException: startedBy should be the only filter but other filters were"
                + " given"),
        arguments(
            "ListTasks",
            "{'serviceName':'nobody'}",
            "ServiceNotFoundException: Service not found."),
        arguments(
            "ListTasks",
            "{'containerInstance':'i-9'}",
            "InvalidParameterException: The referenced container instance was not found."),
        // Tags and settings.
        arguments(
            "TagResource",
            "{'resourceArn':'web','tags':[{'key':'a','value':'b'}]}",
            "InvalidParameterException: The ARN provided is invalid."),
        arguments(
            "TagResource",
            "{'resourceArn':'" + ARNS + "service/web','tags':[{'key':'a','value':'b'}]}",
            "InvalidParameterException: Long arn format must be used for tagging operations"),
        arguments(
            "TagResource",
            "{'resourceArn':'" + ARNS + "service/default/nobody','tags':[{'key':'a'}]}",
            "ResourceNotFoundException: The specified resource was not found: "
                + ARNS
                + "service/default/nobody"),
        arguments(
            "PutAccountSetting",
            "{'name':'awsvpcTrunking','value':'maybe'}",
            "InvalidParameterException: the value of awsvpcTrunking should be one of [enabled,"
                + " disabled] but was maybe"),
        arguments(
            "DeleteAccountSetting",
            "{'name':'awsvpcTrunking'}",
            "ClientException: The setting awsvpcTrunking was not set."),
        // Actions.
        arguments(
            "CreateTaskSet",
            "{'service':'web','cluster':'default','taskDefinition':'web'}",
            "UnsupportedFeatureException: CreateTaskSet is not simulated."),
        arguments(
            "CreateServices",
            "{}",
            "UnknownOperationException: Unknown action CreateServices, did you mean"
                + " CreateService?"),
        arguments(
            "ListServices", "{'nextToken':'forged'}", "InvalidParameterException: Invalid token."));
  }

  @Rule("OWN-13")
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("refusals")
  void isRefusedAsEcsDoesAndChangesNothing(String action, String request, String refusal) {
    Account account = account();
    String before = account.ecs.digest();
    long written = account.ecs.journal().size();

    String found = account.refusal(action, request);

    assertThat(found).isEqualTo(refusal);
    assertThat(account.ecs.digest()).isEqualTo(before);
    assertThat(account.ecs.journal().size()).isEqualTo(written);
  }

  @Test
  void anIdentityDocumentThatIsNoneIsRefused() {
    String refusal =
        account().refusal("RegisterContainerInstance", "{'instanceIdentityDocument':'{'}");

    assertThat(refusal).startsWith("SerializationException: not a JSON document at line 1");
  }

  @Test
  void everyActionOfTheApiIsAnsweredOrRefusedByName() {
    Account account = account();

    for (String action : Schema.actions()) {
      try {
        account.call(action, "{}");
      } catch (dev.steadystate.core.model.EcsException refused) {
        assertThat(refused.errorType()).as(action).isNotEqualTo("UnknownOperationException");
      }
    }
  }
}
