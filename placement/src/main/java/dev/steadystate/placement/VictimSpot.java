package dev.steadystate.placement;

import dev.steadystate.core.model.Needs;
import dev.steadystate.core.spi.InstancesView;
import java.util.Map;
import java.util.TreeMap;

/**
 * An instance with a task that might be stopped, as if the victims chosen so far had gone already
 * (PL-67) and the task in question too, as far as room is concerned (PL-62).
 */
final class VictimSpot extends Spot {
  private final ScanSpot before;
  private final Map<Integer, Gone> gone = new TreeMap<>();
  private final Map<String, Map<String, Integer>> gonePerValue = new TreeMap<>();

  VictimSpot(InstancesView instances, int group) {
    super(instances);
    this.before = new ScanSpot(instances);
    before.lookFor(group, NOTHING);
    lookFor(group, NOTHING);
  }

  Candidate at(int instance, Needs needs) {
    lookFor(group(), needs);
    return at(instance);
  }

  /** Notes that a task that takes so much is about to leave this instance. */
  void leaves(int instance, Needs needs) {
    Gone there = gone.computeIfAbsent(instance, first -> new Gone());
    there.tasks++;
    there.cpu += needs.cpu();
    there.memory += needs.memory();
    there.gpus += needs.gpus();
    at(instance);
    gonePerValue.forEach(
        (attribute, counts) -> counts.merge(attribute(attribute), 1, Integer::sum));
  }

  @Override
  public int remainingCpu() {
    return super.remainingCpu() + there().cpu + needs().cpu();
  }

  @Override
  public int remainingMemory() {
    return super.remainingMemory() + there().memory + needs().memory();
  }

  @Override
  public int remainingGpus() {
    return super.remainingGpus() + there().gpus + needs().gpus();
  }

  @Override
  public int tasks() {
    return super.tasks() - there().tasks;
  }

  @Override
  public int tasksOfAllGroups() {
    return super.tasksOfAllGroups() - there().tasks;
  }

  @Override
  public int tasksWithSame(String attribute) {
    before.at(instance());
    return before.tasksWithSame(attribute)
        - gonePerValue
            .computeIfAbsent(attribute, this::countGone)
            .getOrDefault(attribute(attribute), 0);
  }

  private Map<String, Integer> countGone(String attribute) {
    Map<String, Integer> counts = new TreeMap<>();
    gone.forEach(
        (instance, there) -> {
          String value = instances().attribute(instance, attribute);
          counts.merge(value == null ? "" : value, there.tasks, Integer::sum);
        });
    return counts;
  }

  private Gone there() {
    return gone.getOrDefault(instance(), Gone.NOTHING);
  }

  /** What has left an instance. */
  private static final class Gone {
    static final Gone NOTHING = new Gone();

    int tasks;
    int cpu;
    int memory;
    int gpus;
  }
}
