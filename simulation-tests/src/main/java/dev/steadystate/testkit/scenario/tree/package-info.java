/** YAML and JSON texts as one kind of tree that knows where each part stands. */
@NullMarked
package dev.steadystate.testkit.scenario.tree;

import org.jspecify.annotations.NullMarked;
