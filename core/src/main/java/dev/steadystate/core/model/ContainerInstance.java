package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;

/**
 * An instance that joins a cluster.
 *
 * @param ec2InstanceId such as {@code i-1}
 * @param cpu registered units, 1024 a vCPU
 * @param memory registered MiB
 * @param networkInterfaces the limit with the primary (PL-17)
 * @param gpus whole GPUs
 * @param reservedPorts TCP ports kept besides those of PL-16
 * @param reservedUdpPorts UDP ports kept
 * @param attributes all of them, the zone and the instance type among them
 */
public record ContainerInstance(
    String cluster,
    String ec2InstanceId,
    String availabilityZone,
    int cpu,
    int memory,
    int networkInterfaces,
    int gpus,
    ImmutableList<Integer> reservedPorts,
    ImmutableList<Integer> reservedUdpPorts,
    ImmutableList<Attribute> attributes) {}
