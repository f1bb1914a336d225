package dev.steadystate.core.model;

/** Where tasks run. */
public enum LaunchType {
  EC2,
  FARGATE,
  EXTERNAL
}
