package dev.steadystate.core.api;

import dev.steadystate.core.model.NetworkMode;
import dev.steadystate.core.model.TaskDefinition;

/** What a task definition must be to run on Fargate. */
final class Fargate {
  private static final int MEBIBYTES_A_GIBIBYTE = 1024;
  private static final int LEAST_MEMORY = 512;

  private Fargate() {}

  /** Returns whether the definition could run on Fargate, asked for or not. */
  static boolean fits(TaskDefinition definition) {
    return definition.networkMode() == NetworkMode.AWSVPC
        && definition.cpu().isPresent()
        && definition.memory().isPresent()
        && hasSize(definition.cpu().getAsInt(), definition.memory().getAsInt())
        && definition.placementConstraints().isEmpty();
  }

  /** Returns whether Fargate has tasks of this size. */
  static boolean hasSize(int cpu, int memory) {
    if (memory == LEAST_MEMORY) {
      return cpu == 256;
    }
    int gibibytes = memory / MEBIBYTES_A_GIBIBYTE;
    boolean whole = memory % MEBIBYTES_A_GIBIBYTE == 0;
    return whole
        && switch (cpu) {
          case 256 -> isWithin(gibibytes, 1, 2, 1);
          case 512 -> isWithin(gibibytes, 1, 4, 1);
          case 1024 -> isWithin(gibibytes, 2, 8, 1);
          case 2048 -> isWithin(gibibytes, 4, 16, 1);
          case 4096 -> isWithin(gibibytes, 8, 30, 1);
          case 8192 -> isWithin(gibibytes, 16, 60, 4);
          case 16384 -> isWithin(gibibytes, 32, 120, 8);
          default -> false;
        };
  }

  private static boolean isWithin(int gibibytes, int least, int most, int step) {
    return least <= gibibytes && gibibytes <= most && gibibytes % step == 0;
  }
}
