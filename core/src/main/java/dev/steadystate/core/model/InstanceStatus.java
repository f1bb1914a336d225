package dev.steadystate.core.model;

/** The life of a container instance (SS-100). */
public enum InstanceStatus {
  ACTIVE,
  DRAINING,
  DEREGISTERING,
  INACTIVE
}
