/** What the tests of rules need of the engine and no call offers yet. */
@NullMarked
package dev.steadystate.core.engine;

import org.jspecify.annotations.NullMarked;
