package dev.steadystate.placement;

import static com.google.common.base.Strings.nullToEmpty;

import dev.steadystate.core.spi.InstancesView;
import java.util.SortedMap;
import java.util.TreeMap;

/** The instances of a cluster, what changed of them, and their values, shared by all indexes. */
final class Fleet {
  private final InstancesView instances;
  private final Changes changes = new Changes();
  private final Values zones;
  private final SortedMap<String, Values> values = new TreeMap<>();

  Fleet(InstancesView instances) {
    this.instances = instances;
    this.zones = new Values(instances::zone);
  }

  InstancesView instances() {
    return instances;
  }

  Changes changes() {
    return changes;
  }

  Values zones() {
    return zones;
  }

  /** Returns the values of this attribute; an instance that lacks it has the empty text (PL-42). */
  private Values values(String attribute) {
    return values.computeIfAbsent(
        attribute,
        name -> new Values(instance -> nullToEmpty(instances.attribute(instance, name))));
  }

  /** Returns the values for each shared strategy of the chain, read to the end. */
  Values[] values(Chain chain) {
    Values[] all = new Values[chain.shared().size()];
    for (int level = 0; level < all.length; level++) {
      all[level] = values(chain.shared().get(level).basis().attribute());
      all[level].readTo(instances.size());
    }
    return all;
  }

  /** Returns the live tasks of the group for each value for each shared strategy of the chain. */
  int[][] tasksPerValue(int group, Chain chain) {
    Values[] all = values(chain);
    int[][] counts = new int[all.length][];
    for (int level = 0; level < all.length; level++) {
      counts[level] = new int[all[level].count()];
    }
    instances.forEachInstanceOf(
        group,
        instance -> {
          for (int level = 0; level < all.length; level++) {
            counts[level][all[level].of(instance)] += instances.tasks(instance, group);
          }
        });
    return counts;
  }

  void noteChange(int instance) {
    changes.note(instance);
  }

  void noteAttributes(int instance) {
    changes.noteAttributes(instance);
    values.values().forEach(each -> each.readAgain(instance));
  }
}
