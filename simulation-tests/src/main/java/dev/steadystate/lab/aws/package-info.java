/** The words of the AWS CLI, spoken to a simulation. */
@NullMarked
package dev.steadystate.lab.aws;

import org.jspecify.annotations.NullMarked;
