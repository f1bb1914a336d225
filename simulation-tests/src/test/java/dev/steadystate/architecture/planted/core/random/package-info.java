/** Planted: what the rules are to reject. */
@NullMarked
package dev.steadystate.architecture.planted.core.random;

import org.jspecify.annotations.NullMarked;
