package dev.steadystate.placement;

import dev.steadystate.core.spi.InstancesView;
import java.util.Map;
import java.util.TreeMap;

/** A candidate that counts the tasks per value of an attribute when first asked, and remembers. */
final class ScanSpot extends Spot {
  private final Map<String, Map<String, Integer>> tasksPerValue = new TreeMap<>();

  ScanSpot(InstancesView instances) {
    super(instances);
  }

  /** Forgets what was counted. */
  void forget() {
    tasksPerValue.clear();
  }

  @Override
  public int tasksWithSame(String attribute) {
    return tasksPerValue
        .computeIfAbsent(attribute, this::count)
        .getOrDefault(attribute(attribute), 0);
  }

  private Map<String, Integer> count(String attribute) {
    Map<String, Integer> counts = new TreeMap<>();
    InstancesView instances = instances();
    instances.forEachInstanceOf(
        group(),
        instance -> {
          String value = instances.attribute(instance, attribute);
          counts.merge(
              value == null ? "" : value, instances.tasks(instance, group()), Integer::sum);
        });
    return counts;
  }
}
