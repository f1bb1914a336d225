package dev.steadystate.core.spi;

import dev.steadystate.core.random.Stream;
import java.util.List;
import java.util.function.Supplier;

/**
 * A question for victims.
 *
 * @param candidates all equal so far (SS-64, 1 to 5), in no promised order
 * @param fargate whether zones alone count (PL-70)
 * @param leaving tasks of the group chosen before in the same stop: counts and room are as if they
 *     had gone (PL-67)
 * @param count how many at most
 * @param chance the stream of the service for this choice (PL-63), made when asked for
 */
public record VictimRequest(
    int group,
    PlacementPolicy policy,
    boolean fargate,
    List<? extends TaskView> candidates,
    List<? extends TaskView> leaving,
    int count,
    Supplier<Stream> chance) {}
