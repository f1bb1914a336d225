/**
 * Runs side by side: whether they are the same, how variants differ, and experiments over seeds.
 */
@NullMarked
package dev.steadystate.testkit.compare;

import org.jspecify.annotations.NullMarked;
