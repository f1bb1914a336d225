package dev.steadystate.core.model;

/** How many tasks a service keeps (SS-20, SS-21). */
public enum SchedulingStrategy {
  REPLICA,
  DAEMON
}
