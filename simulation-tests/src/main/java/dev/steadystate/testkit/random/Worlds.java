package dev.steadystate.testkit.random;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.FateRules;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.random.Keys;
import dev.steadystate.core.random.Stream;
import dev.steadystate.testkit.scenario.ClusterGroup;
import dev.steadystate.testkit.scenario.InstanceGroup;
import dev.steadystate.testkit.scenario.Scenario;
import dev.steadystate.testkit.scenario.Step;
import dev.steadystate.testkit.scenario.Until;
import java.util.ArrayList;
import java.util.List;

/** Draws scripts and their parts from a stream of chance: the same from the same stream. */
final class Worlds {
  private static final ImmutableMap<String, String> SUBNETS =
      ImmutableMap.of("subnet-1", "us-east-1a", "subnet-2", "us-east-1b");

  private final Luck luck;
  private final Families families;
  private final Services services;
  private final Hosts hosts;

  Worlds(Dials dials, Stream chance) {
    this.luck = new Luck(dials, chance);
    this.families = new Families(luck);
    this.services = new Services(luck, families);
    this.hosts = new Hosts(luck);
  }

  static Script script(Dials dials, long key) {
    return new Worlds(dials, Stream.of(Keys.scramble(key))).script();
  }

  private Script script() {
    Dials dials = luck.dials();
    long seed = luck.between(0, 999_999);
    Parameters parameters = parameters();
    ImmutableList<InstanceGroup> groups = hosts.groups();
    ImmutableList<FateRule> fates = fates();
    ImmutableList<Step> steps = steps(groups.stream().mapToInt(InstanceGroup::count).sum());
    if (luck.has(Feature.ALARMS, 8)) {
      parameters = parameters.with("refuseUnknownAlarms", "true");
    }
    Scenario scenario =
        new Scenario(
            "a random script",
            seed,
            Scenario.DEFAULT_START,
            SUBNETS,
            parameters,
            ImmutableList.of(new ClusterGroup("default", groups)),
            FateRules.of(fates),
            steps,
            Until.after(dials.chaos().plus(dials.recovery())));
    return new Script(scenario, dials.chaos());
  }

  private Parameters parameters() {
    Parameters base =
        luck.has(Feature.PROMPT_TIMING, 2) ? Parameters.prompt() : Parameters.observed();
    if (luck.has(Feature.LAUNCH_RATES, 2)) {
      base = base.with("launchesPerMinute", String.valueOf(luck.between(1, 20)));
    }
    return base.with("refuseBlockingPercentages", luck.oneIn(2) ? "true" : "false");
  }

  private ImmutableList<Step> steps(int instances) {
    int count = luck.between(1, luck.dials().services());
    Steps steps = new Steps(luck, families, services, hosts, count, instances);
    List<Step> script = new ArrayList<>();
    for (int family = 1; family <= Families.COUNT; family++) {
      script.add(steps.registerFamily(family));
    }
    for (int service = 1; service <= count; service++) {
      script.add(steps.createService(service));
    }
    int wild = luck.between(0, luck.dials().steps());
    for (int i = 0; i < wild; i++) {
      script.add(steps.any());
    }
    if (!luck.dials().recovery().isZero()) {
      script.addAll(steps.mending());
    }
    return ImmutableList.copyOf(script);
  }

  // Parts.

  Step anyStep() {
    Dials dials = luck.dials();
    return new Steps(luck, families, services, hosts, dials.services(), dials.instances()).any();
  }

  ImmutableList<FateRule> fates() {
    return new Misfortunes(luck).any(families);
  }

  ImmutableList<InstanceGroup> groups() {
    return hosts.groups();
  }

  InstanceGroup group(int count) {
    return hosts.group(count);
  }

  Document definition(int family) {
    return families.definition(family);
  }

  Document service(int number) {
    return services.service(number);
  }
}
