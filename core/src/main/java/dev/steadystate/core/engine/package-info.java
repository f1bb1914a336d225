/** The machine: clock, agenda, state, the life of tasks and the scheduler pass. Not exported. */
@NullMarked
package dev.steadystate.core.engine;

import org.jspecify.annotations.NullMarked;
