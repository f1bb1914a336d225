package dev.steadystate.core.model;

/** The availabilityZoneRebalancing of a service (PL-80). */
public enum ZoneRebalancing {
  ENABLED,
  DISABLED
}
