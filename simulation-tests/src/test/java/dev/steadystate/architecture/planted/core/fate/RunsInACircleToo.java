package dev.steadystate.architecture.planted.core.fate;

import dev.steadystate.architecture.planted.core.model.RunsInACircle;

public class RunsInACircleToo {
  public Class<?> next() {
    return RunsInACircle.class;
  }
}
