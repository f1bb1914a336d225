/** The rules of ECS and their worked examples, told as whole simulations. */
@NullMarked
package dev.steadystate.rules;

import org.jspecify.annotations.NullMarked;
