package dev.steadystate.core.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pool that is asked about again and again: the tasks of one deployment in one condition. It
 * tells what joined it, so that who chooses may keep an index over it: to stop one task of many
 * then costs as much as to stop one of few.
 *
 * <p>All its tasks have the same needs, and among them launch numbers count in the order of
 * creation. Tasks leave it without a word: {@link #find} tells who is left.
 */
public interface StandingPool extends VictimPool {
  /** Returns all of them, and begins to note who joins. */
  @Override
  List<? extends TaskView> tasks();

  /** Returns who joined since this or {@link #tasks} was asked last; some may have left since. */
  List<? extends TaskView> joined();

  /** Returns the task if it is in the pool still, else null. */
  @Nullable TaskView find(int launchNumber, int handle);
}
