/** The ECS API as documents: what a request may hold, how it is read, and how answers look. */
@NullMarked
package dev.steadystate.core.api;

import org.jspecify.annotations.NullMarked;
