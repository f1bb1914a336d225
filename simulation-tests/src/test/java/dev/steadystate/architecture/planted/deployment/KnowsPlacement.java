package dev.steadystate.architecture.planted.deployment;

import dev.steadystate.architecture.planted.placement.KnowsDeployment;

public class KnowsPlacement {
  public Class<?> placement() {
    return KnowsDeployment.class;
  }
}
