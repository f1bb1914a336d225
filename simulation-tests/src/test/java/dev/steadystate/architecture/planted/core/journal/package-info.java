/** Planted: what the rules are to reject. */
@NullMarked
package dev.steadystate.architecture.planted.core.journal;

import org.jspecify.annotations.NullMarked;
