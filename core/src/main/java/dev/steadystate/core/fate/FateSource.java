package dev.steadystate.core.fate;

import dev.steadystate.core.random.Stream;

/**
 * Decides how a task turns out. The stream belongs to this task alone, so that no other task's luck
 * changes whatever is drawn here. Keeps no state.
 */
@FunctionalInterface
public interface FateSource {
  Fate fateOf(TaskFacts task, Stream chance);

  /** Returns the source with which all goes well. */
  static FateSource allGoesWell() {
    return (task, chance) -> Fate.good();
  }
}
