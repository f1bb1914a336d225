/** Documents from and to JSON text; the one place that knows a JSON library. */
@NullMarked
package dev.steadystate.core.json;

import org.jspecify.annotations.NullMarked;
