package dev.steadystate.lab;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.FateRules;
import dev.steadystate.core.fate.FateSource;
import dev.steadystate.testkit.scenario.Opening;
import dev.steadystate.testkit.scenario.Scenario;
import dev.steadystate.testkit.scenario.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** A simulation on the bench, with what the lab remembers of it besides. */
final class World {
  private final String title;
  private final EcsSimulation ecs;
  private final Instant start;
  private final FatesAtHand fates;
  private final Series series;
  private FateRules rules;
  private String cluster;

  private World(
      String title,
      EcsSimulation ecs,
      Instant start,
      FatesAtHand fates,
      FateRules rules,
      Series series,
      String cluster) {
    this.title = title;
    this.ecs = ecs;
    this.start = start;
    this.fates = fates;
    this.rules = rules;
    this.series = series;
    this.cluster = cluster;
    ecs.observeInstants(at -> series.look(Duration.between(start, at).toMillis(), ecs.counts()));
  }

  /** Returns a world in which there is nothing but the cluster called default. */
  static World empty(long seed) {
    EcsSimulation.Builder builder = EcsSimulation.builder().seed(seed);
    Zones.USUAL.forEach(zone -> builder.subnet(Zones.subnet(zone), zone));
    return born(
        "the lab", FateSource.allGoesWell(), builder, EcsSimulation.Builder::build, "default");
  }

  /** Returns the world of a scenario at its start, the whole script scheduled ahead. */
  static World of(Scenario scenario) {
    String cluster = scenario.clusters().get(0).clusterName();
    return born(
        scenario.name(),
        scenario.fates(),
        Opening.builder(scenario),
        builder -> Opening.of(scenario, builder),
        cluster);
  }

  /** Returns the world of this builder, in the cluster called default. */
  static World of(String title, EcsSimulation.Builder builder, FateSource others) {
    return born(title, others, builder, EcsSimulation.Builder::build, "default");
  }

  private static World born(
      String title,
      FateSource others,
      EcsSimulation.Builder builder,
      Function<EcsSimulation.Builder, EcsSimulation> birth,
      String cluster) {
    FatesAtHand fates = FatesAtHand.before(others);
    EcsSimulation ecs = birth.apply(builder.fates(fates).keepStoppedTasks(true));
    FateRules none = FateRules.of(ImmutableList.of());
    return new World(title, ecs, ecs.now(), fates, none, new Series(), cluster);
  }

  /** Returns an independent copy of it, as it is now. */
  World fork() {
    return new World(title, ecs.fork(), start, fates, rules, series.copy(), cluster);
  }

  /** Puts its fates in place: it is the one that runs from now on. */
  World enter() {
    fates.set(rules);
    return this;
  }

  void decree(FateRule rule) {
    ImmutableList.Builder<FateRule> all = ImmutableList.builder();
    all.add(rule);
    rules.rules().stream().filter(it -> !it.match().equals(rule.match())).forEach(all::add);
    rules = FateRules.of(all.build());
    fates.set(rules);
  }

  void goTo(String clusterName) {
    cluster = clusterName;
  }

  String title() {
    return title;
  }

  EcsSimulation ecs() {
    return ecs;
  }

  Instant start() {
    return start;
  }

  Series series() {
    return series;
  }

  String cluster() {
    return cluster;
  }

  /** Returns how much time has passed since it began. */
  Duration age() {
    return Duration.between(start, ecs.now());
  }
}
