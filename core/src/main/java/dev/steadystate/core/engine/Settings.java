package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.core.fate.FateSource;
import dev.steadystate.core.journal.Journal;
import dev.steadystate.core.model.Parameters;

/**
 * What a simulation is given at its birth and never changes.
 *
 * @param start milliseconds since the epoch
 * @param everyTick whether each service has a pass at each tick, which must not be visible (SS-1)
 * @param defaultCluster whether the cluster {@code default} is there from the beginning
 * @param keepStoppedTasks whether stopped tasks stay in memory for reports after ECS forgot them
 */
public record Settings(
    long seed,
    long start,
    String region,
    String account,
    Parameters parameters,
    FateSource fates,
    ImmutableSortedMap<String, String> subnetZones,
    Journal.Mode journalMode,
    int journalBound,
    boolean keepStoppedTasks,
    boolean everyTick,
    boolean defaultCluster) {}
