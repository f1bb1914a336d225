/** JUnit 5: a fresh simulation for each test, with the laws on. */
@NullMarked
package dev.steadystate.testkit.junit;

import org.jspecify.annotations.NullMarked;
