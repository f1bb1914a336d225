package dev.steadystate.lab;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.Durations;

/** A copy of the simulation that stays as it was. */
public record Fork(String name, World world) {
  /** Returns a simulation that goes on from here. */
  public EcsSimulation ecs() {
    return world.fork().ecs();
  }

  @Override
  public String toString() {
    return name + ", at " + Durations.text(world.age());
  }
}
