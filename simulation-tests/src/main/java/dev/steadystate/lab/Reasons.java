package dev.steadystate.lab;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.view.TaskSnapshot;
import java.util.Optional;

/** Says why something is as it is. */
final class Reasons {
  private final World world;

  Reasons(World world) {
    this.world = world;
  }

  Text of(String subject) {
    return Story.journal(world, subject);
  }

  static Optional<TaskSnapshot> task(EcsSimulation ecs, String cluster, String id) {
    try {
      return Optional.of(ecs.task(cluster, id));
    } catch (IllegalArgumentException notThere) {
      return Optional.empty();
    }
  }
}
