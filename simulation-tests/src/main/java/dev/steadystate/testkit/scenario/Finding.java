package dev.steadystate.testkit.scenario;

import dev.steadystate.core.document.Document;
import java.time.Duration;

/**
 * An expectation and what came of it.
 *
 * @param at since the start; for what holds always the instant at which it first did not, or the
 *     one from which on it did
 * @param always whether it was to hold from then to the end
 * @param expected in the shape of the file
 * @param found the same members with what was there
 */
public record Finding(
    Duration at, boolean always, Document expected, Document found, boolean met) {}
