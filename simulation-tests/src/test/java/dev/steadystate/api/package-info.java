/** Tests of the ECS API over whole simulations. */
@NullMarked
package dev.steadystate.api;

import org.jspecify.annotations.NullMarked;
