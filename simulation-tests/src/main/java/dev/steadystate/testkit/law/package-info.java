/** What must hold whatever happens: laws with names, and the watch that looks at each instant. */
@NullMarked
package dev.steadystate.testkit.law;

import org.jspecify.annotations.NullMarked;
