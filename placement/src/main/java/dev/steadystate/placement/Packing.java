package dev.steadystate.placement;

import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.spi.InstancesView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How full the instances of a cluster are that are not INACTIVE.
 *
 * @param instances how many there are
 * @param emptyInstances how many have no live task
 * @param usedCpu CPU units taken, room kept for daemons included
 * @param usedMemory MiB taken, room kept for daemons included
 * @param fewestInstances with fewer, even the largest instances would not hold what is used
 */
public record Packing(
    int instances,
    int emptyInstances,
    long usedCpu,
    long registeredCpu,
    long usedMemory,
    long registeredMemory,
    int fewestInstances) {

  /** No task group: what remains for it is what remains for a newcomer. */
  private static final int NO_GROUP = -1;

  public static Packing of(InstancesView view) {
    List<Integer> cpu = new ArrayList<>();
    List<Integer> memory = new ArrayList<>();
    int empty = 0;
    long freeCpu = 0;
    long freeMemory = 0;
    for (int instance = 0; instance < view.size(); instance++) {
      if (view.status(instance) != InstanceStatus.INACTIVE) {
        cpu.add(view.registeredCpu(instance));
        memory.add(view.registeredMemory(instance));
        freeCpu += view.remainingCpu(instance, NO_GROUP);
        freeMemory += view.remainingMemory(instance, NO_GROUP);
        empty += view.tasks(instance) == 0 ? 1 : 0;
      }
    }
    long usedCpu = sum(cpu) - freeCpu;
    long usedMemory = sum(memory) - freeMemory;
    return new Packing(
        cpu.size(),
        empty,
        usedCpu,
        sum(cpu),
        usedMemory,
        sum(memory),
        Math.max(fewest(cpu, usedCpu), fewest(memory, usedMemory)));
  }

  private static long sum(List<Integer> amounts) {
    return amounts.stream().mapToLong(amount -> amount).sum();
  }

  /** Returns how many of the largest amounts it takes to reach what is used. */
  private static int fewest(List<Integer> amounts, long used) {
    amounts.sort(Comparator.reverseOrder());
    int count = 0;
    for (long left = used; left > 0 && count < amounts.size(); count++) {
      left -= amounts.get(count);
    }
    return count;
  }

  /** Returns the used share of CPU in thousandths, rounded down; 0 where there is none. */
  public int cpuPermille() {
    return permille(usedCpu, registeredCpu);
  }

  /** Returns the used share of memory in thousandths, rounded down; 0 where there is none. */
  public int memoryPermille() {
    return permille(usedMemory, registeredMemory);
  }

  private static int permille(long used, long registered) {
    return registered == 0 ? 0 : (int) (used * 1000 / registered);
  }

  /** Returns such as {@code 4 instances, 1 empty, 3 would do; CPU 12.5 %, memory 25.0 %}. */
  @Override
  public String toString() {
    return instances
        + " instances, "
        + emptyInstances
        + " empty, "
        + fewestInstances
        + " would do; CPU "
        + percent(cpuPermille())
        + ", memory "
        + percent(memoryPermille());
  }

  private static String percent(int permille) {
    return permille / 10 + "." + permille % 10 + " %";
  }
}
