/** Worlds, scripts and luck at random, and how to make a failing one small and readable. */
@NullMarked
package dev.steadystate.testkit.random;

import org.jspecify.annotations.NullMarked;
