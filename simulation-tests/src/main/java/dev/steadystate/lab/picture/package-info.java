/** Pictures of a run: one page to scrub through, that needs nothing else. */
@NullMarked
package dev.steadystate.lab.picture;

import org.jspecify.annotations.NullMarked;
