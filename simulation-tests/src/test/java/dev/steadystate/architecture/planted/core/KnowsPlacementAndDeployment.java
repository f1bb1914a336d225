package dev.steadystate.architecture.planted.core;

import dev.steadystate.architecture.planted.deployment.KnowsPlacement;
import dev.steadystate.architecture.planted.placement.KnowsDeployment;

class KnowsPlacementAndDeployment {
  Class<?> placement() {
    return KnowsDeployment.class;
  }

  Class<?> deployment() {
    return KnowsPlacement.class;
  }
}
