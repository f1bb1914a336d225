package dev.steadystate.lab;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.fate.Fate;
import dev.steadystate.core.fate.FateRules;
import dev.steadystate.core.fate.FateSource;
import dev.steadystate.core.fate.TaskFacts;
import dev.steadystate.core.random.Stream;

/**
 * Fates that can be changed at the prompt. A simulation and its forks share one source, and only
 * one of them runs at a time: the bench puts the rules of that one in place.
 */
final class FatesAtHand implements FateSource {
  private final FateSource others;
  private FateRules rules = FateRules.of(ImmutableList.of());

  private FatesAtHand(FateSource others) {
    this.others = others;
  }

  /** Returns fates that leave to this source whatever no rule is about. */
  static FatesAtHand before(FateSource others) {
    return new FatesAtHand(others);
  }

  void set(FateRules newRules) {
    rules = newRules;
  }

  @Override
  public Fate fateOf(TaskFacts task, Stream chance) {
    boolean ruled = rules.rules().stream().anyMatch(rule -> rule.match().matches(task));
    return ruled ? rules.fateOf(task, chance) : others.fateOf(task, chance);
  }
}
