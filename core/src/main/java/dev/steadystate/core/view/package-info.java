/** What a simulation looked like at one instant: immutable values to read, print and compare. */
@NullMarked
package dev.steadystate.core.view;

import org.jspecify.annotations.NullMarked;
