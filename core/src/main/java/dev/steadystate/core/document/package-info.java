/** JSON-shaped documents as plain immutable values, without any JSON library. */
@NullMarked
package dev.steadystate.core.document;

import org.jspecify.annotations.NullMarked;
