/** Tries the examples of README and Javadoc, as a reader would. */
@NullMarked
package dev.steadystate.examples;

import org.jspecify.annotations.NullMarked;
