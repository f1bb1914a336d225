/** What happened and why: the one record, its entries, service events and the fingerprint. */
@NullMarked
package dev.steadystate.core.journal;

import org.jspecify.annotations.NullMarked;
