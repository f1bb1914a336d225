package dev.steadystate.testkit.compare;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.testkit.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Tries variants of a scenario over many seeds, the same seeds for each, so that what differs is
 * the variant and not the luck.
 *
 * <pre>{@code
 * Results results =
 *     Experiment.of(scenario).overSeeds(1, 100).vary("reconcileInterval", "5s", "10s", "30s").run();
 * System.out.println(results);   // medians, confidence intervals, differences from the first
 * results.csv();
 * }</pre>
 */
public final class Experiment {
  private final Scenario scenario;
  private final long firstSeed;
  private final int seeds;
  private final ImmutableList<ImmutableSortedMap<String, String>> variants;

  private Experiment(
      Scenario scenario,
      long firstSeed,
      int seeds,
      ImmutableList<ImmutableSortedMap<String, String>> variants) {
    this.scenario = scenario;
    this.firstSeed = firstSeed;
    this.seeds = seeds;
    this.variants = variants;
  }

  /** Returns the experiment of this scenario as it is, over thirty seeds. */
  public static Experiment of(Scenario scenario) {
    return new Experiment(scenario, 1, 30, ImmutableList.of(ImmutableSortedMap.of()));
  }

  /** Returns this experiment over so many seeds, from one on. */
  public Experiment overSeeds(long first, int count) {
    checkArgument(count >= 1, "an experiment needs at least one seed, but was given %s", count);
    return new Experiment(scenario, first, count, variants);
  }

  /** Returns this experiment with each variant once for each of these values of a parameter. */
  public Experiment vary(String parameter, String... values) {
    checkArgument(values.length >= 1, "parameter %s needs at least one value", parameter);
    List<ImmutableSortedMap<String, String>> more = new ArrayList<>();
    for (ImmutableSortedMap<String, String> variant : variants) {
      for (String value : values) {
        // Said now rather than by each trial, if it is no such parameter or no such value.
        Parameters unused = scenario.parameters().with(parameter, value);
        Map<String, String> changed = new LinkedHashMap<>(variant);
        changed.put(parameter, value);
        more.add(ImmutableSortedMap.copyOf(changed));
      }
    }
    return new Experiment(scenario, firstSeed, seeds, ImmutableList.copyOf(more));
  }

  /** Returns the trials, variant by variant and seed by seed; each is run by itself. */
  public Stream<Trial> trials() {
    String text = scenario.text();
    return variants.stream()
        .flatMap(
            variant ->
                Stream.iterate(firstSeed, seed -> seed + 1)
                    .limit(seeds)
                    .map(seed -> new Trial(text, variant, seed)));
  }

  /** Runs all trials on all cores; on a terminal a bar shows how far it is. */
  public Results run() {
    ImmutableList<Trial> trials = trials().collect(ImmutableList.toImmutableList());
    Progress progress = new Progress(trials.size());
    ImmutableList<Trial.Result> results =
        trials.parallelStream()
            .map(
                trial -> {
                  Trial.Result result = trial.run();
                  progress.step();
                  return result;
                })
            .collect(ImmutableList.toImmutableList());
    progress.end();
    return new Results(results);
  }

  /** A bar on the terminal, if there is one. */
  private static final class Progress {
    private static final int WIDTH = 40;

    private final int size;

    @SuppressWarnings("SystemConsoleNull") // On JDK 17 null is how it says no.
    private final boolean shown = System.console() != null;

    private final AtomicInteger done = new AtomicInteger();

    Progress(int size) {
      this.size = size;
    }

    void step() {
      int now = done.incrementAndGet();
      int filled = now * WIDTH / size;
      if (shown && filled != (now - 1) * WIDTH / size) {
        System.err.print(
            "\r[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + now + "/" + size);
      }
    }

    void end() {
      if (shown) {
        System.err.print("\r" + " ".repeat(WIDTH + 24) + "\r");
      }
    }
  }
}
