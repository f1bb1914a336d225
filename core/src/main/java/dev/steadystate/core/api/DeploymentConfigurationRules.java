package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.document.Nearest;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.SchedulingStrategy;

/** The rules about percentages and strategies of deployments (spec 5.4, 5.14). */
final class DeploymentConfigurationRules {
  private DeploymentConfigurationRules() {}

  static void check(
      DeploymentConfiguration configuration,
      SchedulingStrategy strategy,
      boolean refuseBlockingPercentages) {
    boolean rolling = configuration.strategy().equals("ROLLING");
    switch (strategy) {
      case DAEMON ->
          Check.parameter(
              configuration.maximumPercent() <= 100,
              "The daemon scheduling strategy does not support values above 100 for"
                  + " maximumPercent");
      case REPLICA ->
          Check.parameter(
              !(refuseBlockingPercentages
                  && rolling
                  && configuration.maximumPercent() == 100
                  && configuration.minimumHealthyPercent() == 100),
              "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block"
                  + " deployments");
    }
    if (configuration.earlySuccess().enable()) {
      Check.parameter(rolling, "earlySuccessCriteria is only supported with strategy ROLLING");
      Check.parameter(
          configuration.earlySuccess().healthyPercent() >= configuration.minimumHealthyPercent(),
          "healthyPercent must be at least minimumHealthyPercent");
    }
    Check.parameter(
        !configuration.alarms().enable() || !configuration.alarms().alarmNames().isEmpty(),
        "alarmNames can not be empty when alarms are enabled");
    Document given = configuration.document();
    Check.parameter(
        !configuration.strategy().equals("BLUE_GREEN")
            || configuration.bakeTimeInMinutes() > 0
            || given.has("bakeTimeInMinutes"),
        "bakeTimeInMinutes is required with strategy BLUE_GREEN");
  }

  /** Refuses alarms that nobody made known to the simulation. */
  static void checkKnown(ImmutableList<String> alarmNames, ImmutableList<String> known) {
    for (String name : alarmNames) {
      if (!known.contains(name)) {
        throw EcsException.invalidParameter(
            "The specified alarm "
                + name
                + " was not found"
                + Nearest.to(name, known).map(it -> ", did you mean " + it + "?").orElse("."));
      }
    }
  }
}
