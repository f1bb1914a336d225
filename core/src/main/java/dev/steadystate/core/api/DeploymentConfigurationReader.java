package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.CircuitBreaker.Threshold;
import dev.steadystate.core.model.DeploymentAlarms;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.EarlySuccessCriteria;
import dev.steadystate.core.model.EarlySuccessCriteria.Cleanup;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.SchedulingStrategy;

/** Reads deployment configurations: the members given, laid over those that hold already. */
final class DeploymentConfigurationReader {
  private DeploymentConfigurationReader() {}

  /** Reads what a new service is given, over the defaults of its kind (DEP-35). */
  static DeploymentConfiguration read(SchedulingStrategy strategy, Document given) {
    DeploymentConfiguration defaults =
        switch (strategy) {
          case REPLICA -> DeploymentConfiguration.replica();
          case DAEMON -> DeploymentConfiguration.daemon();
        };
    return overlaid(defaults, given);
  }

  static DeploymentConfiguration overlaid(DeploymentConfiguration present, Document given) {
    return new DeploymentConfiguration(
        given.integer("minimumHealthyPercent").orElse(present.minimumHealthyPercent()),
        given.integer("maximumPercent").orElse(present.maximumPercent()),
        given
            .document("deploymentCircuitBreaker")
            .map(DeploymentConfigurationReader::circuitBreaker)
            .orElse(present.circuitBreaker()),
        given
            .document("alarms")
            .map(DeploymentConfigurationReader::alarms)
            .orElse(present.alarms()),
        given
            .document("earlySuccessCriteria")
            .map(DeploymentConfigurationReader::earlySuccess)
            .orElse(present.earlySuccess()),
        given.string("strategy").orElse(present.strategy()),
        given.integer("bakeTimeInMinutes").orElse(present.bakeTimeInMinutes()),
        present.document().with(given));
  }

  private static CircuitBreaker circuitBreaker(Document given) {
    CircuitBreaker off = CircuitBreaker.off();
    Document threshold = given.document("thresholdConfiguration").orElse(Document.empty());
    return new CircuitBreaker(
        given.bool("enable").orElse(false),
        given.bool("rollback").orElse(false),
        given.bool("resetOnHealthyTask").orElse(off.resetOnHealthyTask()),
        threshold.string("type").map(Threshold::valueOf).orElse(off.type()),
        threshold.integer("value").orElse(off.value()));
  }

  private static DeploymentAlarms alarms(Document given) {
    ImmutableList<String> names = given.strings("alarmNames");
    return new DeploymentAlarms(
        names, given.bool("enable").orElse(false), given.bool("rollback").orElse(false));
  }

  private static EarlySuccessCriteria earlySuccess(Document given) {
    if (!given.bool("enable").orElse(false)) {
      return EarlySuccessCriteria.off();
    }
    if (!given.has("healthyPercent") || !given.has("sourceServiceRevisionCleanup")) {
      throw EcsException.invalidParameter(
          "earlySuccessCriteria needs healthyPercent and sourceServiceRevisionCleanup"
              + " when it is enabled");
    }
    return EarlySuccessCriteria.at(
        given.integer("healthyPercent").orElse(0),
        given.string("sourceServiceRevisionCleanup").map(Cleanup::valueOf).orElseThrow());
  }
}
