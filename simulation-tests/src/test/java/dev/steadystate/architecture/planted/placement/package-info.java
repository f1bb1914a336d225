/** Planted: what the rules are to reject. */
@NullMarked
package dev.steadystate.architecture.planted.placement;

import org.jspecify.annotations.NullMarked;
