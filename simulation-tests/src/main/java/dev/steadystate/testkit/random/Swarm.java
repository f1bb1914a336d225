package dev.steadystate.testkit.random;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.random.Keys;
import dev.steadystate.testkit.law.Law;
import dev.steadystate.testkit.law.LawBroken;
import dev.steadystate.testkit.law.Laws;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Many random scripts under the laws, by number: the same number is always the same script, so a
 * search may be cut into ranges, spread over machines, and gone on with where it ended.
 *
 * <pre>{@code
 * Swarm.Catch caught = Swarm.of(Dials.standard()).range(0, 1_000);
 * System.out.println(caught);
 * }</pre>
 */
public final class Swarm {
  private final Dials dials;
  private final Iterable<Law> laws;

  private Swarm(Dials dials, Iterable<Law> laws) {
    this.dials = dials;
    this.laws = laws;
  }

  /** Returns the swarm of scripts of these dials, under every law of the scheduler. */
  public static Swarm of(Dials dials) {
    return new Swarm(dials, Laws.all());
  }

  /** Returns the same scripts under other laws. */
  public Swarm under(Iterable<Law> others) {
    return new Swarm(dials, others);
  }

  /**
   * What a range of scripts came to.
   *
   * @param broken what is wrong with the scripts that break a law, by number
   * @param visited the marks of kind SOMETIMES that were met
   */
  public record Catch(
      long scripts, ImmutableMap<Long, String> broken, ImmutableSortedSet<String> visited) {
    private static final Catch NOTHING = new Catch(0, ImmutableMap.of(), ImmutableSortedSet.of());

    /** Returns the sum of two ranges. */
    public Catch and(Catch other) {
      Map<Long, String> all = new TreeMap<>(broken);
      all.putAll(other.broken);
      Set<String> marks = new TreeSet<>(visited);
      marks.addAll(other.visited);
      return new Catch(
          scripts + other.scripts, ImmutableMap.copyOf(all), ImmutableSortedSet.copyOf(marks));
    }

    /** Prints the count, and the violations one a line. */
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      text.append(scripts).append(" random scripts, ").append(broken.size()).append(" violations");
      broken.forEach(
          (number, wrong) -> text.append("\n  ").append(number).append(": ").append(wrong));
      return text.toString();
    }
  }

  /** Runs the scripts from one number to before another, on all cores. */
  public Catch range(long from, long to) {
    checkArgument(from <= to, "a range goes up, but was given %s to %s", from, to);
    return LongStream.range(from, to)
        .parallel()
        .mapToObj(this::one)
        .reduce(Catch.NOTHING, Catch::and);
  }

  private Catch one(long number) {
    try {
      return new Catch(
          1, ImmutableMap.of(), ImmutableSortedSet.copyOf(script(number).run(laws).visited()));
    } catch (LawBroken broken) {
      return broken(number, broken.lawName() + ": " + broken.found());
    } catch (RuntimeException failure) {
      return broken(number, failure.toString());
    }
  }

  private static Catch broken(long number, String wrong) {
    return new Catch(1, ImmutableMap.of(number, wrong), ImmutableSortedSet.of());
  }

  /** Returns the script of a number. */
  public Script script(long number) {
    return Scripts.script(dials, Keys.of(number, "swarm"));
  }

  /**
   * Shrinks the script of a number, and tells of the smallest that fails alike, with a scenario
   * file and a test.
   *
   * @throws Counterexample with all of it, if the script fails
   */
  public void explain(long number) {
    Counterexample.shrinkAndExplain(script(number), script -> script.run(laws));
  }
}
