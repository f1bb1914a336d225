package dev.steadystate.testkit.random;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.random.Keys;
import dev.steadystate.core.random.Stream;
import dev.steadystate.testkit.scenario.InstanceGroup;
import dev.steadystate.testkit.scenario.Step;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * Random scripts and their parts for properties. All that touches jqwik is here; what is drawn and
 * how it shrinks is ours.
 *
 * <pre>{@code
 * @Provide
 * Arbitrary<Script> scripts() {
 *   return Scripts.scripts(Dials.standard());
 * }
 *
 * @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
 * void lawsHold(@ForAll("scripts") Script script) {
 *   Counterexample.explain(script, it -> it.run(Laws.all()));
 * }
 * }</pre>
 */
public final class Scripts {
  private Scripts() {}

  /** Returns whole scripts; a failing one shrinks to a few steps in a small world. */
  public static Arbitrary<Script> scripts(Dials dials) {
    return Arbitraries.fromGenerator(
        (RandomGenerator<Script>) random -> new Small(script(dials, random.nextLong())));
  }

  /** Returns the script of this key: the same key always gives the same one. */
  public static Script script(Dials dials, long key) {
    return Worlds.script(dials, key);
  }

  /** Returns inputs of RegisterTaskDefinition. */
  public static Arbitrary<Document> taskDefinitions(Dials dials) {
    return drawn(dials, worlds -> worlds.definition(1));
  }

  /** Returns inputs of CreateService, for a service {@code s1} of family {@code f1}. */
  public static Arbitrary<Document> services(Dials dials) {
    return drawn(dials, worlds -> worlds.service(1));
  }

  /** Returns container instances of one kind. */
  public static Arbitrary<InstanceGroup> instances(Dials dials) {
    return drawn(dials, worlds -> worlds.group(1));
  }

  /** Returns the container instances of a cluster, as many as the dials allow. */
  public static Arbitrary<ImmutableList<InstanceGroup>> clusters(Dials dials) {
    return drawn(dials, Worlds::groups);
  }

  /** Returns what may become of tasks. */
  public static Arbitrary<ImmutableList<FateRule>> fates(Dials dials) {
    return drawn(dials, Worlds::fates);
  }

  /** Returns faults, or nothing where the dials allow none. */
  public static Arbitrary<Optional<Fault>> faults(Dials dials) {
    return drawn(
        dials,
        worlds ->
            worlds.anyStep() instanceof Step.Mishap mishap
                ? Optional.of(mishap.fault())
                : Optional.empty());
  }

  private static <T> Arbitrary<T> drawn(Dials dials, Function<Worlds, T> draw) {
    return Arbitraries.randomValue(
        random -> draw.apply(new Worlds(dials, Stream.of(Keys.scramble(random.nextLong())))));
  }

  /** A script that knows smaller ones. */
  private record Small(Script script) implements Shrinkable<Script> {
    @Override
    public Script value() {
      return script;
    }

    @Override
    public java.util.stream.Stream<Shrinkable<Script>> shrink() {
      return Smaller.candidates(script).map(Small::new);
    }

    @Override
    public ShrinkingDistance distance() {
      return ShrinkingDistance.of(script.scenario().text().length());
    }
  }
}
