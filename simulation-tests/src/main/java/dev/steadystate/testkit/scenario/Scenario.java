package dev.steadystate.testkit.scenario;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.FateRules;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.testkit.scenario.tree.YamlText;
import java.time.Instant;
import java.util.Comparator;

/**
 * A simulation written down: a world, a script, and what is expected of it.
 *
 * @param subnets the zones of subnets by id (PL-85)
 * @param steps in the order of the file; the script is in order of time, then of the file
 */
public record Scenario(
    String name,
    long seed,
    Instant start,
    ImmutableMap<String, String> subnets,
    Parameters parameters,
    ImmutableList<ClusterGroup> clusters,
    FateRules fates,
    ImmutableList<Step> steps,
    Until until) {
  /** When a scenario starts unless it says otherwise. */
  public static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

  /**
   * Returns the scenario of this text, YAML or JSON.
   *
   * @throws IllegalArgumentException that says in one sentence what is wrong and where
   */
  public static Scenario parse(String text) {
    return ScenarioReader.read(text);
  }

  /**
   * Returns the scenario of these bytes, which must be UTF-8.
   *
   * @throws IllegalArgumentException that says in one sentence what is wrong and where
   */
  public static Scenario parse(byte[] text) {
    return ScenarioReader.read(text);
  }

  /** Returns the text of a file that holds this scenario, and that {@link #parse} reads back. */
  public String text() {
    return YamlText.write(document());
  }

  /** Returns the same as JSON. */
  public Document document() {
    return ScenarioText.document(this);
  }

  /** Returns every parameter of the run with its value as files write it. */
  public Document parameterValues() {
    return ScenarioText.everyParameter(parameters);
  }

  /** Returns a step as the file states it, without its time. */
  public static Document stated(Step step) {
    return ScenarioText.step(step).without("at");
  }

  /** Returns the steps that have a time of their own, in order of time and then of the file. */
  public ImmutableList<Step> script() {
    return steps.stream()
        .filter(step -> !(step instanceof Step.Always))
        .sorted(Comparator.comparing(step -> step.time().orElseThrow()))
        .collect(toImmutableList());
  }

  Roster roster() {
    return Roster.of(clusters, script());
  }

  public Scenario withSeed(long seed) {
    return new Scenario(name, seed, start, subnets, parameters, clusters, fates, steps, until);
  }

  public Scenario withName(String name) {
    return new Scenario(name, seed, start, subnets, parameters, clusters, fates, steps, until);
  }

  public Scenario withParameters(Parameters parameters) {
    return new Scenario(name, seed, start, subnets, parameters, clusters, fates, steps, until);
  }
}
