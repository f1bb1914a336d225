package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.ImageDigests;
import dev.steadystate.core.model.Arns;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.view.DeploymentSnapshot;
import dev.steadystate.core.view.ServiceDeploymentSnapshot;
import dev.steadystate.core.view.ServiceDeploymentSnapshot.RevisionCounts;
import dev.steadystate.core.view.ServiceEventSnapshot;
import dev.steadystate.core.view.ServiceRevision;
import dev.steadystate.core.view.ServiceSnapshot;
import java.util.Optional;

/** Writes services, their deployments and revisions as the Describe actions answer. */
final class DescribeService {
  private static final String FARGATE_PLATFORM = "1.4.0";

  private final Arns arns;

  DescribeService(Arns arns) {
    this.arns = arns;
  }

  // Services.

  Document service(ServiceSnapshot service, ImmutableList<String> include) {
    Document given = service.definition().toDocument();
    // What starts a deployment is shown as the primary deployment has it.
    Document deployed = service.primary().definition().toDocument();
    return Document.builder()
        .put("serviceArn", service.arn())
        .put("serviceName", service.name())
        .put("clusterArn", arns.cluster(service.cluster()))
        .put("loadBalancers", deployed.list("loadBalancers"))
        .put("serviceRegistries", deployed.list("serviceRegistries"))
        .put("status", service.status().name())
        .put("desiredCount", service.desiredCount())
        .put("runningCount", service.runningCount())
        .put("pendingCount", service.pendingCount())
        .putAll(where(service.launchType(), deployed, platformVersion(deployed)))
        .put("taskDefinition", definitionArn(service.taskDefinition()))
        .put(
            "deploymentConfiguration",
            Answers.deploymentConfiguration(service.definition().deploymentConfiguration()))
        .put("deployments", Lists.transform(service.deployments(), this::deployment))
        .put("roleArn", role(deployed))
        .put("events", Lists.transform(service.events(), DescribeService::event))
        .put("createdAt", Describe.timestamp(service.createdAt()))
        .put("currentServiceDeployment", service.currentServiceDeployment())
        .put(
            "currentServiceRevisions",
            Lists.transform(service.deployments(), DescribeService::revisionCounts))
        .put("placementConstraints", given.list("placementConstraints"))
        .put("placementStrategy", given.list("placementStrategy"))
        .put("networkConfiguration", networkConfiguration(deployed))
        .put("healthCheckGracePeriodSeconds", service.definition().healthCheckGracePeriodSeconds())
        .put("schedulingStrategy", service.schedulingStrategy().name())
        .put("deploymentController", given.get("deploymentController"))
        .put("tags", Describe.tags(service.tags(), include))
        .put("createdBy", arns.caller())
        .put("enableECSManagedTags", given.bool("enableECSManagedTags").orElse(false))
        .put("propagateTags", given.string("propagateTags").orElse("NONE"))
        .put("enableExecuteCommand", given.bool("enableExecuteCommand").orElse(false))
        .put("availabilityZoneRebalancing", service.zoneRebalancing().name())
        .put("resourceManagementType", "CUSTOMER")
        .build();
  }

  /** Either the launch type or the strategy that was given instead, and the platform. */
  private static Document where(LaunchType launchType, Document given, String platformVersion) {
    ImmutableList<Document> strategy = given.documents("capacityProviderStrategy");
    Document.Builder where = Document.builder();
    if (!strategy.isEmpty()) {
      where.put("capacityProviderStrategy", CapacityProviderStrategies.shown(strategy));
    } else {
      where.put("launchType", launchType.name());
    }
    if (launchType == LaunchType.FARGATE) {
      where.put("platformVersion", platformVersion).put("platformFamily", "Linux");
    }
    return where.build();
  }

  private static String platformVersion(Document given) {
    return given.string("platformVersion").orElse("LATEST");
  }

  private static String resolvedPlatform(Document given) {
    String asked = platformVersion(given);
    return asked.equals("LATEST") ? FARGATE_PLATFORM : asked;
  }

  private Optional<String> role(Document given) {
    if (given.has("role")) {
      return given.string("role");
    }
    boolean needsRole = !given.list("loadBalancers").isEmpty() || given.has("networkConfiguration");
    return needsRole ? Optional.of(arns.serviceLinkedRole()) : Optional.empty();
  }

  private static Optional<Document> networkConfiguration(Document given) {
    return given
        .document("networkConfiguration")
        .flatMap(configuration -> configuration.document("awsvpcConfiguration"))
        .map(
            awsvpc ->
                Document.of(
                    "awsvpcConfiguration",
                    Document.builder()
                        .put("subnets", awsvpc.list("subnets"))
                        .put("securityGroups", awsvpc.list("securityGroups"))
                        .put("assignPublicIp", awsvpc.string("assignPublicIp").orElse("DISABLED"))
                        .build()));
  }

  private String definitionArn(String name) {
    int colon = name.lastIndexOf(':');
    return arns.taskDefinition(
        name.substring(0, colon), Integer.parseInt(name.substring(colon + 1)));
  }

  private static Document event(ServiceEventSnapshot event) {
    return Document.builder()
        .put("id", event.id())
        .put("createdAt", Describe.timestamp(event.createdAt()))
        .put("message", event.message())
        .build();
  }

  private Document deployment(DeploymentSnapshot deployment) {
    Document given = deployment.definition().toDocument();
    return Document.builder()
        .put("id", deployment.id())
        .put("status", deployment.status().name())
        .put("taskDefinition", definitionArn(deployment.taskDefinition()))
        .put("desiredCount", deployment.desiredCount())
        .put("pendingCount", deployment.pendingCount())
        .put("runningCount", deployment.runningCount())
        .put("failedTasks", deployment.failedTasks())
        .put("createdAt", Describe.timestamp(deployment.createdAt()))
        .put("updatedAt", Describe.timestamp(deployment.updatedAt()))
        .putAll(where(deployment.launchType(), given, resolvedPlatform(given)))
        .put("networkConfiguration", networkConfiguration(given))
        .put("rolloutState", deployment.rolloutState().name())
        .put("rolloutStateReason", deployment.rolloutStateReason())
        .put("serviceConnectConfiguration", given.get("serviceConnectConfiguration"))
        .put("volumeConfigurations", given.get("volumeConfigurations"))
        .put("vpcLatticeConfigurations", given.get("vpcLatticeConfigurations"))
        .build();
  }

  private static Document revisionCounts(DeploymentSnapshot deployment) {
    return counts(
        new RevisionCounts(
            deployment.serviceRevisionArn(),
            deployment.desiredCount(),
            deployment.runningCount(),
            deployment.pendingCount()));
  }

  private static Document counts(RevisionCounts counts) {
    return Document.builder()
        .put("arn", counts.arn())
        .put("requestedTaskCount", counts.requestedTaskCount())
        .put("runningTaskCount", counts.runningTaskCount())
        .put("pendingTaskCount", counts.pendingTaskCount())
        .build();
  }

  // Service deployments.

  Document serviceDeployment(ServiceDeploymentSnapshot deployment) {
    return Document.builder()
        .put("serviceDeploymentArn", deployment.arn())
        .put("serviceArn", deployment.serviceArn())
        .put("clusterArn", arns.cluster(deployment.cluster()))
        .put("createdAt", Describe.timestamp(deployment.createdAt()))
        .put("startedAt", Describe.timestamp(deployment.startedAt()))
        .put("finishedAt", Describe.timestamp(deployment.finishedAt()))
        .put("stoppedAt", Describe.timestamp(deployment.stoppedAt()))
        .put("updatedAt", Describe.timestamp(deployment.updatedAt()))
        .put(
            "sourceServiceRevisions",
            Lists.transform(deployment.sources(), DescribeService::counts))
        .put("targetServiceRevision", counts(deployment.target()))
        .put("status", deployment.status())
        .put("statusReason", deployment.statusReason())
        .put(
            "deploymentConfiguration",
            Answers.deploymentConfiguration(deployment.deploymentConfiguration()))
        .put("rollback", deployment.rollback().map(DescribeService::rollback))
        .put("deploymentCircuitBreaker", breaker(deployment.circuitBreaker()))
        .put("alarms", alarms(deployment.alarms()))
        .build();
  }

  private static Document rollback(ServiceDeploymentSnapshot.Rollback rollback) {
    return Document.builder()
        .put("reason", rollback.reason())
        .put("startedAt", Describe.timestamp(rollback.startedAt()))
        .put("serviceRevisionArn", rollback.serviceRevisionArn())
        .build();
  }

  private static Document breaker(ServiceDeploymentSnapshot.Breaker breaker) {
    return Document.builder()
        .put("status", breaker.status())
        .put("failureCount", breaker.failureCount())
        .put("threshold", breaker.threshold())
        .build();
  }

  private static Document alarms(ServiceDeploymentSnapshot.Alarms alarms) {
    return Document.builder()
        .put("status", alarms.status())
        .putUnlessEmpty("alarmNames", alarms.alarmNames())
        .putUnlessEmpty("triggeredAlarmNames", alarms.triggered())
        .build();
  }

  /** Returns a service deployment as ListServiceDeployments shows it. */
  Document briefly(ServiceDeploymentSnapshot deployment) {
    return Document.builder()
        .put("serviceDeploymentArn", deployment.arn())
        .put("serviceArn", deployment.serviceArn())
        .put("clusterArn", arns.cluster(deployment.cluster()))
        .put("startedAt", Describe.timestamp(deployment.startedAt()))
        .put("createdAt", Describe.timestamp(deployment.createdAt()))
        .put("finishedAt", Describe.timestamp(deployment.finishedAt()))
        .put("targetServiceRevisionArn", deployment.target().arn())
        .put("status", deployment.status())
        .put("statusReason", deployment.statusReason())
        .build();
  }

  // Service revisions.

  Document serviceRevision(ServiceRevision revision) {
    Service definition = revision.definition();
    Document given = definition.toDocument();
    return Document.builder()
        .put("serviceRevisionArn", revision.arn())
        .put("serviceArn", revision.serviceArn())
        .put("clusterArn", arns.cluster(revision.cluster()))
        .put("taskDefinition", definitionArn(revision.taskDefinition()))
        .putAll(where(revision.launchType(), given, resolvedPlatform(given)))
        .put("loadBalancers", given.list("loadBalancers"))
        .put("serviceRegistries", given.list("serviceRegistries"))
        .put("networkConfiguration", networkConfiguration(given))
        .put("containerImages", containerImages(revision))
        .put("guardDutyEnabled", false)
        .put("serviceConnectConfiguration", given.get("serviceConnectConfiguration"))
        .put("volumeConfigurations", given.get("volumeConfigurations"))
        .put("createdAt", Describe.timestamp(revision.createdAt()))
        .put("vpcLatticeConfigurations", given.get("vpcLatticeConfigurations"))
        .put("monitoring", given.get("monitoring"))
        .build();
  }

  private static ImmutableList<Document> containerImages(ServiceRevision revision) {
    return revision.tasks().containers().stream()
        .map(
            container ->
                Document.builder()
                    .put("containerName", container.name())
                    .put("imageDigest", ImageDigests.of(container.image()))
                    .put("image", container.image())
                    .build())
        .collect(toImmutableList());
  }
}
