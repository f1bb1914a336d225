package dev.steadystate.core.model;

/** The life of a service (SS-125). */
public enum ServiceStatus {
  ACTIVE,
  DRAINING,
  INACTIVE
}
