package dev.steadystate.placement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;

/** The strategies of a policy in order (PL-45), sorted by what an index must know of them. */
final class Chain {
  private final ImmutableList<Step> steps;
  private final ImmutableList<Step> ranking;
  private final ImmutableList<Step> shared;
  private final ImmutableList<Step> own;
  private final boolean scans;

  Chain(ImmutableList<Step> steps) {
    this.steps = steps;
    int length = 0;
    while (length < steps.size() && !steps.get(length).basis().is(Basis.Kind.CHANCE)) {
      length++;
    }
    this.ranking = steps.subList(0, length);
    this.shared = ImmutableList.copyOf(Iterables.filter(ranking, Step::isShared));
    this.own = ImmutableList.copyOf(Iterables.filter(ranking, step -> !step.isShared()));
    this.scans = Iterables.any(steps, step -> step.basis().is(Basis.Kind.ANYTHING));
  }

  /** Returns all strategies. */
  ImmutableList<Step> steps() {
    return steps;
  }

  /** Returns those that come before a draw; nothing useful follows one. */
  ImmutableList<Step> ranking() {
    return ranking;
  }

  /** Returns whether one of the best by the ranking is drawn in the end. */
  boolean draws() {
    return ranking.size() < steps.size();
  }

  /** Returns the part of the ranking whose scores belong to values of attributes. */
  ImmutableList<Step> shared() {
    return shared;
  }

  /** Returns the part of the ranking whose scores belong to instances. */
  ImmutableList<Step> own() {
    return own;
  }

  /** Returns whether a strategy depends on more than an index can follow. */
  boolean scans() {
    return scans;
  }

  @Override
  public String toString() {
    return steps.toString();
  }

  /**
   * A strategy and what it depends on.
   *
   * @param text as ECS writes it
   */
  record Step(String text, Strategy strategy, Basis basis) {
    boolean isShared() {
      return basis.is(Basis.Kind.TASKS_PER_VALUE);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
