/** The nouns of ECS as values: what a user asks for and what the scheduler is told. */
@NullMarked
package dev.steadystate.core.model;

import org.jspecify.annotations.NullMarked;
