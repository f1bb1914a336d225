/** The front door: a simulation of one account in one region, held in memory. */
@NullMarked
package dev.steadystate.core;

import org.jspecify.annotations.NullMarked;
