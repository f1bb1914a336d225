/** Planted: what the rules are to reject. */
@NullMarked
package dev.steadystate.architecture.planted.deployment;

import org.jspecify.annotations.NullMarked;
