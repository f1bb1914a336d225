package dev.steadystate.testkit.random;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.testkit.scenario.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws the steps of a script: calls and faults, and those that put all right in the end. */
final class Steps {
  private static final String CLUSTER = "default";

  /** One in so many draws finds no feature that the world has and that takes steps. */
  private static final int TRIES = 20;

  private final Luck luck;
  private final Families families;
  private final Services services;
  private final Hosts hosts;
  private final int serviceCount;
  private final int instanceCount;

  Steps(
      Luck luck,
      Families families,
      Services services,
      Hosts hosts,
      int serviceCount,
      int instanceCount) {
    this.luck = luck;
    this.families = families;
    this.services = services;
    this.hosts = hosts;
    this.serviceCount = serviceCount;
    this.instanceCount = instanceCount;
  }

  // The beginning.

  Step registerFamily(int family) {
    return call(Duration.ZERO, "RegisterTaskDefinition", families.definition(family));
  }

  Step createService(int number) {
    return call(luck.at(Duration.ofMinutes(1)), "CreateService", services.service(number));
  }

  // The middle.

  /** Returns a step of a feature that the world has. */
  Step any() {
    Duration at = luck.at(luck.dials().chaos());
    for (int tries = 0; tries < TRIES; tries++) {
      Feature feature = luck.pick(ImmutableList.copyOf(Feature.values()));
      if (luck.has(feature)) {
        Optional<Step> step = step(feature, at);
        if (step.isPresent()) {
          return step.get();
        }
      }
    }
    return call(at, "UpdateService", Document.of("service", Services.name(serviceCount)));
  }

  private Optional<Step> step(Feature feature, Duration at) {
    String service = Services.name(luck.between(1, serviceCount));
    return switch (feature) {
      case LOST_INSTANCES -> rarely(new Step.Mishap(at, new Fault.InstanceLost(host())));
      case NEW_INSTANCES -> Optional.of(new Step.Register(at, CLUSTER, hosts.group(1)));
      case DRAINING -> Optional.of(state(at, host(), luck.oneIn(3) ? "ACTIVE" : "DRAINING"));
      case AGENTS -> fault(at, agent());
      case ZONES -> rarely(new Step.Mishap(at, zone()));
      case EXITS -> fault(at, new Fault.TaskExits(target(service), luck.oneIn(2) ? 1 : 0));
      case HEALTH ->
          fault(
              at,
              new Fault.TaskHealth(
                  target(service), luck.pick(ImmutableList.copyOf(Behaviour.values()))));
      case PAUSES ->
          rarely(
              new Step.Mishap(
                  at, new Fault.SchedulerPaused(Duration.ofSeconds(luck.between(1, 300)))));
      case ALARMS ->
          fault(
              at,
              new Fault.AlarmChanges(
                  luck.pick(Services.ALARMS), luck.oneIn(2) ? AlarmState.ALARM : AlarmState.OK));
      case SCALING ->
          update(at, service, Document.builder().put("desiredCount", luck.desiredCount()));
      case DEPLOYMENTS -> Optional.of(deployment(at, service));
      case PERCENTS ->
          update(
              at,
              service,
              Document.builder().put("deploymentConfiguration", services.configuration()));
      case DELETIONS -> Optional.of(luck.oneIn(2) ? another(at) : deletion(at, service));
      case PROTECTION -> Optional.of(protection(at, service));
      case STANDALONE_TASKS -> Optional.of(call(at, "RunTask", run(families.any())));
      case STOPPED_TASKS -> Optional.of(call(at, "StopTask", Document.of("task", task(service))));
      case STRATEGIES ->
          update(
              at,
              service,
              Document.builder().put("placementStrategy", Constraints.strategies(luck)));
      case CONSTRAINTS ->
          luck.oneIn(2)
              ? Optional.empty()
              : update(
                  at,
                  service,
                  Document.builder().put("placementConstraints", Constraints.any(luck)));
      case REBALANCING ->
          update(
              at,
              service,
              Document.builder()
                  .put("availabilityZoneRebalancing", luck.oneIn(3) ? "DISABLED" : "ENABLED"));
      case SLOW_STARTS,
          FAILED_STARTS,
          CRASHES,
          HEALTH_CHECKS,
          FIXED_PORTS,
          OWN_INTERFACES,
          FARGATE,
          SIDECARS,
          RESTARTS,
          DAEMONS,
          BREAKERS,
          LITTLE_ROOM,
          PROMPT_TIMING,
          SLOW_STOPS,
          EARLY_SUCCESS,
          LAUNCH_RATES ->
          Optional.empty();
    };
  }

  private Fault agent() {
    return luck.oneIn(2) ? new Fault.AgentConnected(host()) : new Fault.AgentDisconnected(host());
  }

  private Fault zone() {
    String zone = luck.pick(Hosts.ZONES);
    return luck.oneIn(2) ? new Fault.ZoneRestored(zone) : new Fault.ZoneLost(zone);
  }

  private Step deployment(Duration at, String service) {
    if (luck.oneIn(3)) {
      return call(at, "RegisterTaskDefinition", families.definition(families.any()));
    }
    if (luck.oneIn(3)) {
      return update(at, Document.builder().put("forceNewDeployment", true), service);
    }
    if (luck.oneIn(6)) {
      Document connect = Document.of("enabled", luck.oneIn(2));
      return update(at, Document.builder().put("serviceConnectConfiguration", connect), service);
    }
    if (luck.oneIn(6)) {
      return update(at, families.subnets(Document.builder(), luck.between(0, 2)), service);
    }
    int family = families.any();
    return update(
        at,
        families.network(Document.builder().put("taskDefinition", Families.name(family)), family),
        service);
  }

  private Step another(Duration at) {
    return call(at, "CreateService", services.service(luck.between(1, serviceCount)));
  }

  private static Step deletion(Duration at, String service) {
    return call(
        at, "DeleteService", Document.builder().put("service", service).put("force", true).build());
  }

  private Step protection(Duration at, String service) {
    return call(
        at,
        "UpdateTaskProtection",
        Document.builder()
            .put("cluster", CLUSTER)
            .put("tasks", ImmutableList.of(task(service), task(service)))
            .put("protectionEnabled", true)
            .put("expiresInMinutes", luck.between(1, 20))
            .build());
  }

  private Document run(int family) {
    return families
        .launch(
            Document.builder()
                .put("taskDefinition", Families.name(family))
                .put("count", luck.between(1, 3)),
            family)
        .build();
  }

  // The end.

  /** Returns what puts everything right again, and makes room. */
  List<Step> mending() {
    Duration at = luck.dials().chaos();
    List<Step> steps = new ArrayList<>();
    for (String zone : Hosts.ZONES) {
      steps.add(new Step.Mishap(at, new Fault.ZoneRestored(zone)));
    }
    for (int instance = 1; instance <= instanceCount; instance++) {
      steps.add(new Step.Mishap(at, new Fault.AgentConnected("i-" + instance)));
      steps.add(state(at, "i-" + instance, "ACTIVE"));
    }
    for (int service = 1; service <= luck.dials().services(); service++) {
      steps.add(
          new Step.Mishap(at, new Fault.TaskHealth(Services.name(service), Behaviour.PASSING)));
    }
    for (String alarm : Services.ALARMS) {
      steps.add(new Step.Mishap(at, new Fault.AlarmChanges(alarm, AlarmState.OK)));
    }
    steps.add(new Step.Register(at, CLUSTER, Hosts.plenty()));
    return steps;
  }

  // Words.

  private String host() {
    return "i-" + luck.between(1, instanceCount);
  }

  private String target(String service) {
    return luck.oneIn(2) ? service : task(service);
  }

  private String task(String service) {
    return service + "/" + luck.between(1, 12);
  }

  private Optional<Step> rarely(Step step) {
    return luck.oneIn(2) ? Optional.of(step) : Optional.empty();
  }

  private static Step state(Duration at, String host, String status) {
    return call(
        at,
        "UpdateContainerInstancesState",
        Document.builder()
            .put("containerInstances", ImmutableList.of(host))
            .put("status", status)
            .build());
  }

  private static Step call(Duration at, String action, Document input) {
    return new Step.Call(at, action, input, Optional.empty());
  }

  private static Optional<Step> fault(Duration at, Fault fault) {
    return Optional.of(new Step.Mishap(at, fault));
  }

  private static Optional<Step> update(Duration at, String service, Document.Builder change) {
    return Optional.of(update(at, change, service));
  }

  private static Step update(Duration at, Document.Builder change, String service) {
    return call(at, "UpdateService", change.put("service", service).build());
  }
}
