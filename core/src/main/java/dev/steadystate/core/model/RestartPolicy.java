package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;

/** When a container that exited is started again in its task (TK-70, TK-71). */
public record RestartPolicy(
    boolean enabled, ImmutableList<Integer> ignoredExitCodes, int restartAttemptPeriod) {}
