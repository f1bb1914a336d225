/** AssertJ assertions on a simulation, now and as time goes on, with messages that tell a story. */
@NullMarked
package dev.steadystate.testkit.assertions;

import org.jspecify.annotations.NullMarked;
