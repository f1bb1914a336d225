package dev.steadystate.lab.lesson;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import dev.steadystate.placement.StrategyType;
import java.util.Optional;

/** What somebody answers: numbers, or a strategy, or nothing but what is done on the bench. */
record Answer(ImmutableList<Long> numbers, Optional<StrategyType> strategy) {
  static final Answer NONE = new Answer(ImmutableList.of(), Optional.empty());

  static Answer of(ImmutableList<Long> numbers) {
    return new Answer(numbers, Optional.empty());
  }

  static Answer of(StrategyType strategy) {
    return new Answer(ImmutableList.of(), Optional.of(strategy));
  }

  @Override
  public String toString() {
    return Joiner.on(", ").join(numbers);
  }
}
