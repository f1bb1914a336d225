package dev.steadystate.core.model;

/** The place of a deployment in its service (DEP-13). */
public enum DeploymentStatus {
  PRIMARY,
  ACTIVE,
  INACTIVE
}
