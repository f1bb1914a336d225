package dev.steadystate.core.view;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;

/**
 * What an instance has in all, or what is left of it.
 *
 * @param memory MiB
 * @param ports TCP ports that are taken, which is how ECS states ports
 * @param udpPorts UDP ports that are taken
 * @param networkInterfaces those that tasks may have, or {@link Integer#MAX_VALUE}
 */
public record InstanceResources(
    int cpu,
    int memory,
    ImmutableSortedSet<Integer> ports,
    ImmutableSortedSet<Integer> udpPorts,
    ImmutableList<String> gpuIds,
    int networkInterfaces) {
  @Override
  public String toString() {
    String text = cpu + " CPU, " + memory + " MiB";
    return gpuIds.isEmpty() ? text : text + ", " + gpuIds.size() + " GPU";
  }
}
