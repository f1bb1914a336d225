package dev.steadystate.core.model;

/** What the scheduler wants of a task (TK-1). */
public enum DesiredStatus {
  RUNNING,
  STOPPED
}
