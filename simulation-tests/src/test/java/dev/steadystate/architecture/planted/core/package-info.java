/** Planted: what the rules are to reject. */
@NullMarked
package dev.steadystate.architecture.planted.core;

import org.jspecify.annotations.NullMarked;
