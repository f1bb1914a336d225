package dev.steadystate.architecture.planted.core.model;

import dev.steadystate.architecture.planted.core.fate.RunsInACircleToo;

public class RunsInACircle {
  public Class<?> next() {
    return RunsInACircleToo.class;
  }
}
