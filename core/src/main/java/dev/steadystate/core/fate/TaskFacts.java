package dev.steadystate.core.fate;

/**
 * What a task is, as far as its fate may depend on it.
 *
 * @param service the empty text for a standalone task
 * @param launch counted from 1 within the deployment, or within the family for RunTask
 */
public record TaskFacts(String cluster, String service, String family, int revision, int launch) {}
