package dev.steadystate.core.api;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.Letters;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.TaskDefinition;
import java.util.Optional;

/** The rules about RunTask and StartTask (spec 8). */
final class RunTaskRules {
  private static final int MAX_COUNT = 10;
  private static final int MAX_GROUP = 255;
  private static final int MAX_STARTED_BY = 128;
  private static final int MAX_STARTED_BY_ON_INSTANCES = 36;
  private static final int MAX_OVERRIDES = 8192;
  private static final Letters STARTED_BY = Letters.digitsAnd("-_/");

  private RunTaskRules() {}

  static void check(RunTask run, TaskDefinition definition) {
    Document given = run.document();
    LaunchType launchType = run.launchType().orElse(LaunchType.EC2);
    checkCount(run);
    checkNames(run);
    if (launchType == LaunchType.FARGATE) {
      Check.parameter(
          run.placementStrategy().isEmpty(),
          "Placement strategies are not supported with FARGATE launch type");
      Check.parameter(
          run.placementConstraints().isEmpty(),
          "Placement constraints are not supported with FARGATE launch type");
      Check.parameter(
          Fargate.fits(definition), "Task definition does not support launch_type FARGATE.");
      PlatformVersions.check(given);
    } else {
      Check.parameter(
          !given.has("platformVersion"),
          "The platform version must be null when specifying an EC2 launch type");
    }
    CapacityProviderStrategies.check(given);
    NetworkRules.check(run.subnets(), given, launchType, definition);
    Check.parameter(
        !given.string("propagateTags").equals(Optional.of("SERVICE")),
        "propagateTags SERVICE is only supported for services");
    ClientTokens.check(given, ClientTokens.OF_RUNS);
    Tags.check(given.documents("tags"));
    checkOverrides(given.document("overrides").orElse(Document.empty()), definition);
    int overrides = given.document("overrides").map(it -> it.toString().length()).orElse(0);
    Check.parameter(
        overrides <= MAX_OVERRIDES,
        "overrides can have at most 8192 characters but had %s",
        overrides);
  }

  private static void checkOverrides(Document overrides, TaskDefinition definition) {
    for (Document override : overrides.documents("containerOverrides")) {
      String name = override.string("name").orElse("");
      Check.parameter(
          definition.containers().stream().anyMatch(it -> it.name().equals(name)),
          "Override for container named %s is not a container in the TaskDefinition.",
          name);
    }
  }

  private static void checkCount(RunTask run) {
    if (run.containerInstances().isEmpty()) {
      Check.parameter(
          run.count() >= 1 && run.count() <= MAX_COUNT,
          "count should be between 1 and 10 but was %s",
          run.count());
    } else {
      int instances = run.containerInstances().size();
      Check.parameter(
          instances <= MAX_COUNT,
          "containerInstances can have at most 10 items but had %s",
          instances);
    }
  }

  private static void checkNames(RunTask run) {
    String group = run.group().orElse("family");
    Check.parameter(
        !group.isEmpty() && group.length() <= MAX_GROUP,
        "group should be 1 to 255 characters but was %s",
        Document.brief(group));
    String startedBy = run.startedBy().orElse("");
    int longest = run.containerInstances().isEmpty() ? MAX_STARTED_BY : MAX_STARTED_BY_ON_INSTANCES;
    Check.parameter(
        startedBy.length() <= longest && STARTED_BY.make(startedBy),
        "startedBy should be at most %s letters, digits, hyphens, underscores and"
            + " slashes but was %s",
        longest,
        Document.brief(startedBy));
  }
}
