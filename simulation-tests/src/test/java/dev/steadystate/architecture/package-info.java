/** What the house style says of the code as a whole, as rules that a build can check. */
@NullMarked
package dev.steadystate.architecture;

import org.jspecify.annotations.NullMarked;
