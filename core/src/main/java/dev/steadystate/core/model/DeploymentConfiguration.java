package dev.steadystate.core.model;

import dev.steadystate.core.document.Document;

/**
 * How deployments of a service go.
 *
 * @param strategy {@code ROLLING}; others are accepted by the API but not simulated yet
 * @param document everything as it was given, also what is not simulated
 */
public record DeploymentConfiguration(
    int minimumHealthyPercent,
    int maximumPercent,
    CircuitBreaker circuitBreaker,
    DeploymentAlarms alarms,
    EarlySuccessCriteria earlySuccess,
    String strategy,
    int bakeTimeInMinutes,
    Document document) {}
