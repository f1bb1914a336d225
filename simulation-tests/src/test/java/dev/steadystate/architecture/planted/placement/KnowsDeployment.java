package dev.steadystate.architecture.planted.placement;

import dev.steadystate.architecture.planted.deployment.KnowsPlacement;

public class KnowsDeployment {
  public Class<?> deployment() {
    return KnowsPlacement.class;
  }
}
