/** State, time, chance, journal and the scheduler's tick. */
module dev.steadystate.core {
  requires static transitive org.jspecify;
  requires transitive com.google.common;
  requires tools.jackson.databind;

  exports dev.steadystate.core;
  exports dev.steadystate.core.document;
  exports dev.steadystate.core.fate;
  exports dev.steadystate.core.journal;
  exports dev.steadystate.core.json;
  exports dev.steadystate.core.model;
  exports dev.steadystate.core.random;
  exports dev.steadystate.core.spi;
  exports dev.steadystate.core.view;

  uses dev.steadystate.core.spi.DeploymentController;
  uses dev.steadystate.core.spi.PlacementEngine;
}
