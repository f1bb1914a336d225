package dev.steadystate.placement;

import dev.steadystate.core.spi.StandingPool;
import dev.steadystate.core.spi.VictimRequest;
import java.util.ArrayDeque;
import java.util.Deque;

/** The indexes over standing pools of a cluster; those used longest ago make room for others. */
final class StandingIndexes {
  private final Fleet fleet;
  private final int room;

  /** The one used last first. */
  private final Deque<StandingIndex> indexes = new ArrayDeque<>();

  /**
   * Begins without any.
   *
   * @param room how many instances all indexes together hold at most, unless there is but one
   */
  StandingIndexes(Fleet fleet, int room) {
    this.fleet = fleet;
    this.room = room;
  }

  /** Returns the index that answers this request. */
  StandingIndex of(StandingPool pool, VictimRequest request) {
    StandingIndex index = indexes.peek();
    if (index != null && index.serves(request)) {
      return index;
    }
    index = indexes.stream().filter(each -> each.serves(request)).findFirst().orElse(null);
    // The pool tells who joined to one index alone, so an old one over it is worth nothing.
    indexes.removeIf(each -> each.isOf(pool));
    if (index == null) {
      index =
          request.fargate()
              ? new StandingZones(fleet.instances(), request, pool)
              : new StandingVictims(fleet, request, pool);
    }
    indexes.push(index);
    while (indexes.size() > 1 && (long) indexes.size() * fleet.instances().size() > room) {
      indexes.removeLast();
    }
    return index;
  }
}
