package dev.steadystate.core.model;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.document.Document;
import java.util.Optional;

/**
 * How deployments of a service go.
 *
 * @param strategy {@code ROLLING}; others are accepted by the API but not simulated yet
 * @param document everything as it was given, also what is not simulated
 */
public record DeploymentConfiguration(
    int minimumHealthyPercent,
    int maximumPercent,
    CircuitBreaker circuitBreaker,
    DeploymentAlarms alarms,
    EarlySuccessCriteria earlySuccess,
    String strategy,
    int bakeTimeInMinutes,
    Document document) {
  private static final int MAX_MAXIMUM_PERCENT = 200;
  private static final int MINUTES_A_DAY = 1440;

  private static final ImmutableSet<String> SIMULATED =
      ImmutableSet.of(
          "minimumHealthyPercent",
          "maximumPercent",
          "deploymentCircuitBreaker",
          "alarms",
          "earlySuccessCriteria",
          "strategy",
          "bakeTimeInMinutes");

  /** Checks the ranges of DEP-40. */
  public DeploymentConfiguration {
    check(maximumPercent >= 100, "maximumPercent must be at least 100");
    check(
        maximumPercent <= MAX_MAXIMUM_PERCENT,
        "maximumPercent must be at most " + MAX_MAXIMUM_PERCENT);
    check(minimumHealthyPercent >= 0, "minimumHealthyPercent must be at least 0");
    check(minimumHealthyPercent <= 100, "minimumHealthyPercent must be at most 100");
    check(
        bakeTimeInMinutes >= 0 && bakeTimeInMinutes <= MINUTES_A_DAY,
        "bakeTimeInMinutes must be between 0 and " + MINUTES_A_DAY);
  }

  private static void check(boolean holds, String sentence) {
    if (!holds) {
      throw EcsException.invalidParameter(sentence);
    }
  }

  /** Returns the defaults of a REPLICA service: 100 and 200 percent, rolling (DEP-35). */
  public static DeploymentConfiguration replica() {
    return percents(100, 200);
  }

  /** Returns the defaults of a DAEMON service: 0 and 100 percent, rolling (DEP-35). */
  public static DeploymentConfiguration daemon() {
    return percents(0, 100);
  }

  private static DeploymentConfiguration percents(int minimumHealthy, int maximum) {
    return new DeploymentConfiguration(
        minimumHealthy,
        maximum,
        CircuitBreaker.off(),
        DeploymentAlarms.none(),
        EarlySuccessCriteria.off(),
        "ROLLING",
        0,
        Document.empty());
  }

  public DeploymentConfiguration withMinimumHealthyPercent(int percent) {
    return new DeploymentConfiguration(
        percent,
        maximumPercent,
        circuitBreaker,
        alarms,
        earlySuccess,
        strategy,
        bakeTimeInMinutes,
        document);
  }

  public DeploymentConfiguration withMaximumPercent(int percent) {
    return new DeploymentConfiguration(
        minimumHealthyPercent,
        percent,
        circuitBreaker,
        alarms,
        earlySuccess,
        strategy,
        bakeTimeInMinutes,
        document);
  }

  public DeploymentConfiguration withCircuitBreaker(CircuitBreaker breaker) {
    return new DeploymentConfiguration(
        minimumHealthyPercent,
        maximumPercent,
        breaker,
        alarms,
        earlySuccess,
        strategy,
        bakeTimeInMinutes,
        document);
  }

  public DeploymentConfiguration withAlarms(DeploymentAlarms monitored) {
    return new DeploymentConfiguration(
        minimumHealthyPercent,
        maximumPercent,
        circuitBreaker,
        monitored,
        earlySuccess,
        strategy,
        bakeTimeInMinutes,
        document);
  }

  public DeploymentConfiguration withEarlySuccess(EarlySuccessCriteria criteria) {
    return new DeploymentConfiguration(
        minimumHealthyPercent,
        maximumPercent,
        circuitBreaker,
        alarms,
        criteria,
        strategy,
        bakeTimeInMinutes,
        document);
  }

  public DeploymentConfiguration withBakeTime(int minutes) {
    return new DeploymentConfiguration(
        minimumHealthyPercent,
        maximumPercent,
        circuitBreaker,
        alarms,
        earlySuccess,
        strategy,
        minutes,
        document);
  }

  /** Returns the members that the API shows for it, defaults included (DEP-23). */
  public Document toDocument() {
    Document own =
        Document.builder()
            .put("deploymentCircuitBreaker", circuitBreaker.toDocument())
            .put("maximumPercent", maximumPercent)
            .put("minimumHealthyPercent", minimumHealthyPercent)
            .put("alarms", present(alarms.equals(DeploymentAlarms.none()), alarms.toDocument()))
            .put("strategy", strategy)
            .put("bakeTimeInMinutes", bakeTimeInMinutes)
            .put("earlySuccessCriteria", present(!earlySuccess.enable(), earlySuccess.toDocument()))
            .build();
    return Extras.behind(own, document, SIMULATED);
  }

  private static Optional<Document> present(boolean isDefault, Document value) {
    return isDefault ? Optional.empty() : Optional.of(value);
  }

  @Override
  public String toString() {
    return toDocument().toString();
  }
}
