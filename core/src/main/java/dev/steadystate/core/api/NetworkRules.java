package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.NetworkMode;
import dev.steadystate.core.model.TaskDefinition;
import java.util.Optional;

/** The rules about networkConfiguration, for services and runs alike. */
final class NetworkRules {
  private static final int MAX_SUBNETS = 16;
  private static final int MAX_SECURITY_GROUPS = 5;

  private NetworkRules() {}

  static void check(
      ImmutableList<String> subnets,
      Document request,
      LaunchType launchType,
      TaskDefinition definition) {
    Optional<Document> given =
        request
            .document("networkConfiguration")
            .flatMap(configuration -> configuration.document("awsvpcConfiguration"));
    boolean isGiven = given.isPresent() || !subnets.isEmpty();
    if (definition.networkMode() != NetworkMode.AWSVPC) {
      Check.parameter(
          !isGiven,
          "Network Configuration is not valid for the given networkMode of this task definition.");
      return;
    }
    Check.parameter(
        isGiven, "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
    Check.parameter(!subnets.isEmpty(), "subnets can not be empty.");
    Check.parameter(
        subnets.size() <= MAX_SUBNETS,
        "subnets can have at most 16 items but had %s",
        subnets.size());
    Document awsvpc = given.orElse(Document.empty());
    int securityGroups = awsvpc.list("securityGroups").size();
    Check.parameter(
        securityGroups <= MAX_SECURITY_GROUPS,
        "securityGroups can have at most 5 items but had %s",
        securityGroups);
    Check.parameter(
        launchType == LaunchType.FARGATE
            || !awsvpc.string("assignPublicIp").equals(Optional.of("ENABLED")),
        "Assign public IP is not supported for this launch type");
  }
}
