package dev.steadystate.core.spi;

import dev.steadystate.core.random.Stream;
import java.util.List;
import java.util.function.Supplier;

/**
 * A question for victims.
 *
 * @param candidates all equal so far (SS-64, 1 to 5), in no promised order
 */
public record VictimRequest(
    int group,
    PlacementPolicy policy,
    boolean fargate,
    List<? extends TaskView> candidates,
    int count,
    Supplier<Stream> chance) {}
