/** Ten lessons in scheduling: a text, a world and a task each. */
@NullMarked
package dev.steadystate.lab.lesson;

import org.jspecify.annotations.NullMarked;
