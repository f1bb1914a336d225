package dev.steadystate.core.fate;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.LinkedHashMultiset;
import com.google.common.collect.Multiset;
import dev.steadystate.core.random.Keys;
import dev.steadystate.core.random.Stream;
import java.util.Optional;

/**
 * Rules of which the first that a task matches decides its fate; with a task that none matches all
 * goes well.
 *
 * <p>What a rule draws is keyed by the task and by what the rule is about, so that adding, removing
 * or moving another rule leaves it as it was. Of several rules about the very same tasks each draws
 * for itself, in their order.
 */
public final class FateRules implements FateSource {
  private final ImmutableList<FateRule> rules;
  private final ImmutableList<Ready> ready;

  private FateRules(ImmutableList<FateRule> rules) {
    this.rules = rules;
    Multiset<TaskPattern> seen = LinkedHashMultiset.create();
    this.ready =
        rules.stream()
            .map(rule -> Ready.of(rule, seen.add(rule.match(), 1)))
            .collect(toImmutableList());
  }

  /** Returns the source that asks these rules in this order. */
  public static FateRules of(Iterable<FateRule> rules) {
    return new FateRules(ImmutableList.copyOf(rules));
  }

  /** Returns the rules in their order. */
  public ImmutableList<FateRule> rules() {
    return rules;
  }

  @Override
  public Fate fateOf(TaskFacts task, Stream chance) {
    long key = chance.nextLong();
    for (Ready rule : ready) {
      if (rule.isAbout(task, key)) {
        return rule.fate(key);
      }
    }
    return Fate.good();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FateRules that && that.rules.equals(rules);
  }

  @Override
  public int hashCode() {
    return rules.hashCode();
  }

  @Override
  public String toString() {
    return rules.toString();
  }

  /**
   * A rule with what need not be found out for each task.
   *
   * @param key of what it draws
   * @param always its fate, where all tasks it is about turn out alike
   */
  private record Ready(FateRule rule, long key, Optional<Fate> always) {
    static Ready of(FateRule rule, int alikeBefore) {
      long key = Keys.with(Keys.of(alikeBefore, "fate rule"), rule.match().toString());
      return new Ready(
          rule, key, rule.isConstant() ? Optional.of(rule.draw(new Draws(0))) : Optional.empty());
    }

    boolean isAbout(TaskFacts task, long taskKey) {
      return rule.match().matches(task)
          && (rule.share().isCertain() || rule.share().hits(draws(taskKey).stream("share")));
    }

    Fate fate(long taskKey) {
      return always.isPresent() ? always.get() : rule.draw(draws(taskKey));
    }

    private Draws draws(long taskKey) {
      return new Draws(Keys.with(taskKey, key));
    }
  }
}
