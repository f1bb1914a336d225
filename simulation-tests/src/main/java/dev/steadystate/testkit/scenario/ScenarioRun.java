package dev.steadystate.testkit.scenario;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import dev.steadystate.core.Answer;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.view.TaskSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A scenario that has been played to its end: the simulation as it is then, what its calls came to,
 * whether what was expected is so, and how the numbers of its services went.
 *
 * <pre>{@code
 * ScenarioRun run = ScenarioRun.of(Scenario.parse(text));
 * run.isMet()        // every expectation is met, and nothing was refused against expectation
 * run.findings()     // what was expected and what was found
 * run.simulation()   // the simulation, to look at and to run on
 * }</pre>
 */
public final class ScenarioRun {
  private final Scenario scenario;
  private final EcsSimulation simulation;
  private final Series series = new Series();
  private final List<Watch> watches = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private ImmutableList<Outcome> outcomes = ImmutableList.of();

  private ScenarioRun(Scenario scenario, EcsSimulation simulation) {
    this.scenario = scenario;
    this.simulation = simulation;
  }

  /** Plays the scenario and keeps the journal. */
  public static ScenarioRun of(Scenario scenario) {
    return play(scenario, Opening.builder(scenario));
  }

  /** Plays the scenario alike, but keeps no journal, for long runs that nobody reads. */
  public static ScenarioRun withoutJournal(Scenario scenario) {
    return play(scenario, Opening.builder(scenario).withoutJournal());
  }

  private static ScenarioRun play(Scenario scenario, EcsSimulation.Builder builder) {
    ScenarioRun run =
        new ScenarioRun(scenario, Opening.of(scenario, builder.keepStoppedTasks(true)));
    run.play();
    return run;
  }

  private void play() {
    ImmutableList<Step> script = scenario.script();
    ImmutableList<Stop> stops = stops(script);
    observe(stops);
    for (Stop stop : stops) {
      simulation.runUntil(instant(stop.at()));
      stop.look().run();
    }
    runToTheEnd(script);
    watches.forEach(watch -> findings.add(watch.finding(sinceStart(), simulation.counts())));
    outcomes = outcomes(script);
    findings.addAll(refusalsFound());
    findings.sort(Comparator.comparing(Finding::at));
  }

  private Instant instant(Duration sinceStart) {
    return scenario.start().plus(sinceStart);
  }

  private long sinceStart() {
    return Duration.between(scenario.start(), simulation.now()).toMillis();
  }

  // What is looked at.

  /** An instant at which something is looked at that is no part of the simulation. */
  private record Stop(Duration at, Runnable look, List<Lookout> lookouts) {}

  private ImmutableList<Stop> stops(ImmutableList<Step> script) {
    List<Stop> stops = new ArrayList<>();
    for (Step step : script) {
      if (step instanceof Step.Expect expect) {
        Lookout lookout = new Lookout(expect.expectation());
        stops.add(
            new Stop(
                expect.at(), () -> findings.add(finding(expect.at(), lookout)), List.of(lookout)));
      }
    }
    for (Step step : scenario.steps()) {
      if (step instanceof Step.Always always) {
        Watch watch = new Watch(always);
        watches.add(watch);
        // Nothing needs to happen just then, so the watch is called on.
        Runnable look = () -> watch.look(sinceStart(), simulation.counts());
        always.from().ifPresent(from -> stops.add(new Stop(from, look, List.of())));
      }
    }
    stops.sort(Comparator.comparing(Stop::at));
    return ImmutableList.copyOf(stops);
  }

  private Finding finding(Duration at, Lookout lookout) {
    Lookout.Sight sight = lookout.look(simulation.counts());
    return new Finding(
        at,
        false,
        ScenarioText.expectation(lookout.expectation()),
        lookout.found(sight),
        lookout.isMet(sight));
  }

  private void observe(ImmutableList<Stop> stops) {
    List<Lookout> forEvents = new ArrayList<>();
    stops.forEach(stop -> forEvents.addAll(stop.lookouts()));
    watches.forEach(watch -> forEvents.add(watch.lookout()));
    forEvents.removeIf(lookout -> !lookout.looksForEvents());
    if (!forEvents.isEmpty()) {
      simulation.observe((JournalEntry entry) -> forEvents.forEach(each -> each.note(entry)));
    }
    simulation.observeInstants(
        at -> {
          long sinceStart = Duration.between(scenario.start(), at).toMillis();
          series.look(sinceStart, simulation.counts());
          watches.forEach(watch -> watch.look(sinceStart, simulation.counts()));
        });
  }

  private void runToTheEnd(ImmutableList<Step> script) {
    Optional<Duration> length = scenario.until().length();
    if (length.isPresent()) {
      simulation.runUntil(instant(length.get()));
      return;
    }
    Duration last =
        script.isEmpty() ? Duration.ZERO : script.get(script.size() - 1).time().orElseThrow();
    Instant from = instant(last);
    if (from.isAfter(simulation.now())) {
      simulation.runUntil(from);
    } else {
      // Not even the first instant may be left out.
      simulation.runUntil(simulation.now());
    }
    simulation.runUntilSteady(Duration.between(simulation.now(), instant(Until.AT_MOST)));
  }

  // What came of it.

  /** Answers come in the order of the script: by time, and then as they were scheduled. */
  private ImmutableList<Outcome> outcomes(ImmutableList<Step> script) {
    List<Optional<String>> wanted = new ArrayList<>();
    ImmutableListMultimap<Integer, ContainerInstance> later = scenario.roster().later();
    for (int i = 0; i < script.size(); i++) {
      if (script.get(i) instanceof Step.Call call) {
        wanted.add(call.fails());
      } else if (script.get(i) instanceof Step.Mishap) {
        wanted.add(Optional.empty());
      } else if (script.get(i) instanceof Step.Register) {
        later.get(i).forEach(unused -> wanted.add(Optional.empty()));
      }
    }
    ImmutableList.Builder<Outcome> all = ImmutableList.builder();
    ImmutableList<Answer> answers = simulation.answers();
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      all.add(
          new Outcome(
              Duration.between(scenario.start(), answer.at()),
              answer.action(),
              answer.isFault(),
              answer.error(),
              answer
                  .output()
                  .map(output -> output.documents("failures"))
                  .orElse(ImmutableList.of()),
              wanted.get(i)));
    }
    return all.build();
  }

  /** A call that was meant to be refused is an expectation too. */
  private List<Finding> refusalsFound() {
    List<Finding> found = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome.wanted().isPresent()) {
        Document.Builder expected = Document.builder().put("action", outcome.action());
        found.add(
            new Finding(
                outcome.at(),
                false,
                expected.put("fails", outcome.wanted()).build(),
                Document.builder()
                    .put("action", outcome.action())
                    .put("fails", outcome.error().map(error -> error.errorType()))
                    .build(),
                outcome.isAsWanted()));
      }
    }
    return found;
  }

  // The result.

  public Scenario scenario() {
    return scenario;
  }

  /** Returns the simulation at the end of the run. */
  public EcsSimulation simulation() {
    return simulation;
  }

  /** Returns how long it ran. */
  public Duration length() {
    return Duration.between(scenario.start(), simulation.now());
  }

  /** Returns what was expected and what was found, in order of time. */
  public ImmutableList<Finding> findings() {
    return ImmutableList.copyOf(findings);
  }

  /** Returns what came of each call and fault, in the order in which they were made. */
  public ImmutableList<Outcome> outcomes() {
    return outcomes;
  }

  public Series series() {
    return series;
  }

  /** Returns the names of the clusters of the file, in its order. */
  public ImmutableList<String> clusterNames() {
    return scenario.clusters().stream()
        .map(ClusterGroup::clusterName)
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns every task of the run, by cluster and in launch order. */
  public Stream<TaskSnapshot> tasks() {
    return clusterNames().stream().flatMap(simulation::eachTask);
  }

  /** Returns whether every expectation is met and nothing was refused against expectation. */
  public boolean isMet() {
    return findings.stream().allMatch(Finding::met)
        && outcomes.stream().noneMatch(Outcome::isUnexpected);
  }
}
