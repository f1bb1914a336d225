/** JMESPath, the language of {@code --query}. */
@NullMarked
package dev.steadystate.lab.aws.query;

import org.jspecify.annotations.NullMarked;
