/** The lab: simulations to look at, from a shell or from a file. */
@NullMarked
package dev.steadystate.lab;

import org.jspecify.annotations.NullMarked;
