package dev.steadystate.testkit.assertions;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.view.TaskSnapshot;
import java.util.TreeMap;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;

/** Assertions on where the live tasks of a service are. */
public final class PlacementAssert extends AbstractAssert<PlacementAssert, EcsSimulation> {
  private final String cluster;
  private final String service;

  PlacementAssert(EcsSimulation simulation, String cluster, String service) {
    super(simulation, PlacementAssert.class);
    this.cluster = cluster;
    this.service = service;
  }

  /** In each of these zones there is one, and none elsewhere. */
  public PlacementAssert inZones(String... zones) {
    ImmutableSortedMap<String, Integer> found = count(TaskSnapshot::availabilityZone);
    ImmutableSortedSet<String> wanted = ImmutableSortedSet.copyOf(zones);
    return check(found.keySet().equals(wanted), "to be in zones " + wanted, "they are in " + found);
  }

  /** On each of these instances there is one, and none elsewhere. */
  public PlacementAssert onInstances(String... ec2InstanceIds) {
    ImmutableSortedMap<String, Integer> found = count(TaskSnapshot::ec2InstanceId);
    ImmutableSortedSet<String> wanted = ImmutableSortedSet.copyOf(ec2InstanceIds);
    return check(found.keySet().equals(wanted), "to be on " + wanted, "they are on " + found);
  }

  /** No instance has two of them. */
  public PlacementAssert onDistinctInstances() {
    ImmutableSortedMap<String, Integer> found = count(TaskSnapshot::ec2InstanceId);
    return check(
        found.values().stream().allMatch(each -> each == 1),
        "to be on distinct instances",
        "they are on " + found);
  }

  /** No zone in which there are any has more than this many more than another. */
  public PlacementAssert balancedWithin(int tasks) {
    ImmutableSortedMap<String, Integer> found = count(TaskSnapshot::availabilityZone);
    int most = found.values().stream().mapToInt(it -> it).max().orElse(0);
    int fewest = found.values().stream().mapToInt(it -> it).min().orElse(0);
    return check(
        most - fewest <= tasks,
        "to be balanced over zones within " + tasks,
        "they are in " + found);
  }

  private ImmutableSortedMap<String, Integer> count(Function<TaskSnapshot, String> place) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (TaskSnapshot task : actual.tasks(cluster)) {
      if (task.service().equals(service) && task.isLive()) {
        counts.merge(place.apply(task), 1, Integer::sum);
      }
    }
    return ImmutableSortedMap.copyOf(counts);
  }

  private PlacementAssert check(boolean holds, String expectation, String found) {
    if (!holds) {
      throw failure(
          "%s",
          Story.of(
              actual,
              service,
              "expected the tasks of " + service + " " + expectation + ", but " + found));
    }
    return this;
  }
}
