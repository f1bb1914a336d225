/** Simulations written down: scenario files, how they are read, and how they are run. */
@NullMarked
package dev.steadystate.testkit.scenario;

import org.jspecify.annotations.NullMarked;
