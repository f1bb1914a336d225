package dev.steadystate.core.model;

/** The verdict of container health checks, for a container and rolled up for a task. */
public enum HealthStatus {
  UNKNOWN,
  HEALTHY,
  UNHEALTHY
}
