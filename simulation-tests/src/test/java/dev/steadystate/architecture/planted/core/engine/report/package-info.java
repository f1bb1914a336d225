/** Planted: what the rules are to reject. */
@NullMarked
package dev.steadystate.architecture.planted.core.engine.report;

import org.jspecify.annotations.NullMarked;
