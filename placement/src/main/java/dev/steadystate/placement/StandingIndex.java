package dev.steadystate.placement;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.spi.StandingPool;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.VictimRequest;

/** Chooses victims of one standing pool, and remembers between requests what it has read of it. */
interface StandingIndex {
  boolean isOf(StandingPool pool);

  /** Returns whether the request is for victims of this pool by the same rules. */
  boolean serves(VictimRequest request);

  ImmutableList<TaskView> choose(VictimRequest request);
}
