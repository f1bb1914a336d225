package dev.steadystate.core;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.core.spi.DeploymentController;
import dev.steadystate.core.spi.PlacementEngine;
import java.util.ServiceLoader;

/** What is found on the class path or module path, looked up once; it keeps no state. */
final class ClassPath {
  private static final ImmutableList<PlacementEngine> PLACEMENT =
      ImmutableList.copyOf(
          ServiceLoader.load(PlacementEngine.class, ClassPath.class.getClassLoader()));
  private static final ImmutableSortedMap<String, DeploymentController> CONTROLLERS =
      EcsSimulation.Builder.controllersByType(
          ImmutableList.copyOf(
              ServiceLoader.load(DeploymentController.class, ClassPath.class.getClassLoader())));

  private ClassPath() {}

  static PlacementEngine placement() {
    if (PLACEMENT.size() != 1) {
      throw new IllegalStateException(
          "expected one PlacementEngine but found "
              + PLACEMENT
              + ": add the module steadystate-placement, or pass one to the builder");
    }
    return PLACEMENT.get(0);
  }

  static ImmutableSortedMap<String, DeploymentController> controllers() {
    if (CONTROLLERS.isEmpty()) {
      throw new IllegalStateException(
          "expected a DeploymentController but found none: add the module steadystate-deployment,"
              + " or pass one to the builder");
    }
    return CONTROLLERS;
  }
}
