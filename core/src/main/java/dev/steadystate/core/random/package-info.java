/** All chance of the simulation: named streams of one seed, and distributions over them. */
@NullMarked
package dev.steadystate.core.random;

import org.jspecify.annotations.NullMarked;
