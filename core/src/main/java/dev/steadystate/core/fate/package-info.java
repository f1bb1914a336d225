/** How tasks turn out: stage lengths, failures, exits and health, fixed or drawn from a seed. */
@NullMarked
package dev.steadystate.core.fate;

import org.jspecify.annotations.NullMarked;
