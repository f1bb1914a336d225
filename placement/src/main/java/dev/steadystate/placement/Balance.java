package dev.steadystate.placement;

import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.core.spi.InstancesView;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How evenly the live tasks of a group stand on the instances that take tasks or have one.
 *
 * @param tasksPerZone the tasks in each zone, by name
 * @param instances how many instances were looked at
 * @param fewestOnInstance the fewest tasks on one of them
 * @param mostOnInstance the most tasks on one of them
 * @param tasks all tasks
 */
public record Balance(
    ImmutableSortedMap<String, Integer> tasksPerZone,
    int instances,
    int fewestOnInstance,
    int mostOnInstance,
    int tasks) {

  private static final int NO_GROUP = -1;

  /** Returns the balance of a group, as {@link InstancesView} numbers it. */
  public static Balance of(InstancesView instances, int group) {
    SortedMap<String, Integer> zones = new TreeMap<>();
    int looked = 0;
    int fewest = Integer.MAX_VALUE;
    int most = 0;
    int all = 0;
    for (int instance = 0; instance < instances.size(); instance++) {
      int tasks = group == NO_GROUP ? 0 : instances.tasks(instance, group);
      if (tasks > 0 || instances.takesTasks(instance)) {
        zones.merge(instances.zone(instance), tasks, Integer::sum);
        looked++;
        fewest = Math.min(fewest, tasks);
        most = Math.max(most, tasks);
        all += tasks;
      }
    }
    return new Balance(
        ImmutableSortedMap.copyOfSorted(zones), looked, looked == 0 ? 0 : fewest, most, all);
  }

  /** Returns the balance of a group by its name, such as {@code service:web}. */
  public static Balance of(InstancesView instances, String group) {
    return of(instances, number(instances, group));
  }

  /** Returns the number of a group, or one that no group has when no live task is of it. */
  private static int number(InstancesView instances, String group) {
    int[] found = {NO_GROUP};
    for (int instance = 0; instance < instances.size() && found[0] == NO_GROUP; instance++) {
      instances.forEachGroup(
          instance,
          number -> {
            if (instances.groupName(number).equals(group)) {
              found[0] = number;
            }
          });
    }
    return found[0];
  }

  /** Returns the balance of a group over these zones of Fargate, where there are no instances. */
  public static Balance onFargate(InstancesView instances, int group, Iterable<String> zones) {
    SortedMap<String, Integer> tasks = new TreeMap<>();
    int all = 0;
    for (String zone : zones) {
      tasks.put(zone, instances.fargateTasks(group, zone));
      all += instances.fargateTasks(group, zone);
    }
    return new Balance(ImmutableSortedMap.copyOfSorted(tasks), 0, 0, 0, all);
  }

  /** Returns by how many tasks the fullest zone exceeds the emptiest. */
  public int spreadOverZones() {
    int fewest = tasksPerZone.values().stream().mapToInt(tasks -> tasks).min().orElse(0);
    int most = tasksPerZone.values().stream().mapToInt(tasks -> tasks).max().orElse(0);
    return most - fewest;
  }

  /** Returns by how many tasks the fullest instance exceeds the emptiest. */
  public int spreadOverInstances() {
    return mostOnInstance - fewestOnInstance;
  }

  /** Returns {@code 5 tasks on 4 instances (1 to 2 each), zones {a=2, b=2, c=1}}. */
  @Override
  public String toString() {
    String each = " instances (" + fewestOnInstance + " to " + mostOnInstance + " each)";
    return tasks
        + " tasks on "
        + (instances == 0 ? "Fargate" : instances + each)
        + ", zones "
        + tasksPerZone;
  }
}
