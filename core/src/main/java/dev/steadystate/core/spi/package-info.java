/**
 * Where others plug in: placement, deployment controllers, and the read-only views they decide on.
 */
@NullMarked
package dev.steadystate.core.spi;

import org.jspecify.annotations.NullMarked;
