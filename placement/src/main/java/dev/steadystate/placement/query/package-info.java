/**
 * The cluster query language: the expressions of {@code memberOf} constraints and of the {@code
 * ListContainerInstances} filter.
 *
 * <p>{@link dev.steadystate.placement.query.ClusterQuery} is the way in. It reads an expression
 * once and then answers, for any {@link dev.steadystate.placement.query.QueryTarget}, whether the
 * expression holds.
 */
@NullMarked
package dev.steadystate.placement.query;

import org.jspecify.annotations.NullMarked;
