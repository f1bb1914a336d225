/** The fidelity ledger: which rules of ECS are simulated, and which tests prove it. */
@NullMarked
package dev.steadystate.ledger;

import org.jspecify.annotations.NullMarked;
