package dev.steadystate.testkit.scenario;

import com.google.common.collect.ImmutableList;

/** A cluster that is there from the start, and what registers in it then. */
public record ClusterGroup(String clusterName, ImmutableList<InstanceGroup> containerInstances) {}
