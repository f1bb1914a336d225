package dev.steadystate.core.engine;

import dev.steadystate.core.EcsSimulation;
import java.lang.reflect.Field;

/** Makes target groups known to a simulation, until there is a call for it. */
public final class TargetGroups {
  private TargetGroups() {}

  /** Sets the deregistration delay of a target group, in milliseconds. */
  public static void put(EcsSimulation ecs, String arn, long deregistrationDelay) {
    try {
      Field engine = EcsSimulation.class.getDeclaredField("engine");
      engine.setAccessible(true);
      ((Engine) engine.get(ecs)).world.targetGroups.put(arn, deregistrationDelay);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a simulation has no engine any more", e);
    }
  }
}
