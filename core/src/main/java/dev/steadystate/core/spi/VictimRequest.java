package dev.steadystate.core.spi;

import dev.steadystate.core.random.Stream;
import java.util.List;
import java.util.function.Supplier;

/**
 * A question for victims.
 *
 * @param fargate whether zones alone count (PL-70)
 * @param pool who may be chosen
 * @param leaving tasks of the group chosen before in the same stop: counts and room are as if they
 *     had gone (PL-67)
 * @param count how many at most
 * @param chance the stream of the service for this choice (PL-63), made when asked for
 */
public record VictimRequest(
    int group,
    PlacementPolicy policy,
    boolean fargate,
    VictimPool pool,
    List<? extends TaskView> leaving,
    int count,
    Supplier<Stream> chance) {

  /** Makes a request for some of these candidates, who are asked about once. */
  public VictimRequest(
      int group,
      PlacementPolicy policy,
      boolean fargate,
      List<? extends TaskView> candidates,
      List<? extends TaskView> leaving,
      int count,
      Supplier<Stream> chance) {
    this(group, policy, fargate, () -> candidates, leaving, count, chance);
  }

  /** Returns who may be chosen, in no promised order. */
  public List<? extends TaskView> candidates() {
    return pool.tasks();
  }
}
