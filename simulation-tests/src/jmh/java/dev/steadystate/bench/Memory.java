package dev.steadystate.bench;

import dev.steadystate.core.EcsSimulation;

/** Prints the retained heap of an idle simulation in bytes a task: journal off, all steady. */
public final class Memory {
  private Memory() {}

  public static void main(String[] args) {
    for (int tasks : new int[] {100_000, 1_000_000}) {
      long before = used();
      // Two hundred tasks an instance, at both sizes.
      EcsSimulation ecs = Worlds.cluster(50, tasks / 50, tasks / 200, false);
      ecs.runUntilSteady();
      long bytes = used() - before;
      System.out.println(tasks + " tasks: " + bytes / tasks + " bytes a task");
      if (ecs.now().toEpochMilli() == 0) {
        throw new IllegalStateException("the simulation has to live until here");
      }
    }
  }

  private static long used() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
