package dev.steadystate.core.spi;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.random.Stream;
import java.util.function.Supplier;

/**
 * A task that wants a place.
 *
 * @param group the task group, as a number of {@link InstancesView}
 * @param zones only instances in these zones; empty means any
 * @param chance the stream of this very task (PL-44), made when asked for
 */
public record Launch(
    int group,
    PlacementPolicy policy,
    Needs needs,
    ImmutableList<Attribute> requiredAttributes,
    ImmutableSortedSet<String> zones,
    Supplier<Stream> chance) {}
