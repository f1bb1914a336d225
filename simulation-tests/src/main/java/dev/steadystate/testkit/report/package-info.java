/** What a run of a scenario looks like: as JSON, as text and as pictures. */
@NullMarked
package dev.steadystate.testkit.report;

import org.jspecify.annotations.NullMarked;
