/** How many tasks of which revision run, and within which bounds. */
@NullMarked
package dev.steadystate.deployment;

import org.jspecify.annotations.NullMarked;
