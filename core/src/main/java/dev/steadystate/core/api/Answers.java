package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.Arns;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.NetworkMode;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.TaskDefinition;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes answers as ECS does: its members, in its order, with its defaults. */
public final class Answers {
  private static final ImmutableList<String> SHOWN_LISTS =
      ImmutableList.of("environment", "mountPoints", "volumesFrom", "systemControls");

  private Answers() {}

  /** Returns an instant as the API writes it: seconds since 1970, with milliseconds behind. */
  public static BigDecimal timestamp(long millis) {
    return BigDecimal.valueOf(millis, 3);
  }

  /** Returns an instant, absent if there is none. */
  public static Optional<BigDecimal> timestamp(OptionalLong millis) {
    return millis.isPresent() ? Optional.of(timestamp(millis.getAsLong())) : Optional.empty();
  }

  /** Returns an entry of {@code failures}. */
  public static Document failure(String arn, String reason) {
    return Document.builder().put("arn", arn).put("reason", reason).build();
  }

  /** Returns the entry of {@code failures} for something that does not exist. */
  public static Document missing(String arn) {
    return failure(arn, "MISSING");
  }

  /** Returns a deployment configuration as DescribeServices shows it (DEP-23). */
  public static Document deploymentConfiguration(DeploymentConfiguration configuration) {
    Document request = Document.of("deploymentConfiguration", configuration.toDocument());
    return Schema.inOrder("CreateService", request)
        .document("deploymentConfiguration")
        .orElseThrow();
  }

  /**
   * Returns a task definition as RegisterTaskDefinition and DescribeTaskDefinition show it.
   *
   * @param status {@code ACTIVE}, {@code INACTIVE} or {@code DELETE_IN_PROGRESS}
   */
  public static Document taskDefinition(
      TaskDefinition definition,
      int revision,
      String status,
      long registeredAt,
      OptionalLong deregisteredAt,
      Arns arns) {
    Document given = Schema.inOrder("RegisterTaskDefinition", completed(definition.toDocument()));
    return Document.builder()
        .put("taskDefinitionArn", arns.taskDefinition(definition.family(), revision))
        .put("containerDefinitions", given.list("containerDefinitions"))
        .put("family", definition.family())
        .put("taskRoleArn", given.get("taskRoleArn"))
        .put("executionRoleArn", given.get("executionRoleArn"))
        .put("networkMode", given.get("networkMode"))
        .put("revision", revision)
        .put("volumes", given.list("volumes"))
        .put("status", status)
        .putUnlessEmpty(
            "requiresAttributes",
            Lists.transform(definition.requiredAttributes(), Attribute::toDocument))
        .put(
            "placementConstraints",
            Lists.transform(definition.placementConstraints(), PlacementConstraint::toDocument))
        .put("compatibilities", compatibilities(definition))
        .put("runtimePlatform", given.get("runtimePlatform"))
        .put("requiresCompatibilities", given.get("requiresCompatibilities"))
        .put("cpu", given.get("cpu"))
        .put("memory", given.get("memory"))
        .put("inferenceAccelerators", given.get("inferenceAccelerators"))
        .put("pidMode", given.get("pidMode"))
        .put("ipcMode", given.get("ipcMode"))
        .put("proxyConfiguration", given.get("proxyConfiguration"))
        .put("registeredAt", timestamp(registeredAt))
        .put("deregisteredAt", timestamp(deregisteredAt))
        .put("registeredBy", arns.caller())
        .put("ephemeralStorage", given.get("ephemeralStorage"))
        .put("enableFaultInjection", given.get("enableFaultInjection"))
        .build();
  }

  /** Returns the request with the lists that ECS shows of every container, filled or not. */
  private static Document completed(Document request) {
    return request.with(
        "containerDefinitions",
        request.documents("containerDefinitions").stream()
            .map(Answers::completedContainer)
            .collect(toImmutableList()));
  }

  private static Document completedContainer(Document container) {
    Document.Builder completed = container.toBuilder();
    SHOWN_LISTS.forEach(list -> completed.putIfAbsent(list, ImmutableList.of()));
    return completed.build();
  }

  private static ImmutableList<String> compatibilities(TaskDefinition definition) {
    if (definition.networkMode() != NetworkMode.AWSVPC) {
      return ImmutableList.of("EXTERNAL", "EC2");
    }
    return Fargate.fits(definition) ? ImmutableList.of("EC2", "FARGATE") : ImmutableList.of("EC2");
  }
}
