/** Deployments of services, seen through the front door. */
@NullMarked
package dev.steadystate.deployments;

import org.jspecify.annotations.NullMarked;
