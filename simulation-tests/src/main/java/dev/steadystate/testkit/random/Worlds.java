package dev.steadystate.testkit.random;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.fate.ContainerRule;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.FateRules;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.random.Keys;
import dev.steadystate.core.random.Stream;
import dev.steadystate.testkit.scenario.ClusterGroup;
import dev.steadystate.testkit.scenario.InstanceGroup;
import dev.steadystate.testkit.scenario.Scenario;
import dev.steadystate.testkit.scenario.Step;
import dev.steadystate.testkit.scenario.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Draws scripts and their parts from a stream of chance: the same from the same stream. */
final class Worlds {
  private static final ImmutableList<String> ZONES =
      ImmutableList.of("us-east-1a", "us-east-1b", "us-east-1c");
  private static final ImmutableList<String> EXPRESSIONS =
      ImmutableList.of(
          "attribute:stack == prod",
          "attribute:ecs.availability-zone in [us-east-1a, us-east-1b]",
          "attribute:stack exists and not(attribute:ecs.instance-type =~ t2.*)");

  /** It would drive a daemon task away again as soon as it is there. */
  private static final String CROWD = "runningTasksCount < 3";

  private static final int FAMILIES = 2;

  private final Dials dials;
  private final Stream chance;
  private final ImmutableSet<Feature> features;

  /** Families of network mode awsvpc. */
  private final ImmutableSet<Integer> ownInterface;

  Worlds(Dials dials, Stream chance) {
    this.dials = dials;
    this.chance = chance;
    this.features = dials.swarm() ? half(dials.features()) : dials.features();
    this.ownInterface =
        has(Feature.OWN_INTERFACES) && oneIn(2)
            ? ImmutableSet.of(between(1, FAMILIES))
            : ImmutableSet.of();
  }

  static Script script(Dials dials, long key) {
    return new Worlds(dials, Stream.of(Keys.scramble(key))).script();
  }

  private ImmutableSet<Feature> half(ImmutableSet<Feature> all) {
    EnumSet<Feature> some = EnumSet.noneOf(Feature.class);
    for (Feature feature : all) {
      if (chance.nextInt(2) == 0) {
        some.add(feature);
      }
    }
    return Sets.immutableEnumSet(some);
  }

  // Scripts.

  private Script script() {
    long seed = chance.nextInt(1_000_000);
    Parameters parameters = parameters();
    ImmutableList<InstanceGroup> groups = groups();
    int instances = groups.stream().mapToInt(InstanceGroup::count).sum();
    ImmutableList<FateRule> fates = fates();
    int services = between(1, dials.services());
    List<Step> steps = new ArrayList<>();
    for (int family = 1; family <= FAMILIES; family++) {
      steps.add(new Step.Call(Duration.ZERO, "RegisterTaskDefinition", definition(family), none()));
    }
    for (int service = 1; service <= services; service++) {
      steps.add(new Step.Call(at(60), "CreateService", service(service), none()));
    }
    int count = between(0, dials.steps());
    int seconds = (int) dials.chaos().toSeconds();
    for (int i = 0; i < count; i++) {
      steps.add(step(at(seconds), services, instances));
    }
    Duration length = dials.chaos().plus(dials.recovery());
    if (!dials.recovery().isZero()) {
      steps.addAll(mending(instances));
    }
    Scenario scenario =
        new Scenario(
            "a random script",
            seed,
            Scenario.DEFAULT_START,
            ImmutableMap.of(),
            parameters,
            ImmutableList.of(new ClusterGroup("default", groups)),
            FateRules.of(fates),
            ImmutableList.copyOf(steps),
            Until.after(length));
    return new Script(scenario, dials.chaos());
  }

  private Parameters parameters() {
    Parameters base =
        has(Feature.PROMPT_TIMING) && oneIn(2) ? Parameters.prompt() : Parameters.observed();
    return base.with("refuseBlockingPercentages", oneIn(2) ? "true" : "false");
  }

  Step anyStep() {
    return step(at((int) dials.chaos().toSeconds()), dials.services(), dials.instances());
  }

  /** Times fall on whole seconds, and often on ticks. */
  private Duration at(int seconds) {
    int second = between(0, seconds);
    return Duration.ofSeconds(oneIn(3) ? second / 10 * 10 : second);
  }

  private Step step(Duration at, int services, int instances) {
    for (int tries = 0; tries < 20; tries++) {
      Feature feature = Feature.values()[chance.nextInt(Feature.values().length)];
      if (has(feature)) {
        Optional<Step> step = step(feature, at, services, instances);
        if (step.isPresent()) {
          return step.get();
        }
      }
    }
    return call(at, "UpdateService", Document.of("service", name(services)));
  }

  private Optional<Step> step(Feature feature, Duration at, int services, int instances) {
    String service = name(between(1, services));
    return switch (feature) {
      case LOST_INSTANCES ->
          oneIn(2) ? fault(at, new Fault.InstanceLost(host(instances))) : empty();
      case NEW_INSTANCES -> Optional.of(new Step.Register(at, "default", group(1)));
      case DRAINING ->
          Optional.of(
              call(
                  at,
                  "UpdateContainerInstancesState",
                  Document.builder()
                      .put("containerInstances", ImmutableList.of(host(instances)))
                      .put("status", oneIn(3) ? "ACTIVE" : "DRAINING")
                      .build()));
      case AGENTS ->
          fault(
              at,
              oneIn(2)
                  ? new Fault.AgentConnected(host(instances))
                  : new Fault.AgentDisconnected(host(instances)));
      case ZONES ->
          oneIn(2)
              ? empty()
              : fault(at, oneIn(2) ? new Fault.ZoneRestored(zone()) : new Fault.ZoneLost(zone()));
      case EXITS -> fault(at, new Fault.TaskExits(target(service), oneIn(2) ? 1 : 0));
      case HEALTH ->
          fault(
              at,
              new Fault.TaskHealth(
                  target(service), pick(ImmutableList.copyOf(Behaviour.values()))));
      case PAUSES ->
          oneIn(2)
              ? empty()
              : fault(at, new Fault.SchedulerPaused(Duration.ofSeconds(between(1, 300))));
      case ALARMS ->
          fault(at, new Fault.AlarmChanges("errors", oneIn(2) ? AlarmState.ALARM : AlarmState.OK));
      case SCALING -> update(at, service, Document.builder().put("desiredCount", count()));
      case DEPLOYMENTS ->
          oneIn(3)
              ? Optional.of(call(at, "RegisterTaskDefinition", definition(between(1, FAMILIES))))
              : oneIn(3)
                  ? update(at, service, Document.builder().put("forceNewDeployment", true))
                  : update(at, service, revision(between(1, FAMILIES)));
      case PERCENTS ->
          update(at, service, Document.builder().put("deploymentConfiguration", configuration()));
      case DELETIONS ->
          oneIn(2)
              ? Optional.of(call(at, "CreateService", service(between(1, services))))
              : Optional.of(
                  call(
                      at,
                      "DeleteService",
                      Document.builder().put("service", service).put("force", true).build()));
      case PROTECTION ->
          Optional.of(
              call(
                  at,
                  "UpdateTaskProtection",
                  Document.builder()
                      .put("cluster", "default")
                      .put("tasks", ImmutableList.of(task(service), task(service)))
                      .put("protectionEnabled", true)
                      .put("expiresInMinutes", between(1, 20))
                      .build()));
      case STANDALONE_TASKS -> Optional.of(call(at, "RunTask", run(between(1, FAMILIES))));
      case STOPPED_TASKS -> Optional.of(call(at, "StopTask", Document.of("task", task(service))));
      case STRATEGIES ->
          update(at, service, Document.builder().put("placementStrategy", strategies()));
      case CONSTRAINTS ->
          oneIn(2)
              ? empty()
              : update(at, service, Document.builder().put("placementConstraints", constraints()));
      case REBALANCING ->
          update(
              at,
              service,
              Document.builder()
                  .put("availabilityZoneRebalancing", oneIn(3) ? "DISABLED" : "ENABLED"));
      case SLOW_STARTS,
          FAILED_STARTS,
          CRASHES,
          HEALTH_CHECKS,
          FIXED_PORTS,
          OWN_INTERFACES,
          DAEMONS,
          BREAKERS,
          LITTLE_ROOM,
          PROMPT_TIMING,
          SLOW_STOPS,
          EARLY_SUCCESS ->
          empty();
    };
  }

  private Document.Builder revision(int family) {
    Document.Builder change = Document.builder().put("taskDefinition", family(family));
    return ownInterface.contains(family) ? change.put("networkConfiguration", network()) : change;
  }

  private Document run(int family) {
    Document.Builder run =
        Document.builder().put("taskDefinition", family(family)).put("count", between(1, 3));
    return ownInterface.contains(family)
        ? run.put("networkConfiguration", network()).build()
        : run.build();
  }

  /** Everything is put right again, and there is room. */
  private List<Step> mending(int instances) {
    Duration at = dials.chaos();
    List<Step> steps = new ArrayList<>();
    for (String zone : ZONES) {
      steps.add(new Step.Mishap(at, new Fault.ZoneRestored(zone)));
    }
    for (int instance = 1; instance <= instances; instance++) {
      steps.add(new Step.Mishap(at, new Fault.AgentConnected("i-" + instance)));
      steps.add(
          call(
              at,
              "UpdateContainerInstancesState",
              Document.builder()
                  .put("containerInstances", ImmutableList.of("i-" + instance))
                  .put("status", "ACTIVE")
                  .build()));
    }
    for (int service = 1; service <= dials.services(); service++) {
      steps.add(new Step.Mishap(at, new Fault.TaskHealth(name(service), Behaviour.PASSING)));
    }
    steps.add(new Step.Mishap(at, new Fault.AlarmChanges("errors", AlarmState.OK)));
    steps.add(
        new Step.Register(
            at,
            "default",
            new InstanceGroup(
                Optional.empty(),
                3,
                Optional.of("m5.24xlarge"),
                98304,
                393216,
                ZONES,
                ImmutableMap.of("stack", "prod"),
                OptionalInt.empty(),
                0,
                ImmutableList.of())));
    return steps;
  }

  // Instances.

  ImmutableList<InstanceGroup> groups() {
    int count = between(1, dials.instances());
    return oneIn(2) || count == 1
        ? ImmutableList.of(group(count))
        : ImmutableList.of(group(count - 1), group(1));
  }

  InstanceGroup group(int count) {
    boolean little = has(Feature.LITTLE_ROOM) && oneIn(2);
    return new InstanceGroup(
        Optional.empty(),
        count,
        oneIn(2) ? Optional.of(oneIn(2) ? "t2.small" : "m5.large") : Optional.empty(),
        little ? between(1, 4) * 256 : 4096,
        little ? between(1, 4) * 512 : 16384,
        ZONES.subList(0, between(1, 3)),
        oneIn(2) ? ImmutableMap.of("stack", oneIn(2) ? "prod" : "test") : ImmutableMap.of(),
        oneIn(4) ? OptionalInt.of(between(2, 5)) : OptionalInt.empty(),
        0,
        oneIn(8) ? ImmutableList.of(8080) : ImmutableList.of());
  }

  // Task definitions.

  Document definition(int family) {
    Document.Builder container =
        Document.builder()
            .put("name", "app")
            .put("image", "app:" + between(1, 9))
            .put("cpu", pick(ImmutableList.of(64, 128, 256, 512)))
            .put("memory", pick(ImmutableList.of(64, 128, 256, 1024)));
    boolean awsvpc = ownInterface.contains(family);
    if (has(Feature.HEALTH_CHECKS) && oneIn(2)) {
      container.put(
          "healthCheck",
          Document.builder()
              .put("command", ImmutableList.of("CMD-SHELL", "exit 0"))
              .put("interval", between(5, 30))
              .put("timeout", 2)
              .put("retries", between(1, 3))
              .put("startPeriod", oneIn(2) ? 0 : between(1, 60))
              .build());
    }
    if (has(Feature.SLOW_STOPS) && oneIn(2)) {
      container.put("stopTimeout", between(2, 120));
    }
    if (has(Feature.FIXED_PORTS) && oneIn(3)) {
      Document.Builder port = Document.builder().put("containerPort", 8080);
      if (!awsvpc) {
        port.put("hostPort", oneIn(2) ? 0 : between(8080, 8081));
      }
      container.put("portMappings", ImmutableList.of(port.build()));
    }
    Document.Builder definition =
        Document.builder()
            .put("family", family(family))
            .put("networkMode", awsvpc ? "awsvpc" : "bridge")
            .put("containerDefinitions", ImmutableList.of(container.build()));
    if (has(Feature.CONSTRAINTS) && oneIn(6)) {
      definition.put("placementConstraints", ImmutableList.of(memberOf()));
    }
    return definition.build();
  }

  // Services.

  Document service(int number) {
    boolean daemon = has(Feature.DAEMONS) && oneIn(4);
    int family = between(1, FAMILIES);
    Document.Builder service =
        Document.builder().put("serviceName", name(number)).put("taskDefinition", family(family));
    if (daemon) {
      service.put("schedulingStrategy", "DAEMON");
      if (oneIn(2)) {
        service.put(
            "deploymentConfiguration",
            Document.builder()
                .put("minimumHealthyPercent", pick(ImmutableList.of(0, 50, 80)))
                .put("maximumPercent", 100)
                .build());
      }
    } else {
      service.put("desiredCount", count()).put("deploymentConfiguration", configuration());
    }
    if (has(Feature.CONSTRAINTS) && oneIn(3)) {
      service.put(
          "placementConstraints",
          daemon || !oneIn(4)
              ? constraints()
              : ImmutableList.of(
                  Document.builder().put("type", "memberOf").put("expression", CROWD).build()));
    }
    if (has(Feature.STRATEGIES) && !daemon && oneIn(2)) {
      service.put("placementStrategy", strategies());
    }
    if (has(Feature.REBALANCING) && !daemon && oneIn(2)) {
      service.put("availabilityZoneRebalancing", oneIn(4) ? "DISABLED" : "ENABLED");
    }
    if (has(Feature.HEALTH_CHECKS) && oneIn(3)) {
      service.put("healthCheckGracePeriodSeconds", between(0, 120));
    }
    if (ownInterface.contains(family)) {
      service.put("networkConfiguration", network());
    }
    return service.build();
  }

  private static Document network() {
    return Document.of("awsvpcConfiguration", Document.of("subnets", ImmutableList.of("subnet-1")));
  }

  private Document configuration() {
    Dials.Percents pair = pick(dials.percents());
    Document.Builder configuration =
        Document.builder()
            .put("minimumHealthyPercent", pair.minimumHealthy())
            .put("maximumPercent", pair.maximum());
    if (has(Feature.BREAKERS) && oneIn(2)) {
      Document.Builder breaker =
          Document.builder().put("enable", !oneIn(5)).put("rollback", !oneIn(3));
      if (oneIn(3)) {
        breaker.put("resetOnHealthyTask", oneIn(2));
        breaker.put(
            "thresholdConfiguration",
            Document.builder()
                .put(
                    "type", pick(ImmutableList.of("COUNT", "BOUNDED_PERCENT", "UNBOUNDED_PERCENT")))
                .put("value", between(1, 6))
                .build());
      }
      configuration.put("deploymentCircuitBreaker", breaker.build());
    }
    if (has(Feature.ALARMS) && oneIn(3)) {
      configuration.put(
          "alarms",
          Document.builder()
              .put("alarmNames", ImmutableList.of("errors"))
              .put("enable", true)
              .put("rollback", oneIn(2))
              .build());
    }
    if (has(Feature.EARLY_SUCCESS) && oneIn(4)) {
      configuration.put(
          "earlySuccessCriteria",
          Document.builder()
              .put("enable", true)
              .put("healthyPercent", Math.max(pair.minimumHealthy(), between(1, 100)))
              .put("sourceServiceRevisionCleanup", oneIn(2) ? "BLOCKING" : "DEFERRED")
              .build());
    }
    return configuration.build();
  }

  private ImmutableList<Document> constraints() {
    return oneIn(4)
        ? ImmutableList.of()
        : ImmutableList.of(oneIn(2) ? Document.of("type", "distinctInstance") : memberOf());
  }

  private Document memberOf() {
    return Document.builder().put("type", "memberOf").put("expression", pick(EXPRESSIONS)).build();
  }

  private ImmutableList<Document> strategies() {
    Document spread =
        Document.builder()
            .put("type", "spread")
            .put("field", oneIn(2) ? "attribute:ecs.availability-zone" : "instanceId")
            .build();
    Document binpack =
        Document.builder().put("type", "binpack").put("field", oneIn(2) ? "cpu" : "memory").build();
    return switch (chance.nextInt(5)) {
      case 0 -> ImmutableList.of();
      case 1 -> ImmutableList.of(spread);
      case 2 -> ImmutableList.of(binpack);
      case 3 -> ImmutableList.of(spread, binpack);
      default -> ImmutableList.of(Document.of("type", "random"));
    };
  }

  // Fates.

  /** Bad luck is for the first launches of each deployment only, so that all can end well. */
  ImmutableList<FateRule> fates() {
    List<FateRule> rules = new ArrayList<>();
    int count = between(0, 3);
    for (int i = 0; i < count; i++) {
      fate().ifPresent(rules::add);
    }
    return ImmutableList.copyOf(rules);
  }

  Optional<FateRule> fate() {
    int first = between(1, 4);
    FateRule rule = Fates.rule().launches(first, first + between(0, 4));
    rule = oneIn(2) ? rule.family(family(between(1, FAMILIES))) : rule;
    rule = oneIn(3) ? rule.share("0.5") : rule;
    return switch (chance.nextInt(5)) {
      case 0 ->
          has(Feature.SLOW_STARTS)
              ? Optional.of(
                  rule.pull(
                      Fates.uniform(Duration.ofSeconds(1), Duration.ofSeconds(between(2, 120)))))
              : Optional.empty();
      case 1 ->
          has(Feature.FAILED_STARTS)
              ? Optional.of(
                  rule.failsIn(
                      oneIn(2) ? StartFailure.Stage.PULL : StartFailure.Stage.ACTIVATING,
                      "CannotPullContainerError: pull access denied"))
              : Optional.empty();
      case 2 ->
          has(Feature.CRASHES)
              ? Optional.of(
                  rule.container(app().exits(Duration.ofSeconds(between(0, 200)), between(0, 1))))
              : Optional.empty();
      case 3 ->
          has(Feature.HEALTH)
              ? Optional.of(
                  rule.container(
                      app()
                          .health(
                              Duration.ofSeconds(oneIn(2) ? 0 : between(1, 200)),
                              oneIn(2) ? Behaviour.FAILING : Behaviour.HANGING)))
              : Optional.empty();
      default ->
          has(Feature.SLOW_STOPS)
              ? Optional.of(
                  rule.container(
                      oneIn(2)
                          ? app().ignoresSigterm()
                          : app().shutdown(Duration.ofSeconds(between(1, 60)))))
              : Optional.empty();
    };
  }

  private static ContainerRule app() {
    return Fates.container("app");
  }

  // Words.

  private boolean has(Feature feature) {
    return features.contains(feature);
  }

  private int count() {
    return between(0, dials.tasks());
  }

  private String host(int instances) {
    return "i-" + between(1, instances);
  }

  private String zone() {
    return pick(ZONES);
  }

  private String target(String service) {
    return oneIn(2) ? service : task(service);
  }

  private String task(String service) {
    return service + "/" + between(1, 12);
  }

  private static String name(int service) {
    return "s" + service;
  }

  private static String family(int number) {
    return "f" + number;
  }

  private boolean oneIn(int number) {
    return chance.nextInt(number) == 0;
  }

  private int between(int least, int most) {
    return least + chance.nextInt(most - least + 1);
  }

  private <T> T pick(ImmutableList<T> all) {
    return all.get(chance.nextInt(all.size()));
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static Optional<Step> empty() {
    return Optional.empty();
  }

  private static Step call(Duration at, String action, Document input) {
    return new Step.Call(at, action, input, none());
  }

  private static Optional<Step> fault(Duration at, Fault fault) {
    return Optional.of(new Step.Mishap(at, fault));
  }

  private static Optional<Step> update(Duration at, String service, Document.Builder change) {
    return Optional.of(call(at, "UpdateService", change.put("service", service).build()));
  }
}
