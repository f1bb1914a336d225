/**
 * Where a task runs, which task stops, and why a task has no place. Strategies and constraints of
 * others enter by the {@link dev.steadystate.placement.PlacementRegistry}.
 */
@NullMarked
package dev.steadystate.placement;

import org.jspecify.annotations.NullMarked;
