package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One container of a task definition, as far as it is simulated.
 *
 * @param cpu units, 0 when unset
 * @param memory hard limit in MiB, 0 when unset
 * @param memoryReservation soft limit in MiB, 0 when unset
 * @param startTimeout seconds, counted for those who depend on this container (TK-46)
 * @param stopTimeout seconds between SIGTERM and SIGKILL; unset means 30 (TK-50)
 * @param gpus whole GPUs
 */
public record ContainerDefinition(
    String name,
    String image,
    boolean essential,
    int cpu,
    int memory,
    int memoryReservation,
    int gpus,
    ImmutableList<PortMapping> portMappings,
    ImmutableList<ContainerDependency> dependsOn,
    OptionalInt startTimeout,
    OptionalInt stopTimeout,
    Optional<HealthCheck> healthCheck,
    Optional<RestartPolicy> restartPolicy) {}
