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
  Values values(String attribute) {
    return values.computeIfAbsent(
        attribute,
        name -> new Values(instance -> nullToEmpty(instances.attribute(instance, name))));
  }

  void noteChange(int instance) {
    changes.note(instance);
  }

  void noteAttributes(int instance) {
    changes.noteAttributes(instance);
    values.values().forEach(each -> each.readAgain(instance));
  }
}
