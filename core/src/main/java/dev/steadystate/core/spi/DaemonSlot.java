package dev.steadystate.core.spi;

import org.jspecify.annotations.Nullable;

/**
 * One matching instance of a daemon service and what stands on it.
 *
 * @param instance its index in the cluster
 * @param takesTasks whether it is ACTIVE and its agent connected
 * @param occupant the service's task there that still occupies, live first
 */
public record DaemonSlot(int instance, boolean takesTasks, @Nullable TaskView occupant) {}
