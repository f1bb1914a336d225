package dev.steadystate.testkit.compare;

import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.testkit.scenario.Opening;
import dev.steadystate.testkit.scenario.Scenario;
import java.io.Serializable;
import java.util.Map;

/**
 * One run of an experiment: a pure function of scenario, parameters and seed. It is data and
 * nothing else, so it can be sent to another machine and run there.
 *
 * <pre>{@code
 * experiment.trials().parallel().map(Trial::run).toList()
 * }</pre>
 *
 * @param scenario the text of a scenario file
 * @param variant the parameters that differ from those of the file, by name
 */
public record Trial(String scenario, ImmutableSortedMap<String, String> variant, long seed)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** What came of a trial. */
  public record Result(Trial trial, Measures measures) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** Runs it. The same trial always has the same result. */
  public Result run() {
    Scenario read = Scenario.parse(scenario);
    Parameters parameters = read.parameters();
    for (Map.Entry<String, String> changed : variant.entrySet()) {
      parameters = parameters.with(changed.getKey(), changed.getValue());
    }
    Scenario own = read.withSeed(seed).withParameters(parameters);
    return new Result(
        this, Measures.of(own, Opening.of(own, Opening.builder(own).withoutJournal())));
  }

  @Override
  public String toString() {
    return (variant.isEmpty() ? "as it is" : variant.toString()) + ", seed " + seed;
  }
}
