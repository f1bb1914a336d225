package dev.steadystate.core.fate;

/** The stages of a task that have a length (file 1, A.2). */
public enum TaskStage {
  PROVISIONING,
  PENDING,
  PULL,
  ACTIVATING,
  DEPROVISIONING
}
