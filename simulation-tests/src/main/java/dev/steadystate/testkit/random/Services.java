package dev.steadystate.testkit.random;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;

/** Draws services and their settings. */
final class Services {
  /** The alarms that deployments may watch. */
  static final ImmutableList<String> ALARMS = ImmutableList.of("errors", "latency");

  private final Luck luck;
  private final Families families;

  Services(Luck luck, Families families) {
    this.luck = luck;
    this.families = families;
  }

  static String name(int service) {
    return "s" + service;
  }

  /** Returns an input of CreateService. */
  Document service(int number) {
    int family = families.any();
    boolean onFargate = families.isOnFargate(family);
    boolean daemon = !onFargate && luck.has(Feature.DAEMONS, 4);
    Document.Builder service =
        Document.builder()
            .put("serviceName", name(number))
            .put("taskDefinition", Families.name(family));
    if (daemon) {
      service.put("schedulingStrategy", "DAEMON");
      if (luck.oneIn(2)) {
        service.put(
            "deploymentConfiguration", percents(luck.pick(ImmutableList.of(0, 50, 80)), 100));
      }
    } else {
      service.put("desiredCount", luck.desiredCount());
      service.put("deploymentConfiguration", configuration());
    }
    if (!onFargate && luck.has(Feature.CONSTRAINTS, 3)) {
      service.put(
          "placementConstraints", daemon ? Constraints.any(luck) : Constraints.ofReplica(luck));
    }
    if (!onFargate && !daemon && luck.has(Feature.STRATEGIES, 2)) {
      service.put("placementStrategy", Constraints.strategies(luck));
    }
    if (!daemon && luck.has(Feature.REBALANCING, 2)) {
      service.put("availabilityZoneRebalancing", luck.oneIn(4) ? "DISABLED" : "ENABLED");
    }
    if (luck.has(Feature.HEALTH_CHECKS, 3)) {
      service.put("healthCheckGracePeriodSeconds", luck.between(0, 120));
    }
    return families.launch(service, family).build();
  }

  private static Document percents(int minimumHealthy, int maximum) {
    return Document.builder()
        .put("minimumHealthyPercent", minimumHealthy)
        .put("maximumPercent", maximum)
        .build();
  }

  /** Returns a deploymentConfiguration. */
  Document configuration() {
    Dials.Percents pair = luck.pick(luck.dials().percents());
    Document configuration = percents(pair.minimumHealthy(), pair.maximum());
    if (luck.has(Feature.BREAKERS, 2)) {
      configuration = configuration.with("deploymentCircuitBreaker", breaker());
    }
    if (luck.has(Feature.ALARMS, 3)) {
      configuration = configuration.with("alarms", alarms());
      if (luck.oneIn(3)) {
        configuration = configuration.with("bakeTimeInMinutes", luck.between(0, 4));
      }
    }
    return luck.has(Feature.EARLY_SUCCESS, 4)
        ? configuration.with("earlySuccessCriteria", earlySuccess(pair.minimumHealthy()))
        : configuration;
  }

  private Document breaker() {
    Document.Builder breaker =
        Document.builder().put("enable", !luck.oneIn(5)).put("rollback", !luck.oneIn(3));
    if (luck.oneIn(3)) {
      breaker.put("resetOnHealthyTask", luck.oneIn(2));
      String type = luck.pick(ImmutableList.of("COUNT", "BOUNDED_PERCENT", "UNBOUNDED_PERCENT"));
      breaker.put(
          "thresholdConfiguration",
          Document.builder()
              .put("type", type)
              .put("value", type.equals("COUNT") ? luck.between(1, 6) : 25 * luck.between(1, 4))
              .build());
    }
    return breaker.build();
  }

  private Document alarms() {
    return Document.builder()
        .put("alarmNames", luck.oneIn(3) ? ALARMS : ImmutableList.of(luck.pick(ALARMS)))
        .put("enable", !luck.oneIn(6))
        .put("rollback", luck.oneIn(2))
        .build();
  }

  private Document earlySuccess(int minimumHealthy) {
    return Document.builder()
        .put("enable", true)
        .put("healthyPercent", Math.max(minimumHealthy, luck.between(1, 100)))
        .put("sourceServiceRevisionCleanup", luck.oneIn(2) ? "BLOCKING" : "DEFERRED")
        .build();
  }
}
