package dev.steadystate.core;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** Shows the virtual time of a simulation. */
final class VirtualClock extends Clock {
  private final EcsSimulation simulation;
  private final ZoneId zone;

  VirtualClock(EcsSimulation simulation, ZoneId zone) {
    this.simulation = simulation;
    this.zone = zone;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId newZone) {
    return new VirtualClock(simulation, newZone);
  }

  @Override
  public Instant instant() {
    return simulation.now();
  }
}
