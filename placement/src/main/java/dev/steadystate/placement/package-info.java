/** Where a task runs, which task stops, and why a task has no place. */
@NullMarked
package dev.steadystate.placement;

import org.jspecify.annotations.NullMarked;
